using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>What the pages say of dates: as they are, and with the arithmetic.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DatePagesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_report_on_paper_has_the_clocks_of_the_day_it_came()
    {
        (string, string)[] told = [("ToldBy", "letter"), ("Description", "Et brev fra i fredags."), ("Follow", "yes"), ("Language", "da")];
        var refused = await room.RefusedAsync("administrator 1", "/da/office/told",
            [.. told, ("ArrivedOnDay", "31"), ("ArrivedOnMonth", "3"), ("ArrivedOnYear", "2026")]);
        Assert.That(refused.QuerySelector("#ArrivedOn-error"), Is.Not.Null, "a day that is still to come");
        using var answer = await room.PostAsync("administrator 1", "/da/office/told",
            [.. told, ("ArrivedOnDay", "27"), ("ArrivedOnMonth", "2"), ("ArrivedOnYear", "2026")]);
        Assert.That((await answer.PageAsync()).QuerySelector("#receipt-key"), Is.Not.Null);
        await using var db = room.Office.Founded.Databases.AsOwner();
        var report = await db.Reports.SingleAsync(row => row.ReceivedOn < new DateOnly(2026, 3, 1));
        var due = await db.Deadlines.Where(row => row.ReportId == report.Id).ToDictionaryAsync(row => row.Kind, row => row.DueOn);
        Assert.That(report.ReceivedOn, Is.EqualTo(new DateOnly(2026, 2, 27)));
        Assert.That((due[DeadlineKind.Acknowledgement], due[DeadlineKind.Feedback]),
            Is.EqualTo((new DateOnly(2026, 3, 6), new DateOnly(2026, 6, 6))));
    }

    [Test]
    public async Task The_clocks_of_a_case_say_what_happened_and_nothing_else()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, CaseRoom.Story);
        await room.Office.MoveAsync(TimeSpan.FromDays(7));
        room = new CaseRoom(room.Office); // After a week everybody signs in again.
        await room.PassAsync(sent, "administrator 1");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"),
            ("Category", room.Office.Founded.Scheme.Categories[0].Name));
        const string Acknowledged = "modtagelsen bekræftet 10. marts 2026 + 3 måneder = 10. juni 2026";
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(Row(page, "Feedback"), Does.Contain(Acknowledged), "acknowledged on day seven");
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.QuerySelector("#mailbox-dates")!.TextContent, Does.Contain(Acknowledged));
        Assert.That(Row(page, "Routing"), Does.Contain("inden for ordningen 10. marts 2026 + 5 arbejdsdage = 17. marts 2026"));

        await room.ReferAsync(sent);
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(Row(page, "Routing"), Does.Contain("Overholdt 10. marts 2026"));
        foreach (var who in new[] { "handler 1", "handler 2" }) await room.DoneAsync(who, CaseRoom.Case(sent, "recuse"));
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(Row(page, "Statement"),
            Does.Contain("Ophørt 10. marts 2026: alle sagsbehandlere er trådt tilbage").And.Not.Contain("Overholdt"));
        Assert.That(Row(page, "Acceptance"), Does.Contain("enheden havde den ikke længere 10. marts 2026 + 3 arbejdsdage"));

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates"), room.Talk(26));
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(page.QuerySelector("[data-deadline=AgreedTalk]")!.TextContent, Does.Contain("5. april 2026"));
        Assert.That(page.QuerySelector("[data-deadline=AgreedTalk] [data-act-by]"), Is.Null,
            "a talk is held on its day, though it is Easter");
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "dates"), room.Talk(27));
        Assert.That(refused.QuerySelector("#date-Text-error"), Is.Not.Null, "a change needs a reason");
        page = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates"), [.. room.Talk(27), ("Text", "Ferie")]);
        Assert.That(page.QuerySelector("#date-history")!.TextContent, Does.Contain("aftalt til 5. april 2026")
            .And.Contain("aftalt til 6. april 2026").And.Contain("Før: 5. april 2026").And.Contain("Ferie"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates/met"), ("Kind", "AgreedTalk"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates"), ("Kind", "PoliceReport"),
            ("DayDay", "9"), ("DayMonth", "3"), ("DayYear", "2026"), ("Hour", "14.30"));
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(Row(page, "PoliceReport"), Does.Contain("sket 9. marts 2026 + 72 timer = 12. marts 2026 på samme klokkeslæt"));
    }

    [Test]
    public async Task What_had_passed_when_the_report_came_is_no_deadline_and_a_wrong_day_can_be_taken_away()
    {
        var sent = await room.InScopeAsync();
        var now = CopenhagenClock.Today(room.Office.Founded.Time);
        var page = await DatedAsync(now.AddDays(-14));
        Assert.That(page.QuerySelector("#set-dates [data-date=PoliceReport]"), Is.Null);
        Assert.That(page.QuerySelector("#came-too-late")!.TextContent, Does.Contain("De 72 timer var gået, da sagen kom."));
        Assert.That(page.QuerySelector("#date-history")!.TextContent, Does.Contain("En mulig forbrydelse skete"));

        page = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates/met"),
            page.Fill("#met-form", ("Kind", "IncidentUndated"), ("Text", "Læst forkert.")));
        Assert.That(page.QuerySelector("#came-too-late"), Is.Null);
        Assert.That(page.QuerySelector("#met-form"), Is.Null, "nothing is left to take away");
        page = await DatedAsync(now.AddDays(-1));
        Assert.That(page.QuerySelector("#set-dates [data-date=PoliceReport]"), Is.Not.Null);
        Assert.That(page.QuerySelector("#came-too-late"), Is.Null);
        var met = CaseRoom.Case(sent, "dates/met");
        var refused = await room.RefusedAsync("administrator 1", met, ("Kind", "IncidentUndated"), ("Text", " "));
        Assert.That(refused.QuerySelector("#met-Text-error"), Is.Not.Null, "a day is taken away with a reason");
        page = await room.DoneAsync("administrator 1", met, ("Kind", "IncidentUndated"), ("Text", "Det var en anden sag."));
        Assert.That(page.QuerySelector("#set-dates [data-date=PoliceReport]"), Is.Null);
        Assert.That(page.QuerySelector("#came-too-late"), Is.Null);
        Assert.That(page.QuerySelector("#date-history")!.TextContent, Does.Contain("var forkert").And.Contain("Det var en anden sag."));

        Task<IDocument> DatedAsync(DateOnly day) => room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates"),
            ("Kind", "PoliceReport"), ("DayDay", $"{day.Day}"), ("DayMonth", $"{day.Month}"), ("DayYear", $"{day.Year}"));
    }

    private static string Row(IDocument page, string kind) => string.Join(" ",
        page.QuerySelector($"#deadlines [data-deadline={kind}]")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
