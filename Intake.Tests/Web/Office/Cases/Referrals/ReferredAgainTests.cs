using Intake.Core.Deadlines;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Referrals;

/// <summary>What an administrator is reminded of before a case goes to a unit, again or for the first time, or is closed.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReferredAgainTests
{
    private const string Administrator = "administrator 1";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_unit_that_has_the_case_says_since_when_and_each_of_its_referrals_has_a_number()
    {
        var sent = await room.InScopeAsync();
        var refer = CaseRoom.Case(sent, "refer");
        Assert.That((await room.PageAsync(Administrator, $"{refer}?unit={room.Hospital}")).QuerySelector("#has-case, #had-case"), Is.Null);
        var first = await room.ReferAsync(sent);
        var today = CopenhagenClock.Today(room.Office.Founded.Time);
        var page = await room.PageAsync(Administrator, $"{refer}?unit={room.Hospital}");
        Assert.That((await room.PageAsync(Administrator, refer)).QuerySelector($"#unit-form option[value='{room.Hospital}']")!.TextContent,
            Does.Contain($"har sagen siden {today.Day}. "));
        Assert.That(page.QuerySelector("#has-case")!.TextContent, Does.Contain($"siden {today.Day}. "));
        Assert.That((await PeopleAsync(sent))[1], Does.Not.Contain("overdragelse"), "one needs no number");

        await room.DoneAsync("handler 1", first + "/decline", ("Text", "Vi er alle fra afsnittet."));
        page = await room.PageAsync(Administrator, $"{refer}?unit={room.Hospital}");
        Assert.That(page.QuerySelector("#has-case"), Is.Null);
        Assert.That(page.QuerySelector("#had-case")!.TextContent, Does.Contain("2. overdragelse"));
        await room.DoneAsync(Administrator, refer, ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")),
            ("Handlers", room.Id("handler 2")), ("Note", ""));
        var people = await PeopleAsync(sent);
        Assert.That(people[1], Does.Contain("(1. overdragelse)").And.Not.Contain("Karen Bjerre"));
        Assert.That(people[2], Does.Contain("(2. overdragelse)").And.Contain("Karen Bjerre"));
        var units = await room.PageAsync(Administrator, CaseRoom.Case(sent, "units"));
        Assert.That(units.QuerySelectorAll(".unit-messages h2").Select(one => one.TextContent).ToList(), Is.Unique.And.Count.EqualTo(2));
    }

    [Test]
    public async Task Before_a_case_goes_to_a_unit_or_is_closed_the_linked_case_and_the_unanswered_message_are_in_sight()
    {
        var (sent, other) = (await room.InScopeAsync(), await room.InScopeAsync("Det samme skete i går."));
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "links"), ("Other", $"{other.ReportId}"), ("Ground", "Duplicate"));
        var reference = Intake.Core.Reports.CaseReference.Of(other.ReportId);
        var refer = await room.PageAsync(Administrator, CaseRoom.Case(sent, "refer"));
        Assert.That(refer.QuerySelector("#open-links")!.TextContent, Does.Contain(reference));
        Assert.That(refer.QuerySelector("#unanswered"), Is.Null);

        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "units"),
            ("Referral", referral.Split('/')[^1]), ("Text", "Har I talt med begge?"));
        Assert.That((await room.PageAsync(Administrator, CaseRoom.Case(sent, "refer"))).QuerySelector("#unanswered"), Is.Not.Null);
        await room.DoneAsync(Administrator, referral + "/statement", ("Decision", "accept"), ("Text", ""));
        var close = await room.PageAsync(Administrator, CaseRoom.Case(sent, "close"));
        Assert.That(close.QuerySelector("#open-links a")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(other)));
        Assert.That(close.QuerySelector("#unanswered")!.TextContent, Does.Contain("har ikke fået svar"));
        Assert.That(close.QuerySelector("#closing-none"), Is.Null);

        await room.DoneAsync(
            Administrator, CaseRoom.Case(sent, "close"), [.. CaseRoom.Closing(), ("NoFeedback", "Indberetteren har bedt om fred.")]);
        var ended = await room.PageAsync(Administrator, CaseRoom.Case(other, "refer"));
        Assert.That(ended.QuerySelector("#open-links"), Is.Null, "a case that is over needs nothing");
    }

    [Test]
    public async Task A_linked_case_that_the_reader_cannot_open_is_not_told()
    {
        var (sent, other) = (await room.InScopeAsync(), await room.InScopeAsync("Det samme skete i går."));
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "links"), ("Other", $"{other.ReportId}"), ("Ground", "Duplicate"));
        await room.PassAsync(sent, "administrator 2");
        var refer = await room.PageAsync("administrator 2", CaseRoom.Case(sent, "refer"));
        Assert.That(refer.QuerySelector("#open-links"), Is.Null, "the conflict question of the other case is not answered");
    }

    private async Task<IReadOnlyList<string>> PeopleAsync(Sent sent) =>
        [.. (await room.PageAsync(Administrator, CaseRoom.Case(sent))).QuerySelectorAll("#people li").Select(one => one.TextContent)];
}
