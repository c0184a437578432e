using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>Messages and the closing saved unsent: back in their fields, through the check page, gone when they are sent.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MessageDraftPagesTests
{
    private CaseRoom room = null!;
    private Sent sent = null!;
    private string referral = "";

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        referral = await room.ReferAsync(sent = await room.InScopeAsync());
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [TestCase("administrator 1", "Ingen andre end dig")]
    [TestCase("handler 1", "Kun enhedens sagsbehandlere")]
    public async Task Questions_and_feedback_come_back_whole_beside_each_other_and_survive_the_check_page(string who, string seenBy)
    {
        var thread = await EntriesAsync(who);
        await SaveAsync(who, "question", ("Text", "Hvornår skete det?"), ("More", "Hvem så det?"), ("More", ""));
        var page = await SaveAsync(who, "feedback", ("Text", "Vi har talt med dem."));
        Assert.That(Values(page, "question"), Is.EqualTo(new[] { "Hvornår skete det?", "Hvem så det?", "", "", "" }));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Vi har talt med dem." }));
        Assert.That(page.QuerySelector("#question-own-draft")!.TextContent, Does.Contain(seenBy));
        Assert.That(page.QuerySelector("#feedback-own-draft"), Is.Not.Null);
        Assert.That(await EntriesAsync(who), Is.EqualTo(thread), "nothing was sent");

        // To the check page and back again: what was typed is in the form, and what was saved is where it was.
        var typed = page.Fill("#question-form", ("Text", "Hvornår skete det, og hvor?"), ("More", "Hvem så det?"));
        using var first = await room.PostAsync(who, CaseRoom.Case(sent, "question"), typed);
        var check = await first.PageAsync();
        using var back = await room.PostAsync(who, CaseRoom.Case(sent, "question"), check.Fill("form.check-form", ("Step", "change")));
        page = await back.PageAsync();
        Assert.That(Values(page, "question"), Is.EqualTo(new[] { "Hvornår skete det, og hvor?", "Hvem så det?", "", "", "" }));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Vi har talt med dem." }), "the other form keeps its draft");
        Assert.That(page.QuerySelector("#question-own-draft"), Is.Null);
        page = await room.PageAsync(who, CaseRoom.Case(sent, "conversation"));
        Assert.That(Values(page, "question")[0], Is.EqualTo("Hvornår skete det?"));

        await room.DoneAsync(who, CaseRoom.Case(sent, "question"), typed);
        page = await room.PageAsync(who, CaseRoom.Case(sent, "conversation"));
        Assert.That((Values(page, "question")[0], page.QuerySelector("#question-own-draft")), Is.EqualTo(("", (IElement?)null)));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Vi har talt med dem." }));
    }

    [Test]
    public async Task A_colleagues_newer_draft_is_shown_beside_and_nobody_elses_is_seen()
    {
        await SaveAsync("handler 1", "feedback", ("Text", "Mit udkast."));
        await SaveAsync("handler 2", "feedback", ("Text", "Kollegaens udkast."));
        await SaveAsync("administrator 1", "feedback", ("Text", "Administratorens udkast."));
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Mit udkast." }));
        Assert.That(page.QuerySelector("[id^=feedback-newer-draft-]")!.TextContent, Does.Contain("Kollegaens udkast."));
        foreach (var (who, others) in new[]
        {
            ("administrator 1", new[] { "Mit udkast.", "Kollegaens udkast." }), ("handler 2", ["Administratorens udkast."]),
        })
        {
            var text = (await room.PageAsync(who, CaseRoom.Case(sent, "conversation"))).Body!.TextContent;
            foreach (var other in others) Assert.That(text, Does.Not.Contain(other), who);
        }
    }

    [Test]
    public async Task What_is_saved_unsent_is_said_on_the_case_and_in_My_day_to_its_writer_and_of_a_colleague_on_the_case()
    {
        await SaveAsync("handler 1", "feedback", ("Text", "Mit udkast."));
        await room.DoneAsync("handler 2", referral + "/note", ("Text", "Ring til afsnittet."), ("Then", "draft"));
        Assert.That(await SaidAsync("handler 1"), Is.EqualTo(new[] { "colleague Note", "own Feedback" }));
        Assert.That(await SaidAsync("handler 2"), Is.EqualTo(new[] { "own Note", "colleague Feedback" }));
        Assert.That(await SaidAsync("administrator 1"), Is.Empty);
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(page.QuerySelector("#drafts [data-whose=own]")!.TextContent, Does.StartWith("Din kladde: tilbagemelding, gemt "));
        Assert.That(page.QuerySelector("#drafts [data-whose=colleague]")!.TextContent,
            Does.StartWith("Kladde af Lars Thygesen: notat, gemt "));
        foreach (var link in page.QuerySelectorAll("#drafts a"))
            await room.PageAsync("handler 1", link.GetAttribute("href")!.Split('#')[0]);
        Assert.That(await OfRowAsync("handler 1"), Is.EqualTo(new[] { "Feedback" }));
        Assert.That(await OfRowAsync("handler 2"), Is.EqualTo(new[] { "Note" }));
        Assert.That(await OfRowAsync("administrator 1"), Is.Empty);

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        Assert.That(await OfRowAsync("handler 1"), Is.Empty, "sent");

        async Task<IEnumerable<string>> SaidAsync(string who) => (await room.PageAsync(who, CaseRoom.Case(sent)))
            .QuerySelectorAll("#drafts li").Select(line => $"{line.GetAttribute("data-whose")} {line.GetAttribute("data-draft")}");

        async Task<IEnumerable<string?>> OfRowAsync(string who) => (await room.PageAsync(who, "/da/office/inbox?show=all"))
            .QuerySelectorAll("#inbox .row-draft").Select(draft => draft.GetAttribute("data-draft"));
    }

    [Test]
    public async Task A_colleagues_newer_draft_is_taken_over_by_a_handler_who_is_shown_it_and_by_nobody_else()
    {
        await SaveAsync("handler 2", "feedback", ("Text", "Kollegaens udkast."));
        await room.DoneAsync("handler 2", referral + "/note", ("Text", "Kollegaens notat."), ("Then", "draft"));
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        var fields = page.Fill(".take-over-form");
        foreach (var stranger in new[] { "administrator 1", "handler 2", "handler 3", "other handler 1" })
        {
            using var refused = await room.PostAsync(stranger, CaseRoom.Case(sent, "draft"), ("Form", "Feedback"), ("Number", "1"));
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), stranger);
            using var note = await room.PostAsync(stranger, referral + "/draft", ("Form", "Note"), ("Number", "1"));
            Assert.That(note.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), stranger);
        }

        foreach (var (form, number) in new[] { ("Feedback", "2"), ("Note", "1"), ("Question", "1"), ("", "1"), ("Feedback", "x") })
        {
            using var none = await room.PostAsync("handler 1", CaseRoom.Case(sent, "draft"), ("Form", form), ("Number", number));
            Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{form} {number}");
        }

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "draft"), fields);
        page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Kollegaens udkast." }));
        Assert.That(page.QuerySelector("[id^=feedback-newer-draft-]"), Is.Null, "it is the newest now");
        page = await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"));
        Assert.That(Values(page, "feedback"), Is.EqualTo(new[] { "Kollegaens udkast." }), "the colleague keeps theirs");

        page = await room.PageAsync("handler 1", referral);
        page = await room.DoneAsync("handler 1", referral + "/draft", page.Fill(".take-over-form"));
        Assert.That(page.QuerySelector("#note-Text")!.TextContent.Trim(), Is.EqualTo("Kollegaens notat."));
    }

    [Test]
    public async Task A_template_stands_below_what_was_saved_and_what_is_too_long_comes_back()
    {
        await SaveAsync("administrator 1", "feedback", ("Text", "Mit udkast."));
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation?template=done"));
        Assert.That(Values(page, "feedback")[0], Does.StartWith("Mit udkast.\n\n").And.Length.GreaterThan(40));
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "question"),
            ("Text", new string('x', 250_000)), ("Then", "draft"));
        Assert.That(Values(refused, "question")[0], Has.Length.EqualTo(250_000));
        Assert.That(Values(refused, "feedback"), Is.EqualTo(new[] { "Mit udkast." }));
    }

    [Test]
    public async Task A_message_between_unit_and_administrators_waits_with_whom_it_is_to()
    {
        var id = referral.Split('/')[^1];
        foreach (var who in new[] { "handler 1", "administrator 1" })
        {
            var page = await SaveAsync(who, "units", ("Referral", id), ("Text", $"Fra {who}."));
            Assert.That(page.QuerySelector("#unit-message-form #Text")!.TextContent, Is.EqualTo($"Fra {who}."));
            Assert.That(page.QuerySelectorAll(".unit-messages article"), Is.Empty, "nothing was sent");
        }

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "units"), ("Referral", id), ("Text", "Sendt."));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "units"))).QuerySelector("#own-draft"), Is.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "units"))).QuerySelector("#unit-message-form #Text")!
            .TextContent, Is.EqualTo("Fra administrator 1."));
    }

    [Test]
    public async Task A_closing_comes_back_with_every_field_and_may_be_unfinished_and_goes_when_the_case_is_closed()
    {
        await room.DoneAsync("handler 1", referral + "/statement/write", CaseRoom.Statement());
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvornår?"));
        var page = await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), ("Outcome", "Acted"), ("Tracks", "Culture"),
            ("Tracks", "Process"), ("Learning", "Tonen."), ("CarryQuestion", "Det når vi ikke."), ("Text", "Tak."), ("Then", "draft"));
        Assert.That(page.QuerySelectorAll("#closing-form [checked]").Select(box => box.GetAttribute("value")),
            Is.EqualTo(new[] { "Acted", "Culture", "Process" }));
        Assert.That(new[] { "Learning", "CarryQuestion", "Text" }.Select(field => page.GetElementById(field)!.TextContent),
            Is.EqualTo(new[] { "Tonen.", "Det når vi ikke.", "Tak." }));
        Assert.That(page.QuerySelector("#own-draft")!.TextContent, Does.Contain("Ingen andre end dig"));
        await room.PassAsync(sent, "administrator 2");
        var others = await room.PageAsync("administrator 2", CaseRoom.Case(sent, "close"));
        Assert.That(others.GetElementById("Learning")!.TextContent, Is.Empty);
        using (var answer = await room.PostAsync("handler 1", CaseRoom.Case(sent, "close"), ("Learning", "x"), ("Then", "draft")))
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
            [.. CaseRoom.Closing(text: "Tak for det."), ("NoFeedback", "Den kommer.")]);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "reopen"), ("Text", "Der er nyt."));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"))).QuerySelector("#own-draft"), Is.Null);
    }

    private async Task<IDocument> SaveAsync(string who, string form, params (string Name, string Value)[] fields) =>
        await room.DoneAsync(who, CaseRoom.Case(sent, form), [.. fields, ("Then", "draft")]);

    private async Task<int> EntriesAsync(string who) =>
        (await room.PageAsync(who, CaseRoom.Case(sent, "conversation"))).QuerySelectorAll("#thread article").Length;

    private static string[] Values(IDocument page, string form) =>
        [.. page.QuerySelectorAll($"#{form}-form textarea").Select(area => area.TextContent)];
}
