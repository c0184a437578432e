using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Granting;

/// <summary>What pages say of who has a case, who had it and who can't: to administrators, to handlers and to the reporter.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NobodyLeftTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_reporter_and_the_last_handler_read_the_truth_of_a_case_that_nobody_has_begun_or_has_any_more()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        var offered = await mailbox.PageAsync();
        Assert.That(offered.QuerySelector("#mailbox-state-hint")!.TextContent, Does.Contain("ikke gået i gang endnu"));
        Assert.That(offered.QuerySelector("[data-step=LookedInto]")!.GetAttribute("data-state"), Is.EqualTo("Coming"));
        var gate = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(gate.QuerySelector("#gate-form")!.TextContent, Does.Contain("fristen for redegørelsen"));
        await room.PassAsync(sent, "handler 1");
        Assert.That((await mailbox.PageAsync()).QuerySelector("#mailbox-state-hint")!.TextContent, Does.Contain("er i gang"));

        Assert.That((await room.PageAsync("handler 2", CaseRoom.Case(sent, "recuse"))).QuerySelector("#one-stays"), Is.Not.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#single-handler"), Is.Null, "two have");
        Assert.That((await RowAsync("administrator 1", sent)).QuerySelector(".row-one-handler"), Is.Null, "two have");
        var others = await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        Assert.That(others.Body!.TextContent, Does.Contain("kun én sagsbehandler"));
        var (one, third) = (room.Office.Founded["handler 1"].Certificate.FullName, room.Office.Founded["handler 3"].Certificate.FullName);
        var alone = (await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#single-handler")!;
        Assert.That(alone.TextContent, Does.Contain("Du er den eneste").And.Contain(third));
        Assert.That(alone.QuerySelector("a")!.GetAttribute("href"), Does.EndWith("/hand-over"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#single-handler")!.TextContent,
            Does.Contain(one).And.Contain(third));
        Assert.That((await RowAsync("administrator 1", sent)).QuerySelector(".row-one-handler")!.TextContent,
            Is.EqualTo("Kun én sagsbehandler har sagen"));
        Assert.That((await RowAsync("handler 1", sent)).QuerySelector(".row-one-handler"), Is.Null, "the case's page says it to them");
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "recuse"))).QuerySelector("#last-handler")!.TextContent,
            Does.Contain("Du er den sidste"));
        var last = await room.DoneAsync("handler 1", CaseRoom.Case(sent, "recuse"));
        Assert.That(last.Body!.TextContent, Does.Contain("overdrage den igen").And.Not.Contain("andre har sagen"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#no-handler a")!.GetAttribute("href"),
            Is.EqualTo(CaseRoom.Case(sent, "refer")));
        var left = await mailbox.PageAsync();
        Assert.That(left.QuerySelector("#mailbox-state-hint")!.TextContent, Does.Contain("givet videre til nogen andre"));
        Assert.That(left.QuerySelector("[data-step=HandedOn]")!.GetAttribute("data-state"), Is.EqualTo("Now"));

        var gone = await room.PageAsync("handler 1", CaseRoom.Case(sent), HttpStatusCode.NotFound);
        Assert.That(gone.Body!.TextContent, Does.Contain("trådt ud af sagen").And.Contain("eller du har aldrig haft den"));
        Assert.That(gone.QuerySelector("main a")!.GetAttribute("href"), Is.EqualTo("/da/office/inbox"));
        var never = await room.PageAsync("handler 1", $"/da/office/case/{Guid.NewGuid()}", HttpStatusCode.NotFound);
        Assert.That(never.QuerySelector("main")!.TextContent, Is.EqualTo(gone.QuerySelector("main")!.TextContent), "one answer for all");

        var refer = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}"));
        Assert.That(refer.QuerySelector("#referral-form, #barred")!.TextContent,
            Does.Contain("er trådt ud af sagen").And.Not.Contain("er nævnt i sagen"));
        Assert.That(refer.Body!.TextContent, Does.Contain(room.Office.Founded["handler 1"].Email));
    }

    [Test]
    public async Task The_gate_names_each_person_once_in_a_list_and_those_whose_names_are_like_one()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, "Karen Bjerre og Lars Thygesen var der.");
        var gate = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(gate.QuerySelectorAll("#gate-persons li").Select(line => line.TextContent),
            Is.EqualTo(new[] { "Karen Bjerre", "Lars Thygesen" }).AsCollection);
        Assert.That(gate.QuerySelector("#gate-form")!.TextContent, Does.Contain("bekræftelsen på, at indberetningen er modtaget"));
        await room.PassAsync(sent, "administrator 1");
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        var exclusion = page.QuerySelectorAll("#thread article[data-kind=Exclusion]").Single();
        Assert.That(exclusion.TextContent,
            Does.Contain("2 personer er nævnt og holdt ude:").And.Contain("Karen Bjerre").And.Contain("Lars Thygesen"));
        var named = (await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync()).QuerySelectorAll("#named li");
        Assert.That(named.Select(line => line.TextContent), Is.EquivalentTo(new[] { "Karen Bjerre", "Lars Thygesen" }));
        var screening = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "screening"));
        Assert.That(screening.QuerySelector("#Scope-outside-about")!.TextContent,
            Does.Contain("slettes efter").And.Contain(room.Office.Founded.Scheme.Deadlines
                .RetentionDays[Intake.Core.Deadlines.Outcome.OutOfScope].ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Test]
    public async Task Where_fewer_than_two_may_take_part_there_is_no_form_and_the_way_out_is_named()
    {
        var everyone = string.Join(" og ", room.Office.Founded.People
            .Where(person => person.Certificate.IsCaseHandler).Select(person => person.Certificate.FullName));
        var sent = await room.InScopeAsync($"{everyone} var der.");
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}"));
        Assert.That(page.QuerySelector("#referral-form"), Is.Null);
        Assert.That(page.QuerySelector("#too-few a")!.GetAttribute("href"), Is.EqualTo("/da/office/people"));
        Assert.That(page.QuerySelector("#barred")!.TextContent, Does.Contain("er nævnt i sagen"));
    }

    [Test]
    public async Task A_handler_who_is_alone_and_can_take_nobody_in_is_led_to_the_administrators()
    {
        var third = room.Office.Founded["handler 3"].Certificate.FullName;
        var sent = await room.InScopeAsync($"Det skete i går. {third} var der.");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"),
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")));
        await room.PassAsync(sent, "handler 1");
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "recuse"));
        var alone = (await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#single-handler")!;
        Assert.That(alone.QuerySelector("a")!.TextContent, Is.EqualTo("Skriv til administratoren"));
        var way = await room.PageAsync("handler 1", alone.QuerySelector("a")!.GetAttribute("href")!);
        Assert.That(way.QuerySelector("#unit-message-form"), Is.Not.Null, "no dead end");
    }

    private async Task<IElement> RowAsync(string who, Sent sent) =>
        (await room.PageAsync(who, "/da/office/inbox?show=all")).QuerySelectorAll("#inbox tbody tr")
            .Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));
}
