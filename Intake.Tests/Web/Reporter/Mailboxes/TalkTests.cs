using System.Net;
using AngleSharp.Dom;
using Intake.Core.Mailboxes;
using Intake.Tests.Support;
using Intake.Tests.Web.Office.Cases;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>A telephone call or a meeting, with a code word in place of a name.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TalkTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_talk_is_asked_for_proposed_moved_and_agreed_and_both_sides_see_one_code_word()
    {
        var sent = await room.InScopeAsync(follow: false);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var asked = await mailbox.DoneAsync("talk", ("Way", "phone"), ("Preferred", "Efter kl. 17"), ("Number", "20 30 40 50"));
        var word = asked.QuerySelector("#code-word")!.TextContent;
        Assert.That(word.Split(' '), Has.Length.EqualTo(2).And.SubsetOf(CodeWords.All));
        Assert.That(await room.PageAsync("administrator 1", "/da/office/inbox"), Is.Not.Null);
        Assert.That(
            Row(await room.PageAsync("administrator 1", "/da/office/inbox?show=all"), sent).GetAttribute("data-waits"),
            Is.Not.EqualTo("Nothing"));

        var office = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "talk"));
        Assert.That(office.QuerySelector(".talk")!.TextContent, Does.Contain(word).And.Contain("Efter kl. 17").And.Contain("20 30 40 50"));
        Assert.That(
            (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#case-steps")!.TextContent,
            Does.Contain("beder om en samtale"));
        var request = office.QuerySelector("#talk-form [name=Request]")!.GetAttribute("value")!;
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", " "));
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "Ring 11 22 33 44 tirsdag kl. 18"));

        var proposed = await mailbox.PageAsync();
        Assert.That(proposed.QuerySelector("#waiting")!.TextContent, Does.Contain("Et forslag"));
        Assert.That(proposed.QuerySelector("#talk-proposal")!.TextContent, Is.EqualTo("Ring 11 22 33 44 tirsdag kl. 18"));
        var empty = await mailbox.RefusedAsync("talk-reply", ("Request", request), ("TalkText", ""), ("Choice", "other"));
        Assert.That(empty.QuerySelector("#TalkText-error"), Is.Not.Null);
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", "Hellere onsdag"), ("Choice", "other"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "Onsdag kl. 18"));
        var agreed = await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", ""), ("Choice", "accepted"));
        Assert.That(agreed.QuerySelector(".talk")!.GetAttribute("data-talk"), Is.EqualTo("Accepted"));
        Assert.That(agreed.QuerySelector("#code-word")!.TextContent, Is.EqualTo(word), "the word stays");
        Assert.That(
            (await room.PageAsync("administrator 1", CaseRoom.Case(sent, "talk"))).QuerySelector(".talk")!.GetAttribute("data-talk"),
            Is.EqualTo("Accepted"));
    }

    [Test]
    public async Task A_day_that_is_accepted_is_agreed_stays_the_units_and_the_reporter_is_not_left_waiting_when_the_case_is_closed()
    {
        var sent = await room.InScopeAsync(follow: false);
        var referral = await room.WithStatementAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("talk", ("Way", "phone"));
        var talk = CaseRoom.Case(sent, "talk");
        var request = (await room.PageAsync("handler 1", talk)).QuerySelector("#talk-form [name=Request]")!.GetAttribute("value")!;
        (string, string)[] proposal = [("Request", request), ("Text", "Ring 11 22 33 44."), ("Hour", "17.30")];
        foreach (var day in new (string, string)[][] { Day("2", "3"), Day("4", "3", "2028"), Day("31", "4"), [] })
        {
            var refused = await room.RefusedAsync("handler 1", talk, [.. proposal, .. day]);
            Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#TalkOn"));
            Assert.That(refused.QuerySelector("#talk-Hour")!.GetAttribute("value"), Is.EqualTo("17.30"), "as typed");
        }

        await room.DoneAsync("handler 1", talk, [.. proposal, .. Day("12", "3")]);
        Assert.That((await mailbox.PageAsync()).QuerySelector("#talk-day")!.TextContent, Is.EqualTo("12. marts 2026 kl. 17.30"));
        Assert.That(await AgreedAsync(), Is.Null, "proposed is not agreed");
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", ""), ("Choice", "accepted"));
        Assert.That(await AgreedAsync(), Does.Contain("12. marts 2026"));
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", "Jeg kan ikke alligevel."), ("Choice", "other"));
        Assert.That(await AgreedAsync(), Is.Null);
        await room.DoneAsync("handler 1", talk, [.. proposal, .. Day("20", "3")]);
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", ""), ("Choice", "accepted"));

        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var row = Row(await room.PageAsync("handler 1", "/da/office/inbox"), sent);
        Assert.That(row.TextContent, Does.Contain("samtale").And.Contain("20. marts 2026"), "the unit's number was given");

        var closing = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing().Where(field => field.Name != "TalkKept")]);
        Assert.That(closing.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#TalkKept"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        var over = await mailbox.PageAsync();
        Assert.That(over.QuerySelector("#agreed-talk")!.TextContent, Does.Contain("20. marts 2026 kl. 17.30").And.Contain("Kodeord"));
        Assert.That(over.QuerySelector(".talk-kept")!.TextContent,
            Does.Contain("holder, selv om sagen er lukket").And.Contain("20. marts 2026 kl. 17.30"));
        var verified = await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"));
        Assert.That(verified.QuerySelector("#history [data-kind=Closing]")!.TextContent, Does.Contain("Samtalen holder"));

        // Also then the reporter can call it off, and nothing else; the unit hears of it.
        Assert.That(over.QuerySelectorAll("#talk-reply-form button").Select(button => button.GetAttribute("value")),
            Is.EqualTo(new[] { "dropped" }));
        await mailbox.RefusedAsync("talk-reply", ("Request", request), ("TalkText", "Hellere onsdag"), ("Choice", "other"));
        await mailbox.RefusedAsync("talk", ("Way", "phone"));
        await mailbox.RefusedAsync("talk-reply", ("Request", Guid.NewGuid().ToString()), ("Choice", "dropped"));
        var off = await mailbox.DoneAsync("talk-reply", ("Request", request), ("TalkText", "Jeg tør ikke."), ("Choice", "dropped"));
        Assert.That(off.QuerySelector("#agreed-talk"), Is.Null);
        Assert.That(off.QuerySelector(".talk-kept")!.TextContent, Does.Contain("aflyst"));
        Assert.That((await room.PageAsync("handler 1", "/da/office/inbox")).QuerySelector("[data-after=Talk]"), Is.Null);
        await mailbox.RefusedAsync("talk-reply", ("Request", request), ("Choice", "dropped"));
        Assert.That(Row(await room.PageAsync("handler 1", "/da/office/inbox"), sent).TextContent, Does.Contain("Læs"));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"))).QuerySelector("#thread")!.TextContent,
            Does.Contain("Jeg tør ikke."));

        async Task<string?> AgreedAsync() => (await room.PageAsync("handler 1", CaseRoom.Case(sent, "history")))
            .QuerySelector("#deadlines [data-deadline=AgreedTalk]")?.TextContent;
    }

    [Test]
    public async Task Of_two_talks_that_are_agreed_letting_one_go_leaves_the_date_of_the_other()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var requests = new List<string>();
        foreach (var day in new[] { "12", "20" })
        {
            await mailbox.DoneAsync("talk", ("Way", "phone"));
            var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "talk"));
            requests.Add(page.QuerySelector("#talk-form [name=Request]")!.GetAttribute("value")!);
            await room.DoneAsync("handler 1", CaseRoom.Case(sent, "talk"),
                [("Request", requests[^1]), ("Text", "Ring 11 22 33 44."), .. Day(day, "3")]);
            await mailbox.DoneAsync("talk-reply", ("Request", requests[^1]), ("TalkText", ""), ("Choice", "accepted"));
        }

        await mailbox.DoneAsync("talk-reply", ("Request", requests[0]), ("TalkText", ""), ("Choice", "dropped"));
        var history = await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines [data-deadline=AgreedTalk]")!.TextContent, Does.Contain("20. marts 2026"));
        await mailbox.DoneAsync("talk-reply", ("Request", requests[1]), ("TalkText", ""), ("Choice", "dropped"));
        history = await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"));
        Assert.That(history.QuerySelector("#deadlines [data-deadline=AgreedTalk]"), Is.Null);
    }

    [Test]
    public async Task A_talk_that_an_administrator_agreed_is_the_administrators_and_stays_so_on_another_day()
    {
        var sent = await room.InScopeAsync(follow: false);
        await room.ReferAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("talk", ("Way", "phone"));
        var talk = CaseRoom.Case(sent, "talk");
        var request = (await room.PageAsync("administrator 1", talk)).QuerySelector("#talk-form [name=Request]")!.GetAttribute("value")!;
        await room.DoneAsync("administrator 1", talk, [("Request", request), ("Text", "Ring 33 22 11 00."), .. Day("9", "3")]);
        await mailbox.DoneAsync("talk-reply", ("Request", request), ("Text", ""), ("Choice", "accepted"));
        await TheAdministratorsAsync();

        var changed = await room.DoneAsync(
            "handler 1", CaseRoom.Case(sent, "dates"), [.. room.Talk(4), ("Text", "Administratoren er på kursus.")]);
        Assert.That(changed.QuerySelector("#set-dates [data-date=AgreedTalk] [data-whose=administrators]"), Is.Not.Null);
        await TheAdministratorsAsync();
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates/met"), ("Kind", "AgreedTalk"), ("Text", ""));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "dates"), room.Talk(5));
        Assert.That(Row(await room.PageAsync("handler 1", "/da/office/inbox"), sent).QuerySelector("[data-reason=AgreedTalk]"),
            Is.Not.Null, "the next one is the unit's");

        async Task TheAdministratorsAsync()
        {
            foreach (var (who, times) in new[] { ("administrator 1", 1), ("handler 1", 0) })
            {
                var row = Row(await room.PageAsync(who, "/da/office/inbox"), sent);
                Assert.That(row.QuerySelectorAll("[data-reason=AgreedTalk]").Length, Is.EqualTo(times), who);
            }

            var next = (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#next-step")!;
            Assert.That(next.GetAttribute("data-waits"), Is.EqualTo("AgreedTalk"));
        }
    }

    private static (string, string)[] Day(string day, string month, string year = "2026") =>
        [("TalkOnDay", day), ("TalkOnMonth", month), ("TalkOnYear", year)];

    [Test]
    public async Task Only_one_talk_is_under_way_it_can_be_let_go_and_another_gets_another_word()
    {
        var sent = await room.OpenedAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var none = await mailbox.RefusedAsync("talk", ("Way", "letter"), ("Preferred", "Om aftenen"));
        Assert.That(none.QuerySelector("#Way-error"), Is.Not.Null);
        Assert.That(none.QuerySelector("#Preferred")!.TextContent, Is.EqualTo("Om aftenen"));
        var first = await mailbox.DoneAsync("talk", ("Way", "meeting"));
        var request = first.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!;
        var again = await mailbox.RefusedAsync("talk", ("Way", "phone"), ("Preferred", "Nu i stedet"));
        Assert.That(again.QuerySelector("#Kept")!.TextContent, Is.EqualTo("Nu i stedet"));
        await mailbox.RefusedAsync("talk-reply", ("Request", request), ("Choice", "accepted"));
        var dropped = await mailbox.DoneAsync(
            "talk-reply", ("Request", request), ("Choice", "dropped"), ("TalkText", "Jeg skriver hellere"));
        Assert.That(dropped.QuerySelector("#talk-form"), Is.Not.Null);
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "I morgen"));
        Assert.That(refused.DocumentElement.TextContent, Does.Contain("Jeg skriver hellere"));
        await mailbox.RefusedAsync("talk-reply", ("Request", request), ("Choice", "dropped"));
        var second = await mailbox.DoneAsync("talk", ("Way", "phone"));
        Assert.That(second.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value"), Is.Not.EqualTo(request));
    }

    [Test]
    public async Task Talks_and_minutes_are_not_there_for_who_has_not_passed_the_gate_is_of_another_unit_or_has_stepped_back()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var asked = await mailbox.DoneAsync("talk", ("Way", "phone"));
        var request = asked.QuerySelector("#talk-reply-form [name=Request]")!.GetAttribute("value")!;
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        foreach (var who in new[] { "administrator 2", "handler 2", "handler 3", "other handler 1" })
        {
            Assert.That((await room.GetAsync(who, CaseRoom.Case(sent, "talk"))).StatusCode,
                Is.EqualTo(who == "administrator 2" ? HttpStatusCode.SeeOther : HttpStatusCode.NotFound), $"{who}: nothing, or the gate");
            Assert.That(
                (await room.PostAsync(who, CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "x"))).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound),
                who);
            Assert.That(
                (await room.PostAsync(who, CaseRoom.Case(sent, "minutes"), ("Text", "x"))).StatusCode,
                Is.EqualTo(HttpStatusCode.NotFound),
                who);
        }

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "talk"), ("Request", request), ("Text", "Torsdag"));
    }

    private static IElement Row(IDocument inbox, Sent sent) =>
        inbox.QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));
}
