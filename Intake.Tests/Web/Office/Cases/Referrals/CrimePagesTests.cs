using System.Net;
using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>While it is not said whether HR and the police were asked, nobody is interviewed of what may be a crime.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CrimePagesTests
{
    private const string Handler = "handler 1";

    private static readonly (string, string)[] Interview = [("With", "En kollega"), ("State", "Planned")];

    private static readonly (string, string)[] Today = [("AskedOnDay", "3"), ("AskedOnMonth", "3"), ("AskedOnYear", "2026")];

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_mark_holds_interviews_also_from_a_direct_post_until_both_were_asked_and_the_page_says_why()
    {
        var (sent, referral) = await ReferredAsync();
        var planned = await room.DoneAsync(Handler, referral + "/plan/interview", Interview);
        var agreed = planned.QuerySelector("#interviews [data-interview]")!.GetAttribute("data-interview");
        await room.RefusedAsync(Handler, referral + "/crime/mark", ("Text", " "));
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        var plan = await room.PageAsync("handler 2", referral + "/plan");
        Assert.That(plan.QuerySelector("#crime-hold")!.TextContent,
            Does.Contain("efterforskning").And.Contain("Central HR").And.Contain("Politiet"));
        Assert.That(plan.QuerySelector("#interviews-off"), Is.Not.Null);
        Assert.That(plan.QuerySelector("#interview-form"), Is.Null);
        Assert.That((await room.PageAsync(Handler, referral + "/act")).QuerySelector("#crime-hold"), Is.Not.Null);

        await RefusedNowAsync();
        await AskAsync("Hr", [("Contacted", "yes"), ("Interviews", "Begin"), .. Today]);
        await RefusedNowAsync();
        foreach (var answer in new[] { "", "Unanswered", "Wait" })
        {
            var asked = await AskAsync("Police", [("Contacted", "yes"), ("Interviews", answer), .. Today]);
            Assert.That(asked.QuerySelector("#crime-state")!.GetAttribute("data-waits"), Is.EqualTo("yes"), answer);
            var waits = (await room.PageAsync(Handler, referral + "/act")).QuerySelector("#crime-hold")!;
            Assert.That(waits.TextContent, Does.Contain("til svaret er ja").And.Not.Contain("samtalerne må begynde."), answer);
            await RefusedNowAsync();
        }

        await AskAsync("Police", [("Contacted", "no"), ("Text", "Den, det er gået ud over, vil ikke have det.")]);
        await room.DoneAsync(Handler, referral + "/plan/hearing", ("Party", "Accused"), ("Heard", "yes"));
        var page = await room.DoneAsync(Handler, referral + "/plan/interview", Interview);
        Assert.That(page.QuerySelectorAll("#interviews tbody tr"), Has.Exactly(2).Items);
        Assert.That(page.QuerySelector("#crime-hold"), Is.Null);
        Assert.That(page.QuerySelector("#crime-marked"), Is.Not.Null);

        async Task RefusedNowAsync()
        {
            var before = await EntriesAsync(sent);
            foreach (var (path, fields) in new (string, (string, string)[])[]
            {
                ("plan/interview", Interview), ("plan/interview", [("With", "En kollega"), ("State", "Held")]),
                ($"plan/interview?interview={agreed}", [("With", "En kollega"), ("State", "Held")]),
                ("plan/hearing", [("Party", "Accused"), ("Heard", "yes")]),
            })
            {
                var refused = await room.RefusedAsync(Handler, $"{referral}/{path}", fields);
                Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("central HR og politiet"), path);
            }

            Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
        }

        Task<IDocument> AskAsync(string who, (string, string)[] fields) =>
            room.DoneAsync(Handler, referral + "/crime/ask", [("Who", who), .. fields]);
    }

    [Test]
    public async Task An_agreed_interview_can_be_called_off_and_a_party_said_not_to_be_heard_while_others_wait()
    {
        var (_, referral) = await ReferredAsync();
        var page = await room.DoneAsync(Handler, referral + "/plan/interview", Interview);
        var change = page.QuerySelector("#interviews a")!.GetAttribute("href")!.Split('#')[0];
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        var form = await room.PageAsync(Handler, change);
        page = await room.DoneAsync(Handler, form.AddressOf("#interview-form"),
            form.Fill("#interview-form", ("With", "En kollega"), ("State", "Dropped")));
        Assert.That(page.QuerySelector("#interviews tr[data-state=Dropped]"), Is.Not.Null);
        await room.DoneAsync(
            Handler, referral + "/plan/hearing", ("Party", "Accused"), ("Heard", "no"), ("Why", "Politiet beder os vente."));
    }

    [Test]
    public async Task Taking_the_mark_off_needs_a_reason_and_the_history_keeps_all_of_it()
    {
        var (sent, referral) = await ReferredAsync();
        using var early = await room.PostAsync(Handler, referral + "/crime/lift", ("Text", "Der er intet mærke."));
        Assert.That(early.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        await room.RefusedAsync(Handler, referral + "/crime/mark", ("Text", "En gang til."));
        await room.RefusedAsync(Handler, referral + "/crime/lift", ("Text", ""));
        var page = await room.DoneAsync(Handler, referral + "/crime/lift", ("Text", "Det var en misforståelse."));
        Assert.That(page.QuerySelector("#crime-state")!.GetAttribute("data-marked"), Is.EqualTo("no"));
        Assert.That(page.QuerySelectorAll("#crime-history article"), Has.Exactly(2).Items);
        await room.DoneAsync(Handler, referral + "/plan/interview", Interview);
        var history = await room.PageAsync("handler 2", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelectorAll("#history [data-kind=Suspicion]").Select(one => one.TextContent),
            Has.One.Contains("Der er slået.").And.One.Contains("Det var en misforståelse."));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"))).Body!.TextContent,
            Does.Not.Contain("Der er slået."), "the WorkFile is the unit's");
    }

    [Test]
    public async Task Whom_one_asked_has_a_day_or_a_reason_and_a_report_to_the_police_stands_for_asking_them()
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        foreach (var (fields, field) in new ((string, string)[], string)[]
        {
            ([("Who", "Hr")], "ask-Contacted"), ([("Contacted", "no"), ("Text", "x")], "ask-Who"),
            ([("Who", "Hr"), ("Contacted", "yes")], "AskedOn"), ([("Who", "Hr"), ("Contacted", "no")], "ask-Text"),
            ([("Who", "Hr"), ("Contacted", "yes"), ("AskedOnDay", "4"), ("AskedOnMonth", "3"), ("AskedOnYear", "2026")], "AskedOn"),
            ([("Who", "Hr"), ("Contacted", "yes"), .. Today, ("Interviews", "Perhaps")], "ask-Interviews"),
            ([("Who", "Police"), ("Contacted", "yes"), .. Today, ("Reference", new string('1', 65))], "ask-Reference"),
        })
        {
            var refused = await room.RefusedAsync(Handler, referral + "/crime/ask", fields);
            Assert.That(refused.QuerySelector($"#{field}-error"), Is.Not.Null, field);
        }

        await room.DoneAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "Yes"), ("Reference", "2026-77"),
            ("DutyOnDay", "2"), ("DutyOnMonth", "3"), ("DutyOnYear", "2026"));
        var page = await room.DoneAsync(
            Handler, referral + "/crime/ask", [("Who", "Hr"), ("Contacted", "yes"), ("Interviews", "Begin"), .. Today]);
        Assert.That(page.QuerySelector("#crime-state")!.GetAttribute("data-waits"), Is.EqualTo("yes"), "a report is no answer");
        Assert.That(page.QuerySelector("#asked-first [data-who=Police]")!.TextContent, Does.Contain("2026-77"));
        Assert.That(page.QuerySelector("#no-crime-clock"), Is.Not.Null);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"),
            ("Kind", "PoliceReport"), ("DayDay", "2"), ("DayMonth", "3"), ("DayYear", "2026"));
        page = await room.PageAsync(Handler, referral + "/crime");
        Assert.That(page.QuerySelector("#crime-clock")!.TextContent, Does.Contain("72-timers"));
    }

    [Test]
    public async Task The_72_hours_that_were_met_or_have_passed_are_said_to_be_and_not_to_be_unset()
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        await DatedAsync(sent, "1");
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates/met"), ("Kind", "PoliceReport"), ("Text", ""));
        foreach (var path in new[] { "act", "crime" })
        {
            var page = await room.PageAsync(Handler, $"{referral}/{path}");
            Assert.That(page.QuerySelector("#no-crime-clock"), Is.Null, path);
            Assert.That(page.QuerySelector("#crime-clock")!.TextContent, Does.Contain("overholdt 3. marts 2026"), path);
        }

        var duty = (await room.PageAsync(Handler, referral + "/act")).QuerySelector("#duties [data-duty=Police]")!;
        Assert.That(duty.TextContent, Does.Contain("overholdt 3. marts 2026").And.Not.Contain("Ingen 72-timers-frist"));
    }

    [Test]
    public async Task What_is_said_of_the_duty_to_the_police_meets_or_ends_its_72_hours()
    {
        var (sent, referral) = await ReferredAsync();
        await DatedAsync(sent, "1");
        await room.DoneAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "Yes"), ("Reference", "2026-77"),
            ("DutyOnDay", "2"), ("DutyOnMonth", "3"), ("DutyOnYear", "2026"));
        var page = await room.PageAsync(Handler, CaseRoom.Case(sent, "dates"));
        Assert.That(page.QuerySelector("#set-dates [data-date=PoliceReport]"), Is.Null);
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines [data-deadline=PoliceReport]")!.TextContent, Does.Contain("Overholdt 2. marts 2026"));

        (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        await DatedAsync(sent, "1");
        const string Why = "Den, det er gået ud over, vil ikke.";
        await room.RefusedAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "No"));
        Assert.That((await room.PageAsync(Handler, referral + "/act")).QuerySelector("#duties [data-duty=Police]")!.TextContent,
            Does.Contain("udløber"), "without a reason it runs on");
        await room.DoneAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "No"), ("Note", Why));
        page = await room.PageAsync(Handler, CaseRoom.Case(sent, "dates"));
        Assert.That(page.QuerySelector("#set-dates [data-date=PoliceReport]"), Is.Null);
        Assert.That(page.QuerySelector("#date-history")!.TextContent, Does.Contain("anmeldes ikke til politiet").And.Not.Contain(Why));
        page = await room.PageAsync(Handler, referral + "/crime");
        Assert.That(page.QuerySelector("#police-decided")!.TextContent, Does.Contain("ikke meldes til politiet"));
        Assert.That(page.QuerySelector("#no-crime-clock"), Is.Null);

        await room.DoneAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "Yes"),
            ("DutyOnDay", "3"), ("DutyOnMonth", "3"), ("DutyOnYear", "2026"));
        Assert.That((await room.PageAsync(Handler, referral + "/crime")).QuerySelector("#police-decided")!.TextContent,
            Does.Contain("Sagen er meldt til politiet 3. marts 2026"), "after all");
    }

    [TestCase("administrator 1")]
    [TestCase("handler 3")]
    [TestCase("other handler 1")]
    public async Task Nobody_else_marks_a_case_or_takes_a_mark_off(string who)
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/crime/mark", ("Text", "Der er slået."));
        var before = await EntriesAsync(sent);
        foreach (var (page, fields) in new (string, (string, string)[])[]
        {
            ("crime/mark", [("Text", "x")]), ("crime/lift", [("Text", "x")]),
            ("crime/ask", [("Who", "Hr"), ("Contacted", "no"), ("Text", "x")]),
            ("press", [("Risk", "no")]), ("window/step?step=Gather", [("Text", "x"), ("By", "x"), ("Done", "no")]),
            ("aftercare?line=Witnesses", [("Owner", "x"), ("State", "Dropped"), ("Text", "x")]),
        })
        {
            using var answer = await room.PostAsync(who, $"{referral}/{page}", fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), page);
        }

        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
    }

    [Test]
    public async Task The_hour_at_which_the_72_hours_run_out_is_shown_and_stands_in_no_row()
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"), ("Kind", "PoliceReport"),
            ("DayDay", "2"), ("DayMonth", "3"), ("DayYear", "2026"), ("Hour", "22.10"));
        Assert.That((await room.PageAsync(Handler, CaseRoom.Case(sent, "dates"))).QuerySelector("#set-dates [data-date=PoliceReport]")!
            .TextContent, Does.StartWith("5. marts 2026 kl. 22.10"));
        Assert.That((await room.PageAsync(Handler, referral + "/act")).QuerySelector("#duties [data-duty=Police]")!.TextContent,
            Does.Contain("udløber 5. marts 2026 kl. 22.10"));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That(await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.PoliceReport)
            .Select(row => row.DueOn).SingleAsync(), Is.EqualTo(new DateOnly(2026, 3, 5)));
    }

    private Task<IDocument> DatedAsync(Sent sent, string day) => room.DoneAsync(Handler, CaseRoom.Case(sent, "dates"),
        ("Kind", "PoliceReport"), ("DayDay", day), ("DayMonth", "3"), ("DayYear", "2026"));

    private async Task<(Sent Sent, string Referral)> ReferredAsync()
    {
        var sent = await room.InScopeAsync();
        return (sent, await room.ReferAsync(sent));
    }

    private async Task<int> EntriesAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => db.Compartments
            .Any(compartment => compartment.Id == entry.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
