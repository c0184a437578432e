using System.Net;
using AngleSharp.Dom;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>
/// Accounts, keys and certificates, each form posted twice at once and a third time: one act, and every answer is the first
/// one's, with the code or link that is shown once.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PostedTwiceTests
{
    private NewScheme scheme = null!;
    private Member first = null!;
    private Member second = null!;
    private Member operatorOf = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        scheme = await NewScheme.CreateAsync();
        first = await scheme.EnrolAsync("first@law.example", "Anne Holm", StaffRoles.Administrator);
        second = await scheme.EnrolAsync("second@law.example", "Jens Krogh", StaffRoles.Administrator);
        operatorOf = await scheme.EnrolAsync("drift@region.example", "Ole Lind", StaffRoles.Operator);
        await scheme.FoundAsync(first, second);
    }

    [OneTimeTearDown]
    public async Task Stop() => await scheme.DisposeAsync();

    [Test]
    public async Task Who_enrols_and_who_recovers_with_a_double_click_sees_the_one_recovery_code_and_for_two_minutes()
    {
        const string email = "dobbelt@hospital.example";
        var path = "/da/office/invitation/" + await scheme.InviteAsync(email, "Lars Thygesen", StaffRoles.CaseHandler);
        var page = await scheme.Web.Client.PageAsync(path);
        var (secret, password) = (NewScheme.SecretOf(page), NewScheme.PasswordOf(email));
        var enrolling = page.Fill(
            "#enrolment-form", ("Password", password), ("PasswordAgain", password), ("Code", scheme.Code(secret)));
        var shown = await ThreeTimesAsync(path, null, enrolling, "#recovery-code");
        scheme.Time.Advance(TimeSpan.FromMinutes(3));
        using var late = await PostAsync(path, null, enrolling);
        Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "as for any link that is spent");

        const string next = "syv grønne hatte på hylden";
        var recovering = (await scheme.Web.Client.PageAsync("/da/office/recovery")).Fill(
            "#recovery-form", ("Email", email), ("RecoveryCode", shown), ("Code", scheme.Code(secret)), ("Password", next),
            ("PasswordAgain", next));
        var renewed = await ThreeTimesAsync("/da/office/recovery", null, recovering, "#recovery-code");
        Assert.That(renewed, Is.Not.EqualTo(shown));
        scheme.Time.Advance(TimeSpan.FromMinutes(3));
        using var again = await PostAsync("/da/office/recovery", null, recovering);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        scheme.NextCode();
        using var door = await scheme.TrySignInAsync(email, next, scheme.Code(secret));
        Assert.That(door.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task An_operator_who_invites_with_a_double_click_makes_one_link_and_sees_it()
    {
        var cookie = await scheme.SignInAsync(operatorOf);
        var page = await PageAsync("/da/office/accounts/invite", cookie);
        var fields = page.Fill("#invite-form", ("Email", "ny@region.example"), ("FullName", "Ny Drift"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => PostAsync("/da/office/accounts/invite", cookie, fields)));
        var links = new HashSet<string>();
        foreach (var answer in answers)
        {
            var text = await answer.Content.ReadAsStringAsync();
            links.Add(text[text.IndexOf("/office/invitation/", StringComparison.Ordinal)..][..62]);
        }

        Assert.That(links, Has.Count.EqualTo(1));
        Assert.That((await scheme.Web.Client.GetAsync("/da" + links.Single())).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await using var db = scheme.Databases.AsOwner();
        var account = await db.Staff.SingleAsync(person => person.Email == "ny@region.example");
        Assert.That(await db.Invitations.CountAsync(link => link.StaffId == account.Id), Is.EqualTo(1));
    }

    [Test]
    public async Task Certifying_changing_a_password_and_ending_an_account_are_done_once_and_answered_alike()
    {
        foreach (var signer in new[] { first, second })
        {
            var cookie = await scheme.SignInAsync(signer);
            foreach (var member in new[] { first, second }) await CertifyAsync(cookie, member);
        }

        var handler = await scheme.EnrolAsync("sagsbehandler@hospital.example", "Karen Bjerre", StaffRoles.CaseHandler);
        var administrator = await scheme.SignInAsync(first);
        Assert.That(await CertifyAsync(administrator, handler), Is.All.EqualTo("303 /da/office/people?notice=certified"));

        var own = await scheme.SignInAsync(handler);
        const string next = "ni røde stole i gangen";
        var page = await PageAsync("/da/office/password", own);
        Assert.That(
            await AlikeAsync(page, "#password-form", own, ("OldPassword", handler.Password), ("Password", next), ("PasswordAgain", next)),
            Is.All.EqualTo("303 /da/office/profile?notice=password"));

        page = await PageAsync($"/da/office/people/{await IdAsync(handler)}", administrator);
        Assert.That(
            await AlikeAsync(page, "#offboard-form", administrator, ("Offboard", "yes")),
            Is.All.EqualTo("303 /da/office/people?notice=offboarded"));
    }

    private async Task<List<string>> CertifyAsync(string cookie, Member member)
    {
        var page = await PageAsync($"/da/office/people/{await IdAsync(member)}", cookie);
        return await AlikeAsync(page, "#certify-form", cookie, ("Fingerprint", member.Fingerprint!));
    }

    private async Task<List<string>> AlikeAsync(IDocument page, string form, string cookie, params (string Name, string Value)[] typed)
    {
        var (address, fields) = (page.AddressOf(form), page.Fill(form, typed));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PostAsync(address, cookie, fields)));
        using var third = await PostAsync(address, cookie, fields);
        return [.. answers.Append(third).Select(answer => answer.Told())];
    }

    /// <summary>Posts it twice at once and once more; returns what all three show at that place.</summary>
    private async Task<string> ThreeTimesAsync(string address, string? cookie, (string Name, string Value)[] fields, string place)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PostAsync(address, cookie, fields)));
        using var third = await PostAsync(address, cookie, fields);
        var shown = new List<string>();
        foreach (var answer in answers.Append(third))
            shown.Add((await answer.PageAsync()).QuerySelector(place)?.TextContent ?? $"{answer.StatusCode}");
        Assert.That(shown, Is.All.EqualTo(shown[0]));
        return shown[0];
    }

    private async Task<Guid> IdAsync(Member member)
    {
        await using var db = scheme.Databases.AsWeb();
        return await db.Staff.Where(person => person.Email == member.Email).Select(person => person.Id).SingleAsync();
    }

    private async Task<IDocument> PageAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var answer = await scheme.Web.Client.SendAsync(request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.PageAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string? cookie, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return await scheme.Web.Client.SendAsync(request);
    }
}
