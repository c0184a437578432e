using System.Net;
using AngleSharp.Dom;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>Who is in charge of a case, on the pages of administrators and handlers, in My day, and not in the mailbox.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ChargePagesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_check_page_of_a_referral_says_who_will_be_in_charge_and_one_who_is_not_chosen_is_refused_at_the_field()
    {
        var sent = await room.InScopeAsync();
        (string, string)[] fields = [("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2"))];
        var refused = await room.RefusedAsync(
            "administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("InCharge", room.Id("handler 3"))]);
        Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#InCharge"));
        await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("InCharge", "ingen")]);

        Assert.That(await ConsequencesAsync(fields), Does.Contain("Ingen er ansvarlig for sagen, før"));
        Assert.That(await ConsequencesAsync([.. fields, ("InCharge", room.Id("handler 2"))]),
            Does.Contain("Lars Thygesen").And.Contain("bliver ansvarlig"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("InCharge", room.Id("handler 2"))]);
        Assert.That((await SideAsync("administrator 1", sent)).TextContent, Is.EqualTo("Ansvarlig: Lars Thygesen"));
        Assert.That((await RowAsync("administrator 1", sent)).QuerySelector(".row-charge")!.TextContent,
            Is.EqualTo("Ansvarlig: Lars Thygesen"));
        Assert.That((await RowAsync("handler 2", sent)).QuerySelector(".row-charge"), Is.Null, "the gate is not passed");

        async Task<string> ConsequencesAsync((string, string)[] posted)
        {
            using var answer = await room.PostAsync("administrator 1", CaseRoom.Case(sent, "refer"), posted);
            return (await answer.PageAsync()).QuerySelector("#consequences")!.TextContent;
        }
    }

    [Test]
    public async Task A_handler_takes_a_case_on_and_gives_it_to_a_colleague_and_the_reporter_reads_none_of_it()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        Assert.That((await SideAsync("handler 1", sent)).GetAttribute("data-charge"), Is.EqualTo("nobody"));
        var link = (await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#people a.to-charge")!.GetAttribute("href")!;
        var page = await room.PageAsync("handler 1", link);
        Assert.That(page.QuerySelectorAll("#in-charge-form [name=Person]").Select(one => one.GetAttribute("value")),
            Is.EquivalentTo(new[] { room.Id("handler 1"), room.Id("handler 2") }));
        await room.RefusedAsync("handler 1", link, ("Person", ""));
        await room.RefusedAsync("handler 1", link, ("Person", room.Id("handler 3")));
        await room.DoneAsync("handler 1", link, ("Person", room.Id("handler 1")));
        await room.DoneAsync("handler 1", link, ("Person", room.Id("handler 2")));
        foreach (var who in new[] { "administrator 1", "handler 1", "handler 2" })
            Assert.That((await SideAsync(who, sent)).TextContent, Is.EqualTo("Ansvarlig: Lars Thygesen"), who);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("a.to-charge"), Is.Null);
        var history = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "history"));
        Assert.That(
            history.QuerySelectorAll("#history [data-kind=InCharge]")
                .Select(one => one.TextContent.Contains("Lars Thygesen", StringComparison.Ordinal)),
            Is.EqualTo(new[] { false, true }));
        foreach (var stranger in new[] { "administrator 1", "handler 3", "other handler 1" })
            await room.PageAsync(stranger, referral + "/in-charge", HttpStatusCode.NotFound);
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.Body!.TextContent, Does.Not.Contain("Lars Thygesen").And.Not.Contain("nsvarlig:"));
    }

    [Test]
    public async Task My_day_shows_only_cases_of_which_the_person_or_nobody_is_in_charge_when_asked_to()
    {
        var (mine, nobodys) = (await room.InScopeAsync(), await room.InScopeAsync());
        var referral = await room.ReferAsync(mine);
        await room.ReferAsync(nobodys);
        await room.DoneAsync("handler 1", referral + "/in-charge", ("Person", room.Id("handler 1")));
        Assert.That(await FoundAsync("handler 1", "mine"), Does.Contain(mine.ReportId).And.Not.Contain(nobodys.ReportId));
        Assert.That(await FoundAsync("handler 1", "nobody"), Does.Contain(nobodys.ReportId).And.Not.Contain(mine.ReportId));
        Assert.That(await FoundAsync("handler 1", "all"), Does.Contain(nobodys.ReportId).And.Contain(mine.ReportId));
        Assert.That(await FoundAsync("handler 2", "mine"), Does.Not.Contain(mine.ReportId));
        Assert.That(await FoundAsync("administrator 1", "nobody"), Does.Contain(nobodys.ReportId).And.Not.Contain(mine.ReportId));

        await room.DoneAsync("handler 1", CaseRoom.Case(mine, "recuse"));
        Assert.That((await SideAsync("handler 2", mine)).TextContent, Does.StartWith("Ingen er ansvarlig: den, der var det"));
        Assert.That(await FoundAsync("handler 2", "nobody"), Does.Contain(mine.ReportId));
    }

    private async Task<IElement> SideAsync(string who, Sent sent) =>
        (await room.PageAsync(who, CaseRoom.Case(sent))).QuerySelector("#people .in-charge")!;

    private async Task<IElement> RowAsync(string who, Sent sent) => (await room.PageAsync(who, "/da/office/inbox?show=all"))
        .QuerySelectorAll("#inbox tbody tr").Single(row => row.InnerHtml.Contains(sent.ReportId.ToString(), StringComparison.Ordinal));

    private async Task<IEnumerable<Guid>> FoundAsync(string who, string charge) =>
        (await room.PageAsync(who, $"/da/office/inbox?show=all&charge={charge}")).QuerySelectorAll("#inbox a.reference")
            .Select(link => Guid.Parse(link.GetAttribute("href")!.Split('/')[^1])).ToList();
}
