using System.Text.RegularExpressions;
using Intake.Core.Notices;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>Where mail is set up, the person who invites never sees the link.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class MailedInvitationTests
{
    [Test]
    public async Task The_operators_page_says_where_the_link_goes_and_shows_none()
    {
        await using var scheme = await NewScheme.CreateAsync("Portalen <whistleblower@portal.example.dk>");
        var token = await OperatorsLinkAsync(scheme);
        var keeper = await scheme.EnrolByAsync(token, "drift@region.example");
        var cookie = await scheme.SignInAsync(keeper);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/da/office/accounts/invite")
        {
            Content = new FormUrlEncodedContent([new("Scheme", scheme.Scheme.Name), new("Email", "ny@hospital.example"),
                new("FullName", "Åse Ravn"), new("Role", "Administrator")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", cookie);
        using var answer = await scheme.Web.Client.SendAsync(request);
        var page = await answer.PageAsync();

        Assert.That(page.QuerySelector("#mailed")?.TextContent, Does.Contain("ny@hospital.example"));
        Assert.That(page.DocumentElement.OuterHtml, Does.Not.Match(Token()));
        await using var db = scheme.Databases.AsOwner();
        using var secret = Intake.Core.Sealing.FileSecret.Read(scheme.FileSecretPath);
        var mail = await db.Mails.SingleAsync(row => row.Kind == MailKind.Invitation && row.BodyText == null);
        Assert.That(await db.Staff.Where(person => person.Email == "ny@hospital.example").Select(person => person.Id).SingleAsync(),
            Is.EqualTo(new NoticeBook(secret).RecipientOf(mail)));
        Assert.That(mail.MessageId, Does.EndWith("@portal.example.dk>"));
    }

    [GeneratedRegex("office/invitation/[A-Za-z0-9_-]{43}")]
    private static partial Regex Token();

    /// <summary>The first operator's link, which the command printed before mail was set up.</summary>
    private static async Task<string> OperatorsLinkAsync(NewScheme scheme)
    {
        var token = System.Security.Cryptography.RandomNumberGenerator.GetBytes(32);
        await using var db = scheme.Databases.AsOwner();
        var id = Guid.NewGuid();
        db.Staff.Add(new StaffMember
        {
            Id = id, Email = "drift@region.example", FullName = "Ole Lind", Roles = StaffRoles.Operator, State = StaffState.Invited,
            CreatedOn = new DateOnly(2026, 3, 2),
        });
        db.Invitations.Add(new Invitation
        {
            Id = Guid.NewGuid(), StaffId = id, TokenHash = System.Security.Cryptography.SHA256.HashData(token),
            ExpiresOn = new DateOnly(2026, 3, 9),
        });
        await db.SaveChangesAsync();
        return System.Buffers.Text.Base64Url.EncodeToString(token);
    }
}
