using System.Net;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Closing;

/// <summary>What goes on at a workplace when its case is closed: the aftercare, the effect of actions, an open window.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LookedAfterTests
{
    private const string Handler = "handler 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Aftercare_effects_and_the_window_are_written_on_after_closing_and_nothing_else_is()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync(Handler, referral + "/aftercare?line=Cooperation",
            [("Owner", "Karen Bjerre"), .. Day("AfterOn", "20", "3"), ("State", "Open"), ("Text", "")]);
        await room.DoneAsync(Handler, referral + "/act/action", [.. Action, ("State", "Done")]);
        await room.DoneAsync(Handler, referral + "/window/date", [.. Day("Until", "20", "3"), ("Text", "På afsnitsmødet.")]);
        var row = (await room.PageAsync(Handler, referral + "/act")).QuerySelector("#actions tr[data-action]")!;
        var action = row.GetAttribute("data-action");
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("Acted"));

        var window = await room.PageAsync(Handler, referral + "/window");
        Assert.That(window.QuerySelector("#window-date")!.TextContent, Does.Contain("20. marts 2026"));
        Assert.That(window.QuerySelector("#date-form"), Is.Null, "no new date when the case is over");
        Assert.That(await AfterAsync(Handler, sent), Is.EqualTo(new[]
        {
            "Efterværn: Samarbejdet kommer i gang igen, fredag 20. marts 2026",
            "Se virkningen af: Spilleregler, dialog om tone og kultur, fredag 27. marts 2026",
        }));
        Assert.That(await AfterAsync("handler 2", sent), Is.Empty, "both have Karen’s name");
        Assert.That(await AfterAsync("administrator 1", sent), Is.Empty);
        await room.DoneAsync("handler 2", referral + "/aftercare?line=Cooperation",
            [("Owner", "Karen Bjerre"), .. Day("AfterOn", "3", "3"), ("State", "Done"), ("Text", "Teamet arbejder sammen igen.")]);
        await room.DoneAsync(Handler, referral + "/aftercare?line=Witnesses",
            [("Owner", "Lars"), .. Day("AfterOn", "27", "3"), ("State", "Open"), ("Text", "")]);
        await room.DoneAsync(
            Handler, referral + $"/act/action?action={action}", [.. Action, ("State", "Checked"), ("Effect", "Tonen er bedre.")]);
        await room.DoneAsync(Handler, referral + "/window/step?step=Gather", [.. Step("Gather"), ("Done", "yes")]);
        Assert.That(await AfterAsync(Handler, sent), Is.Empty, "done, looked at, or with another’s name");
        Assert.That(await AfterAsync("handler 2", sent), Is.EqualTo(new[] { "Efterværn: De, der så til, fredag 27. marts 2026" }));
        window = await room.DoneAsync(
            Handler, referral + "/window/step?step=Tell", [.. Step("Tell"), ("Whom", "Alle på afsnittet"), ("Done", "yes")]);
        Assert.That(window.QuerySelectorAll(".window-step").Select(step => step.GetAttribute("data-done")), Is.All.EqualTo("yes"));

        var care = await room.PageAsync("administrator 1", referral + "/aftercare");
        Assert.That(care.QuerySelector("#aftercare tr[data-line=Cooperation]")!.TextContent, Does.Contain("Teamet arbejder sammen igen."));
        var actions = await room.PageAsync("handler 2", referral + "/act");
        Assert.That(actions.QuerySelector("#actions")!.TextContent, Does.Contain("Tonen er bedre."));
        Assert.That(actions.QuerySelector("#open-action"), Is.Null);

        foreach (var (path, fields) in new (string, (string, string)[])[]
        {
            ("act/action", [.. Action, ("State", "Planned")]), ("press", [("Risk", "no")]), ("note", [("Text", "Mere.")]),
            ("act/duty?duty=Police", [("Answer", "NotRelevant")]), ("plan/checks", []),
        })
        {
            using var answer = await room.PostAsync(Handler, $"{referral}/{path}", fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), path);
        }

        using var others = await room.PostAsync("administrator 1", referral + "/aftercare?line=Accused",
            [("Owner", "x"), .. Day("AfterOn", "27", "3"), ("State", "Open"), ("Text", "")]);
        Assert.That(others.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_talk_that_is_kept_stands_in_my_day_of_those_who_agreed_it_and_one_that_is_not_kept_does_not()
    {
        foreach (var (kept, owner) in new[] { ("yes", Handler), ("no", Handler), ("yes", "administrator 1") })
        {
            var sent = await room.InScopeAsync();
            var referral = await room.WithStatementAsync(sent);
            await room.DoneAsync(owner, CaseRoom.Case(sent, "dates"), room.Talk(6));
            await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
            await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
            await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"),
                [.. CaseRoom.Closing().Where(field => field.Name != "TalkKept"), ("TalkKept", kept)]);
            foreach (var who in new[] { Handler, "administrator 1" })
            {
                var expected = kept == "yes" && who == owner ? new[] { "Hold den aftalte samtale, mandag 9. marts 2026" } : [];
                Assert.That(await AfterAsync(who, sent), Is.EqualTo(expected), $"{kept} {owner} {who}");
            }
        }
    }

    private async Task<IEnumerable<string>> AfterAsync(string who, Sent sent)
    {
        var page = await room.PageAsync(who, "/da/office/inbox");
        return [.. page.QuerySelectorAll("#after-closing li a").Select(link => (To: link.GetAttribute("href")!, link.TextContent))
            .Where(link => link.To.Contains($"{sent.ReportId}", StringComparison.Ordinal)).Select(link => link.TextContent)];
    }

    private static (string, string)[] Action =>
        [("Kind", "Culture"), ("What", "Om tonen."), ("Owner", "Karen"), .. Day("ActionOn", "3", "3"), .. Day("CheckOn", "27", "3")];

    private static (string, string)[] Step(string step) =>
        [("Text", "To har sagt noget."), ("By", "Karen Bjerre"), .. Day($"{step}On", "3", "3")];

    private static (string, string)[] Day(string name, string day, string month) =>
        [(name + "Day", day), (name + "Month", month), (name + "Year", "2026")];
}
