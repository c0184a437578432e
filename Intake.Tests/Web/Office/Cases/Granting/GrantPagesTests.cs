using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Intake.Core.Submission;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Granting;

/// <summary>The pages that give access to a case: what they ask first, and that nothing typed is lost when it is not answered.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class GrantPagesTests
{
    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_referral_without_the_confirmation_is_refused_beside_the_field_and_nothing_is_lost()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", room.Hospital),
            ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")), ("Note", "Tag jer af det."), ("NotNamed", ""));
        Assert.That(refused.QuerySelector("#NotNamed-error"), Is.Not.Null);
        Assert.That(refused.QuerySelector("#Note")!.TextContent, Is.EqualTo("Tag jer af det."));
        Assert.That(refused.QuerySelectorAll("[name=Handlers][checked]").Length, Is.EqualTo(2));
        Assert.That(refused.QuerySelector("#reporter-texts")!.TextContent, Does.Contain("Det skete i går."), "the texts are at hand");
        await room.ReferAsync(sent);
    }

    [Test]
    public async Task A_near_name_is_shown_with_the_words_around_it_and_needs_a_reason()
    {
        var sent = await room.InScopeAsync("Det sagde overlæge Bjerre i går.");
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, $"refer?unit={room.Hospital}"));
        Assert.That(page.QuerySelector("#NotThis-about")!.TextContent, Does.Contain("overlæge Bjerre"));
        Assert.That(page.QuerySelector("label[for=NotThis]")!.TextContent, Does.Contain(room.Office.Founded["handler 1"].Email));
        Assert.That(page.QuerySelectorAll("#referral-form .weight-normal").Count, Is.EqualTo(6),
            "a change of unit, who is in charge, the note, and two dates with their reason may be skipped, and nothing else");
        (string, string)[] fields = [("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2"))];
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), fields);
        Assert.That(refused.QuerySelector("#NotThis-error"), Is.Not.Null);
        refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("NotThis", room.Id("handler 1"))]);
        Assert.That(refused.QuerySelector("#NotThisReason-error"), Is.Not.Null);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "refer"),
            [.. fields, ("NotThis", room.Id("handler 1")), ("NotThisReason", "Hun er sygeplejerske.")]);
        var done = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(done.QuerySelector("#thread article[data-kind=Clearance]")!.TextContent, Does.Contain("Hun er sygeplejerske."));
    }

    [Test]
    public async Task What_the_reporter_warned_of_stands_on_top_of_each_page_that_gives_access_until_it_is_answered()
    {
        var sent = await TickedAsync("local-handlers");
        var warned = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "refer"));
        Assert.That(warned.QuerySelector("#reporter-warning li")!.GetAttribute("data-box"), Is.EqualTo("local-handlers"),
            "before a unit is chosen");
        (string, string)[] fields = [("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2"))];
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), fields);
        Assert.That(refused.QuerySelector("#Warned-error"), Is.Not.Null);
        refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("Warned", "no")]);
        Assert.That(refused.QuerySelector("#WarnedReason-error"), Is.Not.Null);
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "refer"), [.. fields, ("Warned", "no"), ("WarnedReason", "Nye i år.")]);
        await room.PassAsync(sent, "handler 1");
        var referral = await room.ReferralOfAsync(sent, "handler 1");
        var handOver = await room.PageAsync("handler 1", referral + "/hand-over");
        Assert.That(handOver.QuerySelector("#reporter-warning"), Is.Not.Null, "not answered for the third");
        await room.RefusedAsync("handler 1", referral + "/hand-over", ("Colleague", room.Id("handler 3")));
        await room.DoneAsync("handler 1", referral + "/hand-over",
            ("Colleague", room.Id("handler 3")), ("Warned", "no"), ("WarnedReason", "Også ny."));
        Assert.That((await room.PageAsync("handler 1", referral + "/hand-over")).QuerySelector("#reporter-warning"), Is.Null);
    }

    [Test]
    public async Task All_that_is_missing_is_said_at_once_on_each_page_that_gives_access()
    {
        var sent = await TickedAsync("local-handlers", "Det sagde overlæge Bjerre i går.");
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", room.Hospital),
            ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")), ("Note", "Tag jer af det."), ("NotNamed", ""));
        Assert.That(FieldsOf(refused), Is.EqualTo(new[] { "Warned", "WarnedReason", "NotThis", "NotThisReason", "NotNamed" }));
        refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", room.Hospital),
            ("Handlers", room.Id("handler 2")), ("NotNamed", ""));
        Assert.That(FieldsOf(refused), Is.EqualTo(new[] { "Handlers", "Warned", "WarnedReason", "NotNamed" }), "too few");
        refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "refer"), ("Unit", "no-such-unit"),
            ("Handlers", room.Id("handler 2")), ("Note", "Tag jer af det."), ("NotNamed", ""));
        Assert.That(FieldsOf(refused), Is.EqualTo(new[] { "unit" }), "what is not on the page can't be mended there");
        Assert.That(refused.QuerySelector("#typed-note")!.TextContent, Is.EqualTo("Tag jer af det."));
        refused = await room.RefusedAsync(
            "administrator 1", CaseRoom.Case(sent, "cover"), ("Administrator", room.Id("deputy")), ("NotNamed", ""));
        Assert.That(FieldsOf(refused), Does.Contain("NotNamed"));
    }

    [Test]
    public async Task The_unit_that_the_reporter_chose_is_proposed_and_units_that_cannot_take_the_case_are_marked()
    {
        var sent = await TickedAsync(null);
        var units = Units(await room.PageAsync("administrator 1", CaseRoom.Case(sent, "refer")));
        Assert.That(units.Single(unit => unit.IsSelected).Value, Is.EqualTo(room.Hospital));
        var handled = room.Office.Founded.People.Select(one => one.Certificate)
           .Where(one => one.IsCaseHandler).SelectMany(one => one.Units).CountBy(unit => unit)
            .Where(unit => unit.Value >= 2).Select(unit => unit.Key).ToHashSet();
        var scheme = room.Office.Founded.Scheme;
        var without = scheme.Units.Where(unit => !scheme.AndAbove(unit).Any(above => handled.Contains(above.Id))).ToList();
        Assert.That(without, Is.Not.Empty);
        Assert.That(
            units.Where(unit => unit.Text.EndsWith("(for få sagsbehandlere)", StringComparison.Ordinal)).Select(unit => unit.Value),
            Is.EquivalentTo(without.Select(unit => unit.Name)));

        await room.ReferAsync(sent);
        units = Units(await room.PageAsync("administrator 1", CaseRoom.Case(sent, "refer")));
        Assert.That(
            units.Single(unit => unit.Text.Contains("(har sagen siden ", StringComparison.Ordinal)).Value, Is.EqualTo(room.Hospital));
        Assert.That(units.Where(unit => unit.IsSelected).Select(unit => unit.Value), Is.EqualTo(new[] { "" }), "the next is chosen");

        static List<IHtmlOptionElement> Units(IDocument page) => [.. page.QuerySelectorAll<IHtmlOptionElement>("#unit-form option")];
    }

    [Test]
    public async Task A_single_administrator_is_asked_for_a_second_on_the_case_page_and_gives_it_to_one()
    {
        var sent = await TickedAsync(room.Office.Founded.Scheme.WhoReads.Readers[1].Name, "Vibeke Storm var der.");
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent));
        Assert.That(page.QuerySelector("#single-holder a")!.GetAttribute("href"), Is.EqualTo(CaseRoom.Case(sent, "cover")));
        var cover = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "cover"));
        Assert.That(cover.QuerySelector("#cover-form"), Is.Null, "both are named");
        Assert.That(cover.QuerySelector("#no-cover a")!.GetAttribute("href"), Is.EqualTo("/da/office/people"));
        Assert.That(cover.QuerySelector("#barred")!.TextContent, Does.Contain("Vibeke Storm"));

        var other = await room.OpenedAsync("Det skete i går.");
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(other))).QuerySelector("#single-holder"), Is.Null);
        await room.DoneAsync("administrator 1", CaseRoom.Case(other, "cover"), ("Administrator", room.Id("deputy")));
        Assert.That((await room.PassAsync(other, "deputy")).QuerySelector("#case-overview"), Is.Not.Null);
    }

    [Test]
    public async Task Stepping_back_says_who_gets_the_case_and_asks_whether_they_are_named()
    {
        var sent = await Sending.SendAsync(room.Office.Founded, "Det skete i går.");
        var page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "recuse"));
        Assert.That(page.QuerySelector("#successors")!.TextContent, Does.Contain("Vibeke Storm"));
        Assert.That(page.Body!.TextContent, Does.Not.Contain("Det skete i går."), "what was written stays unread");
        var refused = await room.RefusedAsync("administrator 1", CaseRoom.Case(sent, "recuse"), ("NotNamed", ""));
        Assert.That(refused.QuerySelector("#NotNamed-error"), Is.Not.Null);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "recuse"));
    }

    [Test]
    public async Task In_the_mailbox_a_reporter_keeps_further_people_out_and_reads_what_that_means()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        await room.ReferAsync(sent);
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await mailbox.PageAsync();
        Assert.That(page.QuerySelectorAll("#name-form [name=Named]").Select(box => box.GetAttribute("value")),
            Is.EqualTo(room.Office.Founded.Scheme.WhoReads.Readers.Select(reader => reader.Name)));
        Assert.That(page.QuerySelector("#naming-meaning")!.TextContent, Does.Contain("kan ingen tage tilbage"));
        var empty = await mailbox.RefusedAsync("name", ("Names", " "));
        Assert.That(empty.QuerySelector("#Names-error"), Is.Not.Null);
        var done = await mailbox.DoneAsync("name", ("Named", "local-handlers"), ("Names", "Karen Bjerre"));
        Assert.That(done.QuerySelector("#named")!.TextContent, Does.Contain("Karen Bjerre").And.Not.Contain("der, hvor det er sket"));
        Assert.That(done.QuerySelector("#warned")!.TextContent.Trim(), Does.EndWith("der, hvor det er sket"), "a role shuts nobody out");
        using var gone = await room.GetAsync("handler 1", CaseRoom.Case(sent));
        Assert.That((int)gone.StatusCode, Is.EqualTo(404));
        await room.PassAgainAsync(sent, "administrator 1");
        var refer = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "refer"));
        Assert.That(refer.QuerySelector("#reporter-warning"), Is.Not.Null);
        var persons = room.Office.Founded.Scheme.WhoReads.Readers.Where(reader => reader.Staff is not null);
        var nobody = await mailbox.RefusedAsync("name", [.. persons.Select(reader => ("Named", reader.Name)), ("Names", "Vibeke Storm")]);
        Assert.That(nobody.QuerySelector("#Names-error")!.TextContent, Does.Contain("Så ville ingen være tilbage"));
        Assert.That(nobody.QuerySelector("#Names")!.TextContent, Is.EqualTo("Vibeke Storm"));
    }

    [Test]
    public async Task Who_takes_a_report_down_says_whether_a_text_means_one_of_those_who_would_get_it()
    {
        (string, string)[] told = [("ToldBy", "phone"), ("Description", "Det sagde advokat Krogh."), ("Follow", "yes"), ("Language", "da")];
        var refused = await room.RefusedAsync("administrator 1", "/da/office/told", told);
        Assert.That(refused.QuerySelector("#NotThis-error"), Is.Not.Null);
        Assert.That(refused.QuerySelector("#Description")!.TextContent, Is.EqualTo("Det sagde advokat Krogh."));
        using var taken = await room.PostAsync("administrator 1", "/da/office/told", [.. told, ("NotThis", room.Id("administrator 2"))]);
        Assert.That((await taken.PageAsync()).QuerySelector("#receipt-key"), Is.Not.Null);

        told[1] = ("Description", "Det sagde advokat Holm.");
        var own = await room.RefusedAsync("administrator 1", "/da/office/told", [.. told, ("NotThis", room.Id("administrator 1"))]);
        Assert.That(own.QuerySelector("#Named-error")!.TextContent, Does.Contain("en kollega"), "nobody says it of themselves");
        Assert.That(own.QuerySelector("[name=NotThis]"), Is.Null);
    }

    private static List<string> FieldsOf(IDocument page) =>
        [.. page.QuerySelectorAll("#error-summary a").Select(link => link.GetAttribute("href")!.TrimStart('#'))];

    private async Task<Sent> TickedAsync(string? box, string text = "Det skete i går.")
    {
        var founded = room.Office.Founded;
        await using var scope = founded.Services.CreateAsyncScope();
        var staging = scope.ServiceProvider.GetRequiredService<StagingDesk>();
        using var ticket = await staging.BeginAsync(founded.Scheme, staging.NewTicket(), default);
        var staged = Sending.Staged(text);
        await staging.SaveAsync(founded.Scheme, ticket,
            staged with { NamedReaders = box is null ? [] : [box], Report = staged.Report with { Unit = room.Hospital } }, default);
        var received = (ReceiveResult.Received)await scope.ServiceProvider.GetRequiredService<ReportDesk>()
            .ReceiveAsync(founded.Scheme, ticket, default);
        var sent = new Sent(ticket.Staged!.ReportId, received.Key);
        await room.PassAsync(sent, "administrator 1");
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(sent, "screening"), ("Scope", "inside"), ("Category", founded.Scheme.Categories[0].Name));
        return sent;
    }
}
