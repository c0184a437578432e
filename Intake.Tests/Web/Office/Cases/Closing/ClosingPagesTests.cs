using System.Net;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Closing;

/// <summary>The one page on which a case is closed.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ClosingPagesTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;
    private string referral = "";

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        referral = await room.WithStatementAsync(sent);
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_check_page_says_all_that_is_put_down()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        using var answer = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        Assert.That((await answer.PageAsync()).QuerySelector("#consequences")!.TextContent, Does.Contain("der er gjort noget")
            .And.Contain("Noget af det passer").And.Contain("Måden, man er sammen på stedet")
            .And.Contain("Tonen tages op på afsnitsmødet."));
    }

    [Test]
    public async Task A_units_message_that_the_closer_has_not_read_is_read_or_carried_over()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var stale = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        Assert.That(stale.QuerySelectorAll(".open-matter"), Is.Empty);
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "units"), ("Referral", referral.Split('/')[^1]), ("Text", "Vent lidt."));
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), [.. CaseRoom.Closing()
            .Where(field => field.Name != "CarryUnitMessage")]);
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#CarryUnitMessage" }), "one that came after the page was drawn too");
        var link = refused.QuerySelector("[data-matter=UnitMessage] a")!.GetAttribute("href")!;
        Assert.That((await room.PageAsync("administrator 1", link)).Body!.TextContent, Does.Contain("Vent lidt."));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelectorAll(".open-matter"), Is.Empty);

        // Unread again, and carried over: it says so to all who read how the case ended.
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "units"), ("Referral", referral.Split('/')[^1]), ("Text", "Alligevel ikke."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"))).Body!.TextContent,
            Does.Contain("Beskeder mellem administrator og enhed"));
    }

    [Test]
    public async Task A_message_to_the_reporter_that_waits_for_a_colleague_is_read_or_carried_over_also_where_the_closer_can_t_read_it()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.Office.Founded.WantSecondReaderAsync();
        var form = (await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"))).QuerySelector("#feedback-form")!;
        Assert.That(form.QuerySelector("button:not([name])")!.TextContent, Does.Contain("Lad en kollega læse").And.Not.Contain("Send"));
        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var stale = CaseRoom.Closing().Where(field => field.Name != "CarryMessageProposal")
            .Append(("NoFeedback", "Det ligger klar.")).ToArray();
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelectorAll(".open-matter")
            .Select(one => one.GetAttribute("data-matter")), Is.EqualTo(new[] { "MessageProposal" }));
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), stale);
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#CarryMessageProposal" }));

        var proposal = (await room.PageAsync("handler 2", CaseRoom.Case(sent))).QuerySelector("#proposals a")!.GetAttribute("href")!;
        var page = await room.PageAsync("handler 2", proposal);
        await room.DoneAsync("handler 2", proposal, page.Fill("#proposed-form", ("Step", "return"), ("Text", "Vent.")));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelectorAll(".open-matter"), Is.Empty);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), stale);
    }

    [Test]
    public async Task A_message_that_nobody_of_the_unit_has_read_is_open_until_one_of_them_reads_it()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var stale = CaseRoom.Closing().Where(field => field.Name != "CarryMessageToUnit").ToArray();
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "units"), ("Referral", referral.Split('/')[^1]), ("Text", "Er I færdige?"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelectorAll(".open-matter")
            .Select(one => one.GetAttribute("data-matter")), Is.EqualTo(new[] { "MessageToUnit" }));
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), stale);
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EqualTo(new[] { "#CarryMessageToUnit" }));

        await room.PageAsync("handler 2", CaseRoom.Case(sent, "units"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelectorAll(".open-matter"), Is.Empty);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), stale);
    }

    [Test]
    public async Task What_must_be_done_first_is_listed_and_what_is_open_is_carried_over_with_a_reason()
    {
        var first = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        Assert.That(first.QuerySelector("#closing-first a")!.GetAttribute("href"), Is.EqualTo(referral));
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"), ("More", "Hvor?"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "dates"), room.Talk(30));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "minutes"),
            ("HeldOnDay", "2"), ("HeldOnMonth", "3"), ("HeldOnYear", "2026"), ("Text", "Vi talte sammen."));
        await (await OpenMailbox.OfAsync(room.Office, sent)).DoneAsync("talk", ("Way", "phone"));
        await room.DoneAsync("handler 1", referral + "/plan/task", ("Text", "Ring."), ("Owner", "HR"), ("State", "Open"));

        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        Assert.That(page.QuerySelectorAll(".open-matter").Select(one => one.GetAttribute("data-matter")),
            Is.EqualTo(new[] { "Answer", "Talk", "Minutes", "Question", "AgreedTalk" }), "and nothing of the unit's own file");
        Assert.That(page.QuerySelector("[data-matter=Question]")!.TextContent, Does.Contain("(2)"));
        Assert.That(page.QuerySelector("#closing-unseen"), Is.Not.Null);
        foreach (var link in page.QuerySelectorAll(".open-matter a").Select(link => link.GetAttribute("href")!.Split('#')[0]).Distinct())
            await room.PageAsync("administrator 1", link);

        var before = await EntriesAsync();
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"),
            ("Outcome", "Acted"), ("CarryTalk", "Den holdes i næste uge."), ("Learning", "Tonen tages op."));
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")), Is.EqualTo(new[]
        {
            "#CarryAnswer", "#CarryMinutes", "#CarryQuestion", "#CarryAgreedTalk", "#TalkKept", "#Finding", "#Tracks", "#NoFeedback",
        }));
        Assert.That(refused.QuerySelector("#CarryTalk")!.TextContent, Is.EqualTo("Den holdes i næste uge."), "what was typed comes back");
        Assert.That(refused.QuerySelector("#Learning")!.TextContent, Is.EqualTo("Tonen tages op."));
        Assert.That(await EntriesAsync(), Is.EqualTo(before));

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing(text: "Tak."), ("NoFeedback", "Den gives ved samtalen.")]);
        var told = (await room.PageAsync("handler 1", CaseRoom.Case(sent, "history"))).Body!.TextContent;
        Assert.That(told, Does.Contain("Noget af det passer").And.Contain("Tonen tages op på afsnitsmødet.")
            .And.Contain("Den gives ved samtalen.").And.Contain("Det følger ledelsen op på."));
        var mailbox = (await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).Body!.TextContent;
        Assert.That(mailbox, Does.Contain("Tak.").And.Not.Contain("afsnitsmødet").And.Not.Contain("Noget af det passer"));
    }

    [Test]
    public async Task An_administrator_who_handles_too_sees_the_units_own_open_work_and_nobody_else_does()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("handler 1", referral + "/act/action", ("Kind", "Talk"), ("Owner", "HR"), ("State", "Planned"));
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        Assert.That(page.QuerySelector("[data-matter=Action]"), Is.Null);
        foreach (var who in new[] { "administrator 2", "handler 1", "handler 3", "other handler 1" })
        {
            using var answer = await room.PostAsync(who, CaseRoom.Case(sent, "close"), CaseRoom.Closing());
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        using var forged = await room.PostAsync("administrator 1", $"/da/office/case/{Guid.NewGuid()}/close", CaseRoom.Closing());
        Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await using var db = room.Office.Founded.Databases.AsOwner();
        Assert.That((await db.Reports.SingleAsync()).State, Is.EqualTo(ReportState.Handled));
        Assert.That(await db.Entries.CountAsync(entry => entry.Kind == EntryKind.Closing), Is.Zero);
    }

    [Test]
    public async Task A_page_from_before_something_came_up_is_refused_and_shows_it()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var stale = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        await (await OpenMailbox.OfAsync(room.Office, sent)).DoneAsync("reply", ("Text", "Det skete igen i går."));
        var fields = CaseRoom.Closing().Where(field => !field.Name.StartsWith("Carry", StringComparison.Ordinal)).ToArray();
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), stale.Fill("#closing-form", fields));
        Assert.That(refused.QuerySelector("[data-matter=Answer]"), Is.Not.Null, "the reporter wrote meanwhile");
        Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("indberetteren har skrevet"));
        Assert.That(refused.QuerySelector("#meanwhile")!.TextContent, Does.Contain("Det skete igen i går."));
        var seen = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), refused.Fill("#closing-form", fields));
        Assert.That(seen.QuerySelector("#CarryAnswer-error"), Is.Not.Null);
    }

    [Test]
    public async Task Where_nobody_is_named_the_case_does_not_end_with_nothing_to_do()
    {
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        Assert.That(page.QuerySelector("#hint-anonymitytrap"), Is.Not.Null);
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"),
            ("Outcome", "NoGround"), ("Finding", "Unsubstantiated"), ("Tracks", "None"));
        Assert.That(refused.QuerySelector("#Tracks-error")!.TextContent, Does.Contain("kan sagen ikke ende med"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            ("Outcome", "NoGround"), ("Finding", "Undecided"), ("Tracks", "Culture"), ("Learning", "Tonen tages op."));
    }

    private async Task<int> EntriesAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync();
    }
}
