using System.Net;
using AngleSharp.Dom;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>The other acts that leave the case's staff: an answer that it is outside, talks, minutes, statements.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OutboundActsTests
{
    private const string Named = "Mikkel Østergaard har fået en advarsel.";
    private const string Reason = "Aftalt med juristen.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task An_answer_that_a_report_is_outside_is_always_shown_first_and_comes_back_whole()
    {
        var sent = await room.OpenedAsync();
        var address = CaseRoom.Case(sent, "screening");
        var check = await CheckAsync("administrator 1", address, Outside("Det hører til hos din leder."));
        Assert.That(check.QuerySelector("#outgoing .typed")!.TextContent, Is.EqualTo("Det hører til hos din leder."));
        var said = check.QuerySelector("#consequences")!.TextContent;
        Assert.That(said, Does.Contain("Sagen er slut").And.Contain("slettet efter").And.Contain("kan ikke trækkes tilbage"));
        foreach (var name in Ground.Help) Assert.That(said, Does.Contain(room.Office.Founded.Scheme.Help.Entry(name)!.Title.Da));
        Assert.That(await StateAsync(sent), Is.EqualTo("Opened"));

        using var change = await room.PostAsync("administrator 1", address, check.Fill("#screening-form", ("Step", "change")));
        var again = await change.PageAsync();
        Assert.That(again.QuerySelector("#Text")!.TextContent.Trim(), Is.EqualTo("Det hører til hos din leder."));
        Assert.That(again.QuerySelectorAll("input[name=Help][checked]"), Has.Length.EqualTo(Ground.Help.Count));
        Assert.That(again.QuerySelector("input[name=Scope][value=outside][checked]"), Is.Not.Null);

        foreach (var who in new[] { "handler 1", "administrator 2", "other handler 1" })
        {
            using var refused = await room.PostAsync(who, address, [.. Outside(Named), ("Step", "send"), ("Reason", Reason)]);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        await room.RefusedAsync("administrator 1", address, [.. Outside(Named), ("Step", "send")]);
        Assert.That(await StateAsync(sent), Is.EqualTo("Opened"));
        var fields = check.Fill("#screening-form", ("Step", "send"));
        using var done = await room.PostAsync("administrator 1", address, fields);
        using var twice = await room.PostAsync("administrator 1", address, fields);
        Assert.That(new[] { done.Told(), twice.Told() }, Is.All.EqualTo(done.Told()).And.All.StartsWith("303"));
        Assert.That(await StateAsync(sent), Is.EqualTo("OutOfScope"));
    }

    [Test]
    public async Task The_schemes_own_words_need_no_reason_and_a_note_to_the_reporter_is_seen_before_it_goes()
    {
        var outside = await room.OpenedAsync();
        var check = await CheckAsync("administrator 1", CaseRoom.Case(outside, "screening"), Outside(Ground.Text.Da));
        Assert.That(check.QuerySelector("#findings"), Is.Null);

        var inside = await room.OpenedAsync();
        (string, string)[] fields = [("Scope", "inside"), ("Category", room.Office.Founded.Scheme.Categories[0].Name)];
        var found = await CheckAsync("administrator 1", CaseRoom.Case(inside, "screening"), [.. fields, ("Note", Named)]);
        Assert.That(found.QuerySelectorAll("#findings li"), Has.Length.EqualTo(2));
        using var plain = await room.PostAsync(
            "administrator 1", CaseRoom.Case(inside, "screening"), [.. fields, ("Note", "Vi går i gang.")]);
        var seen = await plain.PageAsync();
        Assert.That((plain.StatusCode, seen.QuerySelector("#findings")), Is.EqualTo((HttpStatusCode.OK, (IElement?)null)));
        Assert.That(seen.QuerySelector("#outgoing")!.TextContent, Does.Contain("Vi går i gang."));
        using var bare = await room.PostAsync("administrator 1", CaseRoom.Case(inside, "screening"), fields);
        var standard = await bare.PageAsync();
        Assert.That(bare.StatusCode, Is.EqualTo(HttpStatusCode.OK), "it is decided once");
        var words = standard.QuerySelector("#outgoing .typed")!.TextContent;
        Assert.That(words, Is.Not.Empty);
        Assert.That(standard.QuerySelector("#consequences")!.TextContent, Does.Contain("kan ikke trækkes tilbage"));
        await room.DoneAsync(
            "administrator 1", CaseRoom.Case(inside, "screening"), standard.Fill("#screening-form", ("Step", "send")));
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, inside)).PageAsync();
        Assert.That(mailbox.QuerySelector("#thread")!.TextContent, Does.Contain(words), "what was shown is what the reporter gets");
    }

    [Test]
    public async Task Who_is_taken_in_is_shown_before_a_colleague_gets_a_key()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var address = await room.ReferAsync(sent) + "/hand-over";
        var check = await CheckAsync("handler 1", address, ("Colleague", room.Id("handler 3")), ("NotNamed", "yes"));
        Assert.That(check.QuerySelector("#consequences")!.TextContent,
            Does.Contain(room.Office.Founded["handler 3"].Certificate.FullName).And.Contain("kan ikke gøres ulæst"));
        Assert.That((await room.GetAsync("handler 3", CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        using var change = await room.PostAsync("handler 1", address, check.Fill("#hand-over-form", ("Step", "change")));
        Assert.That((await change.PageAsync()).QuerySelector($"#hand-over-form [value='{room.Id("handler 3")}']")!.HasAttribute("checked"));
        await room.DoneAsync("handler 1", address, check.Fill("#hand-over-form", ("Step", "send")));
        Assert.That((await room.GetAsync("handler 3", CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Proposals_and_minutes_stop_where_something_is_found_and_go_with_a_reason()
    {
        var sent = await room.InScopeAsync();
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("talk", ("Way", "phone"));
        var talk = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "talk"));
        foreach (var (form, text) in new[] { ("talk", "Ring til Mikkel på 20 30 40 50."), ("minutes", Named) })
        {
            var (address, fields) = (CaseRoom.Case(sent, form), talk.Fill($"#{form}-form", ("Text", text)));
            var check = await CheckAsync("administrator 1", address, fields);
            Assert.That(check.QuerySelector("#findings"), Is.Not.Null, form);
            await room.RefusedAsync("administrator 1", address, check.Fill($"#{form}-form", ("Step", "send"), ("Reason", " ")));
            using var change = await room.PostAsync("administrator 1", address, check.Fill($"#{form}-form", ("Step", "change")));
            Assert.That((await change.PageAsync()).GetElementById(form + "-Text")!.TextContent.Trim(), Is.EqualTo(text));
            await room.DoneAsync("administrator 1", address, check.Fill($"#{form}-form", ("Step", "send"), ("Reason", Reason)));
        }

        Assert.That((await mailbox.PageAsync()).DocumentElement.OuterHtml, Does.Contain("20 30 40 50").And.Not.Contain("juristen"));
        var thread = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"));
        Assert.That(thread.QuerySelectorAll("#thread article[data-kind=Decision]"), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_statement_that_names_somebody_goes_with_a_reason_that_its_own_readers_see_and_no_one_signed()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        var (address, audited) = (referral + "/statement/write", await AuditedAsync());
        var check = await CheckAsync("handler 1", address, CaseRoom.Statement(Named));
        Assert.That(check.QuerySelectorAll("#findings li").Select(one => one.GetAttribute("data-finding")),
            Is.EqualTo(new[] { "StaffName", "Sanction" }));
        Assert.That(check.QuerySelectorAll("#outgoing dd"), Has.Length.EqualTo(8), "all that it will carry");
        await room.RefusedAsync("handler 1", address, check.Fill("#statement-form", ("Step", "send")));
        using var none = await room.PostAsync(
            "administrator 1", address, [.. CaseRoom.Statement(Named), ("Step", "send"), ("Reason", Reason)]);
        Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await room.DoneAsync("handler 1", address, [.. CaseRoom.Statement(Named), ("Reason", Reason)]);

        var page = await room.PageAsync("administrator 1", referral + "/statement");
        Assert.That(page.QuerySelector(".statement")!.GetAttribute("data-signature"), Is.EqualTo("holds"));
        Assert.That(page.QuerySelector(".statement")!.TextContent, Does.Contain(Reason));
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "conversation"))).DocumentElement.OuterHtml,
            Does.Not.Contain("juristen"));
        Assert.That(await AuditedAsync(), Is.EqualTo(audited + 1));
    }

    [Test]
    public async Task A_referral_shows_who_gets_keys_and_gives_none_before_it_is_confirmed()
    {
        var sent = await room.InScopeAsync();
        var address = CaseRoom.Case(sent, "refer");
        (string, string)[] fields =
        [
            ("Unit", room.Hospital), ("Handlers", room.Id("handler 1")), ("Handlers", room.Id("handler 2")), ("Note", "Se på det."),
            ("NotNamed", "yes"),
        ];
        var before = await GrantsAsync(sent);
        var check = await CheckAsync("administrator 1", address, fields);
        Assert.That(check.QuerySelector("#consequences")!.TextContent,
            Does.Contain("Karen Bjerre").And.Contain("Lars Thygesen").And.Not.Contain("Mikkel"));
        Assert.That(check.QuerySelector("#outgoing .typed")!.TextContent, Is.EqualTo("Se på det."));
        using var change = await room.PostAsync("administrator 1", address, check.Fill("#referral-form", ("Step", "change")));
        Assert.That((await change.PageAsync()).QuerySelectorAll("input[name=Handlers][checked]"), Has.Length.EqualTo(2));
        await room.RefusedAsync("administrator 1", address, [.. fields[..4], ("NotNamed", ""), ("Step", "send")]);
        foreach (var who in new[] { "administrator 2", "handler 1", "handler 3" })
        {
            using var refused = await room.PostAsync(who, address, [.. fields, ("Step", "send")]);
            Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), who);
        }

        Assert.That(await GrantsAsync(sent), Is.EqualTo(before));
        using var done = await room.PostAsync("administrator 1", address, check.Fill("#referral-form", ("Step", "send")));
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That(await GrantsAsync(sent), Is.GreaterThan(before));
    }

    private Intake.Core.Schemes.OutOfScopeGround Ground => room.Office.Founded.Scheme.Scope.Grounds[0];

    private (string, string)[] Outside(string text) =>
        [("Scope", "outside"), ("Ground", Ground.Name), ("Text", text), .. Ground.Help.Select(name => ("Help", name))];

    private async Task<string?> StateAsync(Sent sent) =>
        (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector("#case-state")!.GetAttribute("data-state");

    private async Task<int> GrantsAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Grants.CountAsync(grant => db.Compartments
            .Any(compartment => compartment.Id == grant.CompartmentId && compartment.ReportId == sent.ReportId));
    }

    private async Task<int> AuditedAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Audit.CountAsync(row => row.Action == AuditAction.SentAsItStands);
    }

    private async Task<IDocument> CheckAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(who, path, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.PageAsync();
    }
}
