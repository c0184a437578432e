using AngleSharp.Dom;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>Cases that a colleague administrator handles, in the inbox of one who is only asked about a conflict of interest.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WithColleagueTests
{
    private const string Inbox = "/da/office/inbox", Second = "administrator 2";

    private CaseRoom room = null!;

    [SetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_case_that_a_colleague_screened_and_referred_stands_apart_outside_the_count_until_its_gate_is_passed()
    {
        var screened = await room.InScopeAsync();
        var referred = await room.InScopeAsync("Det skete i går.");
        await room.ReferAsync(referred);
        var page = await room.PageAsync(Second, Inbox);
        Assert.That(page.QuerySelector("#inbox-counts")!.TextContent, Does.StartWith("2 åbne sager. 1 venter på dig."));
        Assert.That(page.QuerySelector("#with-colleagues")!.TextContent, Does.Contain("1 sag"));
        Assert.That(Rows(page, "#inbox tbody:not(.with-colleagues)"), Is.EqualTo(new[] { CaseRoom.Case(screened) }), "nobody has it yet");
        Assert.That(Rows(page, "#inbox tbody.with-colleagues"), Is.EqualTo(new[] { CaseRoom.Case(referred) }));
        Assert.That(page.QuerySelector("#inbox .with-colleagues [data-reason=Gate]")!.TextContent, Does.StartWith("En kollega har den."));
        Assert.That(Rows(await room.PageAsync(Second, Inbox + "?show=waiting"), "#inbox"), Is.EqualTo(new[] { CaseRoom.Case(screened) }));
        Assert.That(Rows(await room.PageAsync(Second, Inbox + "?sort=received"), "#inbox tbody:not(.with-colleagues)"),
            Has.Count.EqualTo(2), "another order is kept");

        var own = await room.PageAsync("administrator 1", Inbox);
        Assert.That(own.QuerySelector("#with-colleagues"), Is.Null);
        await room.PassAsync(referred, Second);
        Assert.That((await room.PageAsync(Second, Inbox)).QuerySelector("#with-colleagues"), Is.Null);
    }

    [Test]
    public async Task It_waits_for_all_administrators_again_when_its_unit_gives_it_back_or_a_hold_is_asked_for()
    {
        var returned = await room.InScopeAsync("Det skete i går.");
        var referral = await room.ReferAsync(returned);
        Assert.That(await WaitingAsync(Second), Is.Empty);
        await room.DoneAsync("handler 1", referral + "/decline", ("Text", "Vi er alle fra afsnittet."));
        Assert.That(await WaitingAsync(Second), Is.EqualTo(new[] { CaseRoom.Case(returned) }));

        var held = await room.InScopeAsync("Det skete i forgårs.");
        await room.ReferAsync(held);
        Assert.That(await WaitingAsync(Second), Does.Not.Contain(CaseRoom.Case(held)));
        await room.DoneAsync("administrator 1", CaseRoom.Case(held, "hold"), ("Text", "Retssag."));
        Assert.That(await WaitingAsync(Second), Does.Contain(CaseRoom.Case(held)));
    }

    [Test]
    public async Task A_handler_is_asked_as_before_and_what_is_due_within_three_days_comes_first_whoevers_it_is()
    {
        var referred = await room.InScopeAsync("Det skete i går.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(referred, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        Assert.That(await WaitingAsync("handler 1"), Is.EqualTo(new[] { CaseRoom.Case(referred) }));
        var other = await room.OpenedAsync("Noget andet.");
        var first = await room.PageAsync("administrator 1", Inbox);
        Assert.That(Rows(first, "#inbox")[0], Is.EqualTo(CaseRoom.Case(referred)), "the unit has to take it on by the day after tomorrow");
        Assert.That(await WaitingAsync("administrator 1"), Is.EqualTo(new[] { CaseRoom.Case(other) }));
    }

    private async Task<IReadOnlyList<string>> WaitingAsync(string who) =>
        Rows(await room.PageAsync(who, Inbox + "?show=waiting"), "#inbox");

    private static List<string> Rows(IDocument page, string within) =>
        [.. page.QuerySelectorAll($"{within} a.reference").Select(one => one.GetAttribute("href")!)];
}
