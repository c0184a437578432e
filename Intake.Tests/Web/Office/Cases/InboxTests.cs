using Intake.Core.Cases.Inbox;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The inbox: order, pages, overdue in words, empty.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class InboxTests
{
    [Test]
    public async Task An_empty_inbox_says_so_and_a_full_one_is_sorted_paged_and_marks_what_is_overdue_in_words()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        Assert.That((await room.PageAsync("administrator 1", "/da/office/inbox")).QuerySelector("#inbox-empty"), Is.Not.Null);

        for (var i = 0; i <= InboxQuery.PageSize; i++) await Sending.SendAsync(office.Founded, $"Historie {i}");
        var first = await room.PageAsync("administrator 1", "/da/office/inbox?sort=received&page=1");
        Assert.That(first.QuerySelectorAll("#inbox tbody tr"), Has.Length.EqualTo(InboxQuery.PageSize));
        Assert.That(first.QuerySelector("th[aria-sort=descending]"), Is.Not.Null);
        var second = await room.PageAsync("administrator 1", first.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Assert.That(second.QuerySelectorAll("#inbox tbody tr"), Has.Length.EqualTo(1));
        Assert.That(
            (await room.PageAsync("administrator 1", "/da/office/inbox?page=99999&show=77&sort=x&unit=nowhere"))
                .QuerySelectorAll("#inbox tbody tr"),
            Has.Length.EqualTo(1));
        var reference = second.QuerySelector("#inbox a.reference")!.TextContent;
        Assert.That(
            (await room.PageAsync("administrator 1", $"/da/office/inbox?search={reference.ToLowerInvariant()}"))
                .QuerySelectorAll("#inbox tbody tr"),
            Has.Length.EqualTo(1));
        Assert.That((await room.PageAsync("handler 1", "/da/office/inbox?show=all")).QuerySelectorAll("#inbox tbody tr"), Is.Empty);

        var referred = await room.InScopeAsync("Det skete i går.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(referred, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(referred))).QuerySelector("#overdue"), Is.Null);
        await office.MoveAsync(TimeSpan.FromDays(8));
        var later = new CaseRoom(office);
        var overdue = await later.PageAsync("administrator 1", "/da/office/inbox?show=overdue");
        Assert.That(overdue.QuerySelectorAll("#inbox tbody tr"), Has.Length.EqualTo(InboxQuery.PageSize));
        Assert.That(overdue.QuerySelector("#inbox tbody tr")!.TextContent, Does.Contain("Overskredet"));
        var late = (await later.PageAsync("administrator 1", CaseRoom.Case(referred))).QuerySelector("#overdue")!.TextContent;
        Assert.That(late, Does.Contain("Enheden skal tage imod").And.Contain("6. marts 2026, 5 dage siden")
            .And.Contain($"Nu skal {office.Founded.Hospital.Title.Da} handle").And.Contain("1 frist mere"));
        await later.PassAsync(referred, "handler 1");
        await office.MoveAsync(TimeSpan.FromDays(100));
        later = new CaseRoom(office);
        Assert.That((await later.PageAsync("handler 1", CaseRoom.Case(referred))).QuerySelector("#overdue")!.TextContent,
            Does.Contain("Tilbagemelding").And.Contain("Det er din tur."));
    }

    [Test]
    public async Task A_proposal_to_keep_a_closed_case_waits_for_the_other_administrator_and_a_kept_one_does_not_say_when_it_is_deleted()
    {
        var room = await CaseRoom.OpenAsync();
        await using var office = room.Office;
        var sent = await room.InScopeAsync();
        await room.PassAsync(sent, "administrator 2");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("NoGround"));
        Assert.That(await KeptAsync(), Does.Not.Contain("bevares"));
        var closed = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(closed.QuerySelector("#over")!.TextContent, Does.Contain("Sagen er slut").And.Contain("følger sagen."));
        Assert.That(closed.QuerySelectorAll("#question, #feedback, #follow-state"), Is.Empty, "nothing to do where nothing can be done");
        Assert.That(closed.Body!.TextContent, Does.Not.Contain("kan få spørgsmål"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "hold"), ("Text", "Retssag."));

        Assert.That(await WaitsAsync("administrator 1"), Is.Empty);
        Assert.That(await WaitsAsync("administrator 2"), Is.EqualTo(new[] { nameof(NextAction.Hold) }));
        var own = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "hold"));
        Assert.That(own.QuerySelectorAll("#hold-answer-form [type=radio]"), Is.Empty, "one can't agree with oneself");
        Assert.That(own.QuerySelector("#hold-answer-form [name=Agree]")?.GetAttribute("value"), Is.EqualTo("no"));

        await room.DoneAsync("administrator 2", CaseRoom.Case(sent, "hold/answer"), ("Agree", "yes"), ("Text", "Enig."));
        Assert.That(await KeptAsync(), Does.StartWith("Nej: sagen bevares"));
        Assert.That(await WaitsAsync("administrator 2"), Is.Empty);

        async Task<string> KeptAsync() =>
            (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#keep-until")!.TextContent;

        async Task<IEnumerable<string?>> WaitsAsync(string who) => (await room.PageAsync(who, "/da/office/inbox"))
            .QuerySelectorAll("#inbox tbody tr").Select(row => row.GetAttribute("data-waits"));
    }
}
