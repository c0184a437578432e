using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>A handler walks the path through a case, page by page; nobody else finds any of it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HandlersPathTests
{
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_path_says_what_is_done_what_is_now_and_where_and_the_administrator_sees_none_of_it()
    {
        var (sent, referral) = await ReferredAsync();
        var page = await room.PageAsync(Handler, referral);
        Assert.That(Stages(page), Is.EqualTo(new[]
        {
            "Conflict Done", "Read Done", "Assess Now", "Plan Open", "Hear Open", "Act Open", "Aftercare Open",
            "Feedback Open", "Statement Open", "Close Open",
        }));
        var assess = page.QuerySelector("#path li[data-stage=Assess]")!;
        Assert.That(assess.GetAttribute("aria-current"), Is.EqualTo("step"));
        Assert.That(assess.QuerySelector("a")!.GetAttribute("href"), Does.EndWith("/assess"));
        Assert.That(assess.QuerySelectorAll("details li"), Has.Exactly(3).Items);
        Assert.That(page.QuerySelector("#path li[data-stage=Statement]")!.TextContent, Does.Contain("Senest"));
        Assert.That((await room.PageAsync("administrator 1", referral)).QuerySelector("#path"), Is.Null);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "feedback"), ("Text", "Vi ser på det."));
        Assert.That(Stages(await room.PageAsync(Handler, referral)), Does.Contain("Feedback Done"));
    }

    [Test]
    public async Task A_suggestion_is_seen_before_it_is_confirmed_and_another_choice_needs_a_reason()
    {
        var (sent, referral) = await ReferredAsync();
        (string, string)[] facts =
        [
            ("Gravity", "Marked"), ("Frequency", "Regular"), ("Aggravating", "Power"), ("Care", "Trainee"), ("Stopped", "No"),
            ("Text", "Gentaget over et halvt år."),
        ];
        var before = await EntriesAsync(sent);
        foreach (var button in new[] { "suggest", "" })
        {
            using var shown = await room.PostAsync(Handler, referral + "/assess", [.. facts, ("Severity", "Ordinary"), ("Then", button)]);
            Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK), "nothing is stored before the suggestion was seen");
            var page = await shown.PageAsync();
            Assert.That(page.QuerySelector("#suggestion")!.TextContent, Does.Contain("Meget alvorlig"));
            Assert.That(page.QuerySelector("#suggestion [data-rule=MarkedInPower]"), Is.Not.Null);
            Assert.That(page.QuerySelector("#Text")!.TextContent.Trim(), Is.EqualTo("Gentaget over et halvt år."), "typed texts come back");
            Assert.That(page.QuerySelector("input[name=Care][value=Trainee]")!.HasAttribute("checked"));
        }

        (string, string)[] seen = [.. facts, ("Shown", "Grave")];
        var refused = await room.RefusedAsync(Handler, referral + "/assess", [.. seen, ("Severity", "Ordinary")]);
        Assert.That(refused.QuerySelector("#Departure-error"), Is.Not.Null);
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
        var done = await room.DoneAsync(
            Handler, referral + "/assess", [.. seen, ("Severity", "Serious"), ("Departure", "Det er stoppet i denne uge.")]);
        var kept = done.QuerySelector("#assessments")!.TextContent;
        Assert.That(kept, Does.Contain("Alvorlig").And.Contain("Det er stoppet i denne uge.").And.Contain("elev, studerende"));
        await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Ordinary"), ("Text", "Nu ved vi mere."));
        var history = await room.PageAsync("handler 2", referral + "/assess");
        Assert.That(history.QuerySelectorAll("#assessments article"), Has.Exactly(2).Items, "every assessment stays");
    }

    [Test]
    public async Task Actions_are_changed_by_adding_and_duties_hold_a_number_and_no_text()
    {
        var (_, referral) = await ReferredAsync();
        (string, string)[] sanction = [("Kind", "Sanction"), ("Owner", "HR"), ("State", "Planned")];
        var refused = await room.RefusedAsync(Handler, referral + "/act/action", [.. sanction, ("What", "En skriftlig advarsel.")]);
        Assert.That(refused.QuerySelector("#action-What-error")!.TextContent, Does.Contain("personalesagen"));
        Assert.That(refused.QuerySelector("#action-What")!.TextContent, Does.Contain("En skriftlig advarsel."),
            "what was typed comes back");
        var page = await room.DoneAsync(Handler, referral + "/act/action", sanction);
        Assert.That(page.QuerySelector("#hint-toohasty"), Is.Not.Null, "nobody was heard");
        Assert.That(page.QuerySelector("#hint-nofollowup"), Is.Not.Null, "nobody is to look at its effect");
        var change = page.QuerySelector("#actions tbody a")!.GetAttribute("href")!.Split('#')[0];
        var form = await room.PageAsync("handler 2", change);
        Assert.That(form.QuerySelector("#action-Owner")!.GetAttribute("value"), Is.EqualTo("HR"));
        page = await room.DoneAsync("handler 2", form.AddressOf("#action-form"),
            form.Fill("#action-form", ("Kind", "Sanction"), ("Owner", "HR"), ("State", "Done"),
                ("CheckOnDay", "1"), ("CheckOnMonth", "6"), ("CheckOnYear", "2030")));
        Assert.That(page.QuerySelectorAll("#actions tbody tr").Select(row => row.GetAttribute("data-state")), Is.EqualTo(new[] { "Done" }));
        Assert.That(page.QuerySelectorAll("#action-history article"), Has.Exactly(2).Items);
        Assert.That(page.QuerySelector("#hint-nofollowup"), Is.Null);

        refused = await room.RefusedAsync(Handler, referral + "/act/duty?duty=Police", ("Answer", "No"));
        Assert.That(refused.QuerySelector("#duty-Note-error"), Is.Not.Null, "a dispensation needs a note");
        refused = await room.RefusedAsync(Handler, referral + "/act/duty?duty=Vtc", ("Answer", "Yes"), ("Reference", new string('x', 65)));
        Assert.That(refused.QuerySelector("#duty-Reference-error"), Is.Not.Null);
        page = await room.DoneAsync(Handler, referral + "/act/duty?duty=Injury",
            ("Answer", "Yes"), ("Reference", "2026-117"), ("Harmed", "yes"),
            ("DutyOnDay", "2"), ("DutyOnMonth", "3"), ("DutyOnYear", "2026"),
            ("FirstOnDay", "20"), ("FirstOnMonth", "2"), ("FirstOnYear", "2026"),
            ("LastOnDay", "1"), ("LastOnMonth", "3"), ("LastOnYear", "2026"));
        Assert.That(page.QuerySelector("#duties tr[data-duty=Injury]")!.TextContent,
            Does.Contain("Erhvervssygdom").And.Contain("2026-117"));
    }

    [Test]
    public async Task A_plan_has_tasks_interviews_and_both_parties()
    {
        var (_, referral) = await ReferredAsync();
        await room.RefusedAsync(Handler, referral + "/plan/task", ("Text", ""), ("State", "Open"));
        await room.RefusedAsync(Handler, referral + "/plan/hearing", ("Party", "Accused"), ("Heard", "no"));
        await room.RefusedAsync(Handler, referral + "/plan/checks", ("Aware", "Unheard"));
        var interview = await room.RefusedAsync(Handler, referral + "/plan/interview",
            ("With", "En kollega"), ("InterviewOnDay", "41"), ("State", "Planned"));
        Assert.That(interview.QuerySelector("#interview-With")!.GetAttribute("value"), Is.EqualTo("En kollega"));
        Assert.That(interview.QuerySelector("#InterviewOn")!.GetAttribute("value"), Is.EqualTo("41"));
        await room.DoneAsync(Handler, referral + "/plan/task", ("Text", "Ring til HR."), ("Owner", "Karen"), ("State", "Open"));
        await room.DoneAsync(Handler, referral + "/plan/interview",
            ("With", "En kollega fra nattevagten"), ("Companion", "yes"), ("Second", "Lars"), ("State", "Planned"));
        await room.DoneAsync(Handler, referral + "/plan/hearing", ("Party", "Affected"), ("Heard", "yes"));
        var page = await room.DoneAsync("handler 2", referral + "/plan/checks", ("Aware", "Listened"), ("Culture", "Raised"));
        Assert.That(page.QuerySelector("#tasks")!.TextContent, Does.Contain("Ring til HR."));
        Assert.That(page.QuerySelector("#interviews")!.TextContent, Does.Contain("nattevagten").And.Contain("Lars"));
        Assert.That(page.QuerySelector("#heard [data-party=Affected]")!.GetAttribute("data-heard"), Is.EqualTo("yes"));
        Assert.That(page.QuerySelector("#heard [data-party=Accused]")!.HasAttribute("data-heard"), Is.False);
        Assert.That(page.QuerySelector("#ticked [data-list=Aware]")!.GetAttribute("data-done"), Is.EqualTo("1"));
        Assert.That((await room.PageAsync(Handler, referral + "/plan/checks")).QuerySelectorAll("#checks-form [checked]")
            .Select(box => box.GetAttribute("value")), Is.EqualTo(new[] { "Listened", "Raised" }));
        var change = page.QuerySelector("#tasks a")!.GetAttribute("href")!.Split('#')[0];
        var form = await room.PageAsync(Handler, change);
        page = await room.DoneAsync(Handler, form.AddressOf("#task-form"),
            form.Fill("#task-form", ("Text", "Ring til HR."), ("Owner", "Karen"), ("State", "Done")));
        Assert.That(page.QuerySelectorAll("#tasks tbody tr").Select(row => row.GetAttribute("data-state")), Is.EqualTo(new[] { "Done" }));
    }

    [Test]
    public async Task No_page_of_plan_and_actions_has_two_forms_so_that_sending_one_loses_nothing_that_was_typed_in_another()
    {
        var (_, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/plan/task", ("Text", "Ring til HR."), ("Owner", "Karen"), ("State", "Open"));
        await room.DoneAsync(Handler, referral + "/act/action", ("Kind", "Talk"), ("Owner", "HR"), ("State", "Planned"));
        foreach (var overview in new[] { "/plan", "/act" })
        {
            var page = await room.PageAsync(Handler, referral + overview);
            Assert.That(Forms(page), Is.Empty, overview);
            var links = page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")!)
                .Where(href => href.Contains(overview + "/", StringComparison.Ordinal)).ToList();
            Assert.That(links, Has.Count.GreaterThan(3), "every form has its way there");
            foreach (var link in links)
            {
                var opened = await room.PageAsync(Handler, link);
                Assert.That(Forms(opened), Has.Count.EqualTo(1), link);
                Assert.That(opened.QuerySelectorAll($"main table a[href*='{overview}/']"), Is.Empty, "none leads unsaved to another form");
            }
        }

        static List<string?> Forms(IDocument page) =>
        [
            .. page.QuerySelectorAll("main form[method=post]").Select(form => form.Id)
                .Where(id => id?.EndsWith("-form", StringComparison.Ordinal) == true),
        ];
    }

    [TestCase("administrator 1")]
    [TestCase("handler 3")]
    [TestCase("other handler 1")]
    public async Task Nobody_else_finds_a_page_of_it_or_posts_to_one(string who)
    {
        var (sent, referral) = await ReferredAsync();
        var before = await EntriesAsync(sent);
        foreach (var page in new[] { "assess", "act", "act?duty=Police", "plan" })
            Assert.That((await room.GetAsync(who, $"{referral}/{page}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), page);
        foreach (var (page, fields) in new (string, (string, string)[])[]
        {
            ("assess", [("Severity", "Grave"), ("Text", "x")]), ("assess", [("Text", "x"), ("Then", "draft")]),
            ("act/action", [("Kind", "Talk"), ("Owner", "x"), ("State", "Planned")]), ("act/duty?duty=Vtc", [("Answer", "No")]),
            ("plan/task", [("Text", "x"), ("Owner", "x"), ("State", "Open")]), ("plan/checks", [("Aware", "Listened")]),
            ("plan/interview", [("With", "x"), ("State", "Held")]), ("plan/hearing", [("Party", "Affected"), ("Heard", "yes")]),
        })
        {
            using var answer = await room.PostAsync(who, $"{referral}/{page}", fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), page);
        }

        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
    }

    [Test]
    public async Task Forged_ids_are_not_found_and_change_nothing()
    {
        var (sent, referral) = await ReferredAsync();
        var (_, other) = await ReferredAsync();
        var page = await room.DoneAsync(Handler, other + "/act/action", ("Kind", "Talk"), ("Owner", "HR"), ("State", "Planned"));
        var theirs = page.QuerySelector("#actions tr[data-action]")!.GetAttribute("data-action");
        var before = await EntriesAsync(sent);
        foreach (var address in new[]
        {
            $"act/action?action={theirs}", $"act/action?action={Guid.NewGuid()}", "act/action?action=x", $"plan/task?task={theirs}",
            $"plan/interview?interview={theirs}", "act/duty?duty=99", "act/duty",
        })
        {
            using var answer = await room.PostAsync(Handler, $"{referral}/{address}", address.Split('?')[0] switch
            {
                "act/action" => [("Kind", "Talk"), ("Owner", "HR"), ("State", "Done")],
                "act/duty" => [("Answer", "No")],
                "plan/task" => [("Text", "x"), ("Owner", "x"), ("State", "Done")],
                _ => [("With", "x"), ("State", "Held")],
            });
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), address);
        }

        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
    }

    private async Task<(Sent Sent, string Referral)> ReferredAsync()
    {
        var sent = await room.InScopeAsync();
        return (sent, await room.ReferAsync(sent));
    }

    private static IEnumerable<string> Stages(IDocument page) =>
        page.QuerySelectorAll("#path li[data-stage]")
            .Select(stage => $"{stage.GetAttribute("data-stage")} {stage.GetAttribute("data-state")}");

    private async Task<int> EntriesAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync(entry => db.Compartments
            .Any(compartment => compartment.Id == entry.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
