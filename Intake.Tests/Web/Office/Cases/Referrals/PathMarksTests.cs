using Intake.Core.Deadlines;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>The press, the open window and the aftercare on a handler's path.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class PathMarksTests
{
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_press_risk_stands_beside_the_case_for_both_sides_and_nothing_is_sent()
    {
        var (sent, referral) = await ReferredAsync();
        var refused = await room.RefusedAsync(Handler, referral + "/press", ("Risk", "yes"));
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EquivalentTo(new[] { "#Tell", "#Text" }));
        await room.RefusedAsync(Handler, referral + "/press", ("Risk", "yes"), ("Tell", "Everybody"), ("Text", "x"));
        await using var db = room.Office.Founded.Databases.AsOwner();
        var mails = await db.Mails.CountAsync();
        await room.DoneAsync(Handler, referral + "/press",
            ("Risk", "yes"), ("Tell", "Leader"), ("Tell", "Communications"), ("Text", "En journalist har ringet."));
        foreach (var who in new[] { Handler, "administrator 1" })
        {
            var risk = (await room.PageAsync(who, CaseRoom.Case(sent, "conversation"))).QuerySelector("#press-risk [data-risk=yes]")!;
            Assert.That(risk.TextContent, Does.Contain("En journalist har ringet.").And.Contain("Kommunikation").And.Contain("leder"), who);
        }

        Assert.That(await db.Mails.CountAsync(), Is.EqualTo(mails));
        await room.DoneAsync("handler 2", referral + "/press", ("Risk", "no"), ("Tell", "Leader"), ("Text", "De skriver ikke alligevel."));
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(page.QuerySelector("#press-risk [data-risk=no]"), Is.Not.Null);
        Assert.That((await room.PageAsync(Handler, referral + "/press")).QuerySelectorAll("#press-history article"), Has.Exactly(2).Items);
    }

    [Test]
    public async Task A_window_is_shut_by_telling_what_was_gathered_and_by_nothing_else()
    {
        var (sent, referral) = await ReferredAsync();
        (string, string)[] gathered = [.. Step("Gather"), ("Done", "yes")];
        (string, string)[] told = [.. Step("Tell"), ("Whom", "Alle på afsnittet"), ("Done", "yes")];
        await room.RefusedAsync(Handler, referral + "/window/step?step=Gather", gathered);
        await room.RefusedAsync(Handler, referral + "/window/date", Until);
        await room.DoneAsync(Handler, referral + "/window/date", [.. Until, ("Text", "På afsnitsmødet.")]);
        var stage = (await room.PageAsync(Handler, referral)).QuerySelector("#path li[data-stage=Window]")!;
        Assert.That((stage.GetAttribute("data-state"), stage.TextContent.Contains("20. marts 2026", StringComparison.Ordinal)),
            Is.EqualTo(("Open", true)));

        var early = await room.RefusedAsync(Handler, referral + "/window/step?step=Tell", told);
        Assert.That(early.QuerySelector("#tell-Whom")!.GetAttribute("value"), Is.EqualTo("Alle på afsnittet"), "nothing typed is lost");
        var byHand = await room.RefusedAsync(Handler, CaseRoom.Case(sent, "dates/met"), ("Kind", "OpenWindow"), ("Text", "Færdig."));
        Assert.That(byHand.QuerySelector("#window-on-path"), Is.Not.Null);
        await room.DoneAsync(Handler, referral + "/window/step?step=Gather", gathered);
        await room.DoneAsync(
            Handler, referral + "/window/step?step=Tell", [.. Step("Tell"), ("Whom", "Alle på afsnittet"), ("Done", "no")]);
        Assert.That(await IsOpenAsync(sent), "what is meant to be done is not done");
        var page = await room.DoneAsync("handler 2", referral + "/window/step?step=Tell", told);
        Assert.That(page.QuerySelectorAll(".window-step").Select(step => step.GetAttribute("data-done")), Is.All.EqualTo("yes"));
        Assert.That(await IsOpenAsync(sent), Is.False);
        Assert.That((await room.PageAsync(Handler, referral)).QuerySelector("#path li[data-stage=Window]")!.GetAttribute("data-state"),
            Is.EqualTo("Done"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"))).QuerySelector("#history")!.TextContent,
            Does.Contain("Vinduet er lukket"));

        await room.DoneAsync(Handler, referral + "/window/date", [.. Until, ("Text", "Flere vil sige noget.")]);
        page = await room.PageAsync(Handler, referral + "/window");
        Assert.That(page.QuerySelectorAll(".window-step").Select(step => step.GetAttribute("data-done")), Is.All.EqualTo("no"),
            "another window begins from the beginning");
    }

    [Test]
    public async Task Aftercare_that_is_begun_is_an_open_matter_for_the_administrator_who_closes()
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));
        var address = referral + "/aftercare?line=Cooperation";
        var refused = await room.RefusedAsync(Handler, address, ("State", "Done"));
        Assert.That(refused.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")),
            Is.EquivalentTo(new[] { "#Owner", "#Text", "#AfterOn" }));
        var before = (await room.PageAsync(Handler, referral)).QuerySelector("#path li[data-stage=Aftercare]")!;
        Assert.That(before.GetAttribute("data-state"), Is.EqualTo("Open"), "on the path before anybody begins it, and holding up nothing");
        await room.DoneAsync(Handler, address, [("Owner", "Karen"), ("State", "Open"), .. After("1", "4")]);
        var stage = (await room.PageAsync(Handler, referral)).QuerySelector("#path li[data-stage=Aftercare]")!;
        Assert.That(stage.TextContent, Does.Contain("1. april 2026"));
        await room.DoneAsync(Handler, referral + "/statement/write", CaseRoom.Statement());
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));

        var close = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "close"));
        var matter = close.QuerySelector("[data-matter=Aftercare]")!;
        var list = await room.PageAsync("administrator 1", matter.QuerySelector("a")!.GetAttribute("href")!);
        Assert.That(list.QuerySelector("#aftercare [data-line=Cooperation]")!.TextContent, Does.Contain("Karen"));
        Assert.That(list.QuerySelector("#aftercare-form"), Is.Null);
        (string Name, string Value)[] closing = [.. CaseRoom.Closing().Where(field => field.Name != "CarryAftercare")];
        var still = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "close"), closing);
        Assert.That(still.QuerySelector("#CarryAftercare-error"), Is.Not.Null);
        await room.DoneAsync(
            Handler, address, [("Owner", "Karen"), ("State", "Done"), ("Text", "De taler sammen igen."), .. After("3", "3")]);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), closing);
    }

    [Test]
    public async Task A_window_that_was_open_when_the_case_ended_is_not_said_never_to_have_been()
    {
        var (sent, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/window/date", [.. Until, ("Text", "På afsnitsmødet.")]);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "feedback"), ("Text", "Vi har handlet."));
        await room.DoneAsync(Handler, referral + "/statement/write", CaseRoom.Statement());
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        var page = await room.PageAsync(Handler, referral + "/window");
        Assert.That(page.QuerySelector("#window-date")!.TextContent,
            Does.Contain("20. marts 2026").And.Contain("3. marts 2026").And.Not.Contain("ikke åbnet"));
    }

    [Test]
    public async Task The_path_keeps_confidence_and_a_tick_is_no_plan()
    {
        var (_, referral) = await ReferredAsync();
        await room.DoneAsync(Handler, referral + "/assess", ("Severity", "Ordinary"), ("Text", "En gang."));
        await room.DoneAsync(Handler, referral + "/plan/checks", ("Aware", "Listened"));
        var path = (await room.PageAsync(Handler, referral)).QuerySelector("#path")!;
        Assert.That(path.TextContent, Does.Contain("aldrig hvem der har skrevet").And.Not.Contain("din egen leder med fra begyndelsen"));
        Assert.That(path.QuerySelector("li[data-stage=Plan]")!.GetAttribute("data-state"), Is.EqualTo("Now"));
        await room.DoneAsync(Handler, referral + "/plan/task", ("Text", "Ring."), ("Owner", "Karen"), ("State", "Done"));
        path = (await room.PageAsync(Handler, referral)).QuerySelector("#path")!;
        Assert.That(path.QuerySelector("li[data-stage=Plan]")!.GetAttribute("data-state"), Is.EqualTo("Done"));
    }

    private static (string, string)[] Until => [("UntilDay", "20"), ("UntilMonth", "3"), ("UntilYear", "2026")];

    private static (string, string)[] After(string day, string month) =>
        [("AfterOnDay", day), ("AfterOnMonth", month), ("AfterOnYear", "2026")];

    private static (string, string)[] Step(string step) =>
    [
        ("Text", "Det, folk har set."), ("By", "Karen"), ($"{step}OnDay", "3"), ($"{step}OnMonth", "3"), ($"{step}OnYear", "2026"),
    ];

    private async Task<bool> IsOpenAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Deadlines.AnyAsync(
            row => row.ReportId == sent.ReportId && row.Kind == DeadlineKind.OpenWindow && row.MetOn == null);
    }

    private async Task<(Sent Sent, string Referral)> ReferredAsync()
    {
        var sent = await room.InScopeAsync();
        return (sent, await room.ReferAsync(sent));
    }
}
