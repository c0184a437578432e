using System.Net;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>The pages on which passages are struck out before a unit gets a case, and what its handlers then see.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MarkedReferTests
{
    private const string Copy = "Jeg er [...]. Overlægen kommer med uønskede tilnærmelser, og Mikkel Østergaard ved det.";

    private CaseRoom room = null!;
    private Sent sent = null!;
    private string address = "";

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        address = CaseRoom.Case(sent, "refer/marked");
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task What_was_written_stands_in_the_boxes_and_what_was_typed_comes_back_with_what_is_wrong()
    {
        var before = await GrantsAsync();
        var page = await room.PageAsync("administrator 1", $"{address}?unit={room.Hospital}");
        Assert.That(page.QuerySelector("#CopyDescription")!.TextContent.Trim(), Is.EqualTo(CaseRoom.Story));
        Assert.That(page.QuerySelector("#to-whole"), Is.Not.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "refer"))).QuerySelector("#to-marked"), Is.Not.Null);

        var wrong = await room.RefusedAsync("administrator 1", address, Fields("Jeg er læge. […]"));
        Assert.That(wrong.QuerySelector("#CopyDescription")!.TextContent.Trim(), Is.EqualTo("Jeg er læge. […]"));
        Assert.That(wrong.QuerySelector("#error-summary a[href='#CopyDescription']"), Is.Not.Null);
        Assert.That(wrong.QuerySelectorAll("input[name=Handlers][checked]"), Has.Length.EqualTo(2));
        var whole = await room.RefusedAsync("administrator 1", address, Fields(CaseRoom.Story));
        Assert.That(whole.QuerySelector("#error-summary a[href='#CopyDescription']"), Is.Not.Null);
        await room.RefusedAsync(
            "administrator 1", address, [.. Fields(Copy)[..2], ("Handlers", room.Id("handler 3")), .. Fields(Copy)[3..]]);
        Assert.That(await GrantsAsync(), Is.EqualTo(before), "nothing was given");
    }

    [Test]
    public async Task What_is_struck_out_goes_along_to_another_unit_whose_handlers_are_seen_before_anything_goes_on()
    {
        var other = room.Office.Founded.OtherHospital;
        var page = await room.PageAsync("administrator 1", $"{address}?unit={room.Hospital}");
        Assert.That(page.QuerySelectorAll("#marked-form [name=unit] option").Select(one => one.GetAttribute("value")),
            Has.Some.EqualTo(other.Name).And.None.EqualTo(room.Hospital));
        var before = await GrantsAsync();
        (string Name, string Value)[] typed = [.. Fields(Copy), ("unit", other.Name)];
        var refused = await room.RefusedAsync("administrator 1", address, typed);
        Assert.That(refused.QuerySelector("#error-summary a")!.GetAttribute("href"), Is.EqualTo("#unit"));
        Assert.That(await GrantsAsync(), Is.EqualTo(before), "nobody of either unit got it");

        using var changed = await room.PostAsync("administrator 1", page.QuerySelector("#change-unit")!.GetAttribute("formaction")!, typed);
        Assert.That(changed.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        page = await changed.PageAsync();
        Assert.That(page.QuerySelector("#marked-form [name=Unit]")!.GetAttribute("value"), Is.EqualTo(other.Name));
        Assert.That(page.QuerySelector("#CopyDescription")!.TextContent.Trim(), Is.EqualTo(Copy));
        Assert.That(await GrantsAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task The_check_page_shows_the_copy_as_the_unit_sees_it_and_gives_nothing_before_it_is_sent()
    {
        using var posted = await room.PostAsync("administrator 1", address, Fields(Copy));
        var check = await posted.PageAsync();
        Assert.That(check.QuerySelector("#outgoing-copy")!.TextContent, Does.Contain("Jeg er streget ud. Overlægen"));
        Assert.That(check.QuerySelector("#outgoing-copy .struck-out")!.TextContent, Is.EqualTo("streget ud"));
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen"));
        Assert.That(check.QuerySelector(".back-link")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(sent)));
        using var change = await room.PostAsync("administrator 1", address, check.Fill("#marked-form", ("Step", "change")));
        Assert.That((await change.PageAsync()).QuerySelector("#CopyDescription")!.TextContent.Trim(), Is.EqualTo(Copy));
        foreach (var who in new[] { "administrator 2", "handler 1", "handler 3" })
        {
            using var refused = await room.PostAsync(who, address, [.. Fields(Copy), ("Step", "send")]);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        var before = await GrantsAsync();
        using var done = await room.PostAsync("administrator 1", address, check.Fill("#marked-form", ("Step", "send")));
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(await GrantsAsync(), Is.GreaterThan(before));
    }

    [Test]
    public async Task A_handler_reads_the_copy_on_every_page_and_the_original_on_none()
    {
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Hvilken etage var det?"));
        await room.DoneAsync("administrator 1", address, Fields(Copy));
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent))).QuerySelector("#gate-copy"), Is.Not.Null);
        await room.PassAsync(sent, "handler 1");
        var referral = await room.ReferralOfAsync(sent, "handler 1");
        foreach (var page in new[] { "", "conversation", "files", "work", "statements", "history", "print", "units", "talk" })
        {
            var shown = (await room.PageAsync("handler 1", CaseRoom.Case(sent, page))).DocumentElement.TextContent;
            Assert.That(shown, Does.Not.Contain("sygeplejerske").And.Not.Contain("Hvilken etage").And.Not.Contain("[…]"), page);
        }

        var overview = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(overview.QuerySelector("#copy-note"), Is.Not.Null);
        Assert.That(overview.QuerySelector("#told")!.TextContent, Does.Contain("Jeg er streget ud."));
        var own = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(own.QuerySelector("#copy-note"), Is.Null);
        Assert.That(own.QuerySelector("#told")!.TextContent, Does.Contain("sygeplejerske"));
        var theirs = await room.PageAsync("administrator 1", referral);
        Assert.That(theirs.QuerySelector("#marked-copy")!.TextContent, Does.Contain("Jeg er streget ud."));
        Assert.That((await room.PageAsync("handler 1", referral + "/hand-over")).QuerySelector("#copy-colleagues"), Is.Null,
            "the only colleague is named, as in any case");
    }

    [Test]
    public async Task What_was_struck_out_is_not_undone_by_an_ordinary_referral_without_a_word()
    {
        await room.DoneAsync("administrator 1", address, Fields(Copy));
        var referral = await room.ReferralOfAsync(sent, "administrator 1");
        await room.DoneAsync("administrator 1", referral + "/take-back", ("Text", "Til den forkerte."));
        var (before, ordinary) = (await GrantsAsync(), CaseRoom.Case(sent, "refer"));
        (string, string)[] fields = [.. Fields(Copy).Where(field => field.Name != "CopyDescription"), ("NotNamed", "yes")];

        var page = await room.PageAsync("administrator 1", $"{ordinary}?unit={room.Hospital}");
        Assert.That(page.QuerySelectorAll("input[name=Whole]"), Has.Length.EqualTo(1));
        Assert.That(page.QuerySelector("input[name=Whole]")!.Closest("fieldset")!.TextContent,
            Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen"));
        var refused = await room.RefusedAsync("administrator 1", ordinary, [.. fields, ("Step", "send")]);
        Assert.That(refused.QuerySelector("#error-summary a[href='#Whole']"), Is.Not.Null);
        Assert.That(refused.QuerySelector("#Note")!.TextContent.Trim(), Is.EqualTo("Se på det."), "what was typed comes back");
        Assert.That(await GrantsAsync(), Is.EqualTo(before), "nobody was given anything");

        using var posted = await room.PostAsync("administrator 1", ordinary, [.. fields, ("Whole", "yes")]);
        Assert.That((await posted.PageAsync()).QuerySelector("#consequences")!.TextContent,
            Does.Contain("kan de her læse det, der er streget ud"));
        Assert.That(await GrantsAsync(), Is.EqualTo(before), "still nobody");
        await room.DoneAsync("administrator 1", ordinary, [.. fields, ("Whole", "yes"), ("Step", "send")]);
        Assert.That(await GrantsAsync(), Is.GreaterThan(before));

        var elsewhere = await room.PageAsync("administrator 1", $"{ordinary}?unit={room.Office.Founded.OtherHospital.Name}");
        Assert.That(elsewhere.QuerySelector("input[name=Whole]"), Is.Null, "a unit that never had a copy");
    }

    [TestCase("refer"), TestCase("refer/marked")]
    public async Task A_unit_before_which_the_reporter_is_to_be_asked_gets_nothing_before_that_is_said(string page)
    {
        await room.Office.Founded.PromiseToAskAsync();
        var before = await GrantsAsync();
        var place = CaseRoom.Case(sent, page);
        (string, string)[] fields =
            [.. Fields(Copy).Where(field => page != "refer" || field.Name != "CopyDescription"), ("NotNamed", "yes")];
        Assert.That((await room.PageAsync("administrator 1", $"{place}?unit={room.Hospital}")).QuerySelectorAll("input[name=Asked]"),
            Has.Length.EqualTo(2));
        foreach (var answer in new[] { "", "Maybe" })
        {
            var refused = await room.RefusedAsync("administrator 1", place, [.. fields, ("Asked", answer), ("Step", "send")]);
            Assert.That(refused.QuerySelector("#error-summary a[href='#Asked']"), Is.Not.Null);
        }

        var claimed = await room.RefusedAsync("administrator 1", place, [.. fields, ("Asked", "SaidYes"), ("Step", "send")]);
        Assert.That(claimed.QuerySelector("#Asked-error")!.TextContent, Does.Contain("ikke stillet et spørgsmål"), "nobody was asked");
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Må vi give sagen videre?"));
        await room.AnsweredAsync(sent, "Ja, det må I gerne.");
        before = await GrantsAsync();
        using var posted = await room.PostAsync("administrator 1", place, [.. fields, ("Asked", "SaidYes")]);
        Assert.That((await posted.PageAsync()).QuerySelector("#consequences")!.TextContent, Does.Contain("har sagt ja"));
        await room.DoneAsync("administrator 1", place, [.. fields, ("Asked", "SaidYes")]);
        Assert.That(await GrantsAsync(), Is.GreaterThan(before));
    }

    [Test]
    public async Task What_was_struck_out_is_found_in_the_note_and_in_messages_to_that_unit_and_goes_only_with_a_reason()
    {
        sent = await room.InScopeAsync("Jeg er sygeplejerske. Birthe Aagaard, 28 45 19 07, så det. Overlægen råbte ad hende på gangen.");
        address = CaseRoom.Case(sent, "refer/marked");
        (string, string)[] fields = [.. Fields("Jeg er [...]. [...], så det. Overlægen råbte ad hende på gangen.")[..^1],
            ("Note", "Tal med Birthe Aagaard. En sygeplejerske på gangen har skrevet.")];
        Assert.That(await FoundAsync(address, fields), Is.EqualTo(new[] { "Birthe Aagaard", "sygeplejerske" }));
        var before = await GrantsAsync();
        var bare = await room.RefusedAsync("administrator 1", address, [.. fields, ("Step", "send"), ("Reason", " ")]);
        Assert.That(bare.QuerySelector("#error-summary a[href='#Reason']"), Is.Not.Null);
        Assert.That(await GrantsAsync(), Is.EqualTo(before), "nothing was given");
        await room.DoneAsync("administrator 1", address, [.. fields, ("Step", "send"), ("Reason", "Birthe Aagaard har sagt ja.")]);
        await room.PassAsync(sent, "handler 1");
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "print"))).Body!.TextContent, Does.Not.Contain("har sagt ja"));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "print"))).Body!.TextContent, Does.Contain("har sagt ja"));

        var units = CaseRoom.Case(sent, "units");
        var to = ("Referral", (await room.ReferralOfAsync(sent, "handler 1")).Split('/')[^1]);
        Assert.That(await FoundAsync(units, to, ("Text", "Har I set på gangen? Tal med overlægen.")), Is.Empty, "what is left, they know");
        Assert.That(await FoundAsync(units, to, ("Text", "Hun er SYGEPLEJERSKEN, Aagaards nummer er 28451907.")),
            Is.EqualTo(new[] { "SYGEPLEJERSKEN", "Aagaards", "28451907" }));
        (string, string)[] told = [to, ("Text", "Ring til 28 45 19 07.")];
        Assert.That(await FoundAsync(units, told), Is.EqualTo(new[] { "28 45 19 07" }));
        await room.RefusedAsync("administrator 1", units, [.. told, ("Step", "send")]);
        Assert.That((await room.PageAsync("handler 1", units)).QuerySelector("article[data-kind=ToUnit]"), Is.Null);
        await room.DoneAsync("administrator 1", units, [.. told, ("Step", "send"), ("Reason", "Vidnet beder om det.")]);
        Assert.That((await room.PageAsync("handler 1", units)).QuerySelector("article[data-kind=ToUnit]")!.TextContent,
            Does.Contain("28 45 19 07"));

        async Task<IEnumerable<string>> FoundAsync(string path, params (string, string)[] typed)
        {
            using var asked = await room.PostAsync("administrator 1", path, typed);
            Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            return (await asked.PageAsync()).QuerySelectorAll("#findings [data-finding=Struck] strong")
                .Select(one => one.TextContent.Split(": ")[1]).ToList();
        }
    }

    private (string Name, string Value)[] Fields(string copy) =>
    [
        ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")), ("CopyDescription", copy),
        ("Note", "Se på det."),
    ];

    private async Task<int> GrantsAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Grants.CountAsync(grant => db.Compartments
            .Any(compartment => compartment.Id == grant.CompartmentId && compartment.ReportId == sent.ReportId));
    }
}
