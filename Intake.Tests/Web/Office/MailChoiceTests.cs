using System.Globalization;
using System.Net;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Staff.Accounts;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Operations;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office;

/// <summary>How a person gets mails, and what a leave does with those that wait.</summary>
public sealed partial class SignInTests
{
    [Test]
    public async Task Saved_mail_choices_move_no_mail_and_the_end_of_a_leave_brings_back_what_it_put_off_and_nothing_before_its_hour()
    {
        var member = await EnrolAsync();
        await using var db = scheme.Databases.AsOwner();
        var own = await db.Staff.Where(person => person.Email == member.Email).Select(person => person.Id).SingleAsync();
        var cookie = await scheme.SignInAsync(member);
        var rows = new OperationsRows(scheme.Databases, scheme.Time, scheme.FileSecretPath);
        var today = CopenhagenClock.Today(scheme.Time);
        var next = CopenhagenClock.NextMailHour(scheme.Time, scheme.Scheme.Deadlines.MailHours).ToUniversalTime();
        var later = CopenhagenClock.Instant(today.AddDays(5), new(7, 30)).ToUniversalTime();
        var back = CopenhagenClock.Instant(today.AddDays(11), new(7, 30)).ToUniversalTime();
        await rows.PutMailsAsync(1, own, MailState.Waiting, next);
        await rows.PutMailsAsync(1, own, MailState.Waiting, later);
        Assert.That(await SaveAsync("en", null), Is.EqualTo(new[] { next, later }), "another language");
        Assert.That(await SaveAsync("en", today.AddDays(10)), Is.EqualTo(new[] { back, back }));
        await rows.PutMailsAsync(1, own, MailState.Waiting, next); // all are away, and it goes all the same
        Assert.That(await SaveAsync("da", today.AddDays(10)), Is.EqualTo(new[] { next, back, back }), "the same leave");
        Assert.That(await SaveAsync("da", today.AddDays(4)), Is.EqualTo(new[] { later, later, later }), "a shorter one");
        Assert.That(await SaveAsync("da", null), Is.EqualTo(new[] { next, next, later }), "back at work");
        Assert.That(await db.Mails.CountAsync(mail => mail.NotBefore != null), Is.Zero);

        static string Part(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

        async Task<IReadOnlyList<DateTimeOffset>> SaveAsync(string language, DateOnly? until)
        {
            using var done = await PostAsync("/da/office/mails", cookie, ("MailLanguage", language), ("AwayUntilDay", Part(until?.Day)),
                ("AwayUntilMonth", Part(until?.Month)), ("AwayUntilYear", Part(until?.Year)));
            Assert.That(done.Headers.Location?.ToString(), Is.EqualTo("/da/office/profile?notice=mails"));
            return await db.Mails.AsNoTracking().OrderBy(mail => mail.NextAt).Select(mail => mail.NextAt).ToListAsync();
        }
    }

    [Test]
    public async Task A_person_chooses_the_language_of_mails_and_a_leave_with_an_active_colleague_as_substitute()
    {
        var (member, other) = (await EnrolAsync(), await EnrolAsync());
        await using var db = scheme.Databases.AsOwner();
        var ids = await db.Staff.Where(person => person.Email == member.Email || person.Email == other.Email)
            .ToDictionaryAsync(person => person.Email, person => person.Id);
        var (own, colleague) = (ids[member.Email], ids[other.Email]);
        var cookie = await scheme.SignInAsync(member);
        (string, string)[] typed =
        [
            ("MailLanguage", "en"), ("AwayUntilDay", "20"), ("AwayUntilMonth", "3"), ("AwayUntilYear", "2026"),
            ("Substitute", colleague.ToString()),
        ];
        Assert.That(await FaultAsync(typed), Is.EqualTo("#Substitute"), "who is not active yet");
        await db.Staff.Where(person => person.Id == colleague).ExecuteUpdateAsync(row => row.SetProperty(p => p.State, StaffState.Active));
        Assert.That(await FaultAsync([.. typed[..1], ("AwayUntilDay", "2"), .. typed[2..]]), Is.EqualTo("#AwayUntil"), "yesterday");
        Assert.That(await FaultAsync([.. typed[..4], ("Substitute", own.ToString())]), Is.EqualTo("#Substitute"), "oneself");

        using var done = await PostAsync("/da/office/mails", cookie, typed);
        Assert.That(done.Headers.Location?.ToString(), Is.EqualTo("/da/office/profile?notice=mails"));
        var row = await db.Staff.AsNoTracking().SingleAsync(person => person.Id == own);
        Assert.That(
            (row.Language, row.AwayUntil, row.SubstituteId),
            Is.EqualTo(("en", (DateOnly?)new DateOnly(2026, 3, 20), (Guid?)colleague)));
        var page = await (await GetAsync("/da/office/mails", cookie)).PageAsync();
        Assert.That(page.QuerySelector("#Substitute option[selected]")?.GetAttribute("value"), Is.EqualTo(colleague.ToString()));

        var name = await db.Staff.Where(person => person.Id == colleague).Select(person => person.FullName).SingleAsync();
        Assert.That((await (await GetAsync("/da/office/profile", cookie)).PageAsync()).QuerySelector("#away")?.TextContent,
            Does.Contain("20. marts 2026").And.Contain(name));

        using var back = await PostAsync("/da/office/mails", cookie, ("MailLanguage", "da"), ("Substitute", colleague.ToString()));
        row = await db.Staff.AsNoTracking().SingleAsync(person => person.Id == own);
        Assert.That((row.Language, row.AwayUntil, row.SubstituteId), Is.EqualTo(("da", (DateOnly?)null, (Guid?)null)), "back at work");

        async Task<string?> FaultAsync((string, string)[] fields)
        {
            using var answer = await PostAsync("/da/office/mails", cookie, fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
            return (await answer.PageAsync()).QuerySelector("#error-summary a")?.GetAttribute("href");
        }
    }
}
