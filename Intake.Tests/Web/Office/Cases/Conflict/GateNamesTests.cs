using System.Net;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Conflict;

/// <summary>A name that comes after the report is met by all who have answered the conflict question, or answer it later.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class GateNamesTests
{
    private const string Administrator = "administrator 1";
    private const string Handler = "handler 1";
    private const string Why = "Det står i svaret fra i går.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task Who_had_answered_meets_the_name_answers_again_and_is_shut_out_by_keys_where_it_is_a_conflict()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var referral = await room.ReferAsync(sent);
        Assert.That((await room.PageAsync(Handler, CaseRoom.Case(sent))).QuerySelector("#to-gate-names"), Is.Null);
        var check = await CheckAsync(sent, "Bo Falk", "leder af køkkenet");
        Assert.That(check.QuerySelector("#naming-happens [data-asked]")!.GetAttribute("data-asked"), Is.EqualTo("2"));
        Assert.That(check.QuerySelector("[name=IsOurs]"), Is.Null);
        using (var back = await room.PostAsync(
            Administrator, CaseRoom.Case(sent, "gate-names"), check.Fill("#gate-names-form", ("Step", "change"))))
        {
            Assert.That((await back.PageAsync()).QuerySelector("#Why")!.TextContent, Is.EqualTo(Why), "nothing typed is lost");
        }

        var done = await room.DoneAsync(Administrator, CaseRoom.Case(sent, "gate-names"), check.Fill("#gate-names-form"));
        Assert.That(done.QuerySelector("#notice")!.TextContent, Does.Contain("føjet til"));
        var history = (await room.PageAsync(Administrator, CaseRoom.Case(sent, "history")))
            .QuerySelector("[data-kind=GateNames]")!.TextContent;
        Assert.That(history, Does.Contain("Bo Falk, leder af køkkenet").And.Contain(Why)
            .And.Contain(room.Office.Founded[Administrator].Certificate.FullName));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        Assert.That((await mailbox.PageAsync()).DocumentElement.OuterHtml, Does.Not.Contain("Bo Falk"));

        using (var note = await room.PostAsync(Handler, referral + "/note", ("Text", "Jeg talte med kokken.")))
        {
            Assert.That(note.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            var back = (await note.PageAsync()).QuerySelector("#unsent")!.TextContent;
            Assert.That(back, Does.Contain("Jeg talte med kokken."), "given back");
        }

        Assert.That(await CountAsync(EntryKind.Note, referral), Is.Zero, "and not taken");
        foreach (var who in new[] { Handler, "handler 2" })
        {
            var gate = await room.PageAsync(who, CaseRoom.Case(sent));
            var added = gate.QuerySelector("#gate-added")!.TextContent;
            Assert.That(added, Does.Contain("Bo Falk, leder af køkkenet").And.Not.Contain(Why), who);
            Assert.That(gate.QuerySelector("#gate-again"), Is.Not.Null, who);
            Assert.That((await room.GetAsync(who, referral)).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), "to the question");
        }

        await room.PassAgainAsync(sent, "handler 2");
        Assert.That((await room.PageAsync("handler 2", referral)).QuerySelector("#work-file"), Is.Not.Null);
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "gate"), ("Conflict", "recuse"));
        await room.DoneAsync(Handler, CaseRoom.Case(sent, "recuse"));
        await room.DoneAsync("handler 2", referral + "/note", ("Text", "Efter at hun trådte ud."));
        Assert.That((await room.GetAsync(Handler, CaseRoom.Case(sent))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await HoldsAsync(sent, Handler), Is.False);

        var later = await room.PageAsync("administrator 2", CaseRoom.Case(sent));
        Assert.That(later.QuerySelector("#gate-added")!.TextContent, Does.Contain("Bo Falk"), "who comes first after it");
        Assert.That(later.QuerySelector("#gate-again"), Is.Null);
    }

    [Test]
    public async Task A_handler_who_is_said_to_be_the_one_loses_the_case_and_whoever_only_bears_the_name_is_asked()
    {
        var (meant, other) = (await room.InScopeAsync("Det skete i går."), await room.InScopeAsync("Det skete i går."));
        await room.ReferAsync(meant);
        await room.ReferAsync(other);
        var check = await CheckAsync(meant, "Karen Bjerre");
        Assert.That(check.QuerySelector("#naming-happens [data-bearer]")!.TextContent, Does.Contain("mister"));
        var unsaid = await room.RefusedAsync(Administrator, CaseRoom.Case(meant, "gate-names"), check.Fill("#gate-names-form"));
        Assert.That(unsaid.QuerySelector("#IsOurs-error"), Is.Not.Null);
        await room.DoneAsync(Administrator, CaseRoom.Case(meant, "gate-names"), unsaid.Fill("#gate-names-form", ("IsOurs", "yes")));
        Assert.That((await room.GetAsync(Handler, CaseRoom.Case(meant))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await HoldsAsync(meant, Handler), Is.False, "by keys");

        await AddAsync(other, "Karen Bjerre", ("IsOurs", "no"));
        Assert.That(await HoldsAsync(other, Handler), Is.True);
        var gate = await room.PageAsync(Handler, CaseRoom.Case(other));
        Assert.That(gate.QuerySelector("#gate-own-name"), Is.Null);
        await room.DoneAsync(Handler, CaseRoom.Case(other, "gate"), gate.Fill("#gate-form", ("Conflict", "none")));
    }

    [Test]
    public async Task An_administrator_whom_the_name_means_keeps_the_keys_and_can_do_nothing_but_step_back()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        await room.PassAsync(sent, "administrator 2");
        var name = room.Office.Founded["administrator 2"].Certificate.FullName;
        await AddAsync(sent, name, ("IsOurs", "yes"));
        Assert.That(await HoldsAsync(sent, "administrator 2"), Is.True, "one colleague's word takes no administrator's keys");
        var gate = await room.PageAsync("administrator 2", CaseRoom.Case(sent));
        Assert.That(gate.QuerySelector("#gate-own-name"), Is.Not.Null);
        Assert.That(gate.QuerySelectorAll("[name=Conflict]").Select(one => one.GetAttribute("value")),
            Is.EqualTo(new[] { "recuse" }));
        await room.RefusedAsync("administrator 2", CaseRoom.Case(sent, "gate"), gate.Fill("#gate-form", ("Conflict", "none")));
        foreach (var page in new[] { "close", "gate-names", "access", "named" })
        {
            using var answer = await room.GetAsync("administrator 2", CaseRoom.Case(sent, page));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther), page);
        }

        var own = await CheckAsync(sent, room.Office.Founded[Administrator].Certificate.FullName);
        var refused = await room.RefusedAsync(
            Administrator, CaseRoom.Case(sent, "gate-names"), own.Fill("#gate-names-form", ("IsOurs", "yes")));
        Assert.That(refused.QuerySelector("#IsOurs-error")!.TextContent, Does.Contain("dit eget"));
    }

    [Test]
    public async Task An_answer_counts_for_the_names_that_were_shown_and_no_others()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        var first = (await room.PageAsync("administrator 2", CaseRoom.Case(sent))).Fill("#gate-form", ("Conflict", "none"));
        await AddAsync(sent, "Bo Falk");
        var refused = await room.RefusedAsync("administrator 2", CaseRoom.Case(sent, "gate"), first);
        Assert.That(refused.QuerySelector("#gate-added")!.TextContent, Does.Contain("Bo Falk"));
        await room.RefusedAsync("administrator 2", CaseRoom.Case(sent, "gate"), ("Conflict", "none"));
        Assert.That((await room.GetAsync("administrator 2", CaseRoom.Case(sent, "named"))).StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        await room.DoneAsync("administrator 2", CaseRoom.Case(sent, "gate"), refused.Fill("#gate-form", ("Conflict", "none")));
    }

    [Test]
    public async Task What_the_reporter_names_later_is_asked_about_again_too()
    {
        var sent = await room.InScopeAsync("Det skete i går.");
        await room.ReferAsync(sent);
        await (await OpenMailbox.OfAsync(room.Office, sent)).DoneAsync("name", ("Names", "Bo Falk"));
        foreach (var who in new[] { Administrator, Handler })
        {
            var gate = await room.PageAsync(who, CaseRoom.Case(sent));
            Assert.That(gate.QuerySelector("#gate-added")!.TextContent, Does.Contain("Bo Falk"), who);
            await room.PassAgainAsync(sent, who);
        }
    }

    [Test]
    public async Task Nobody_else_adds_a_name_and_one_form_adds_one()
    {
        var (sent, other) = (await room.InScopeAsync("Det skete i går."), await room.OpenedAsync("Det skete i forgårs."));
        await room.ReferAsync(sent);
        var check = await CheckAsync(sent, "Bo Falk");
        var fields = check.Fill("#gate-names-form");
        var before = await RowsAsync();
        foreach (var (who, path) in new[]
        {
            (Handler, CaseRoom.Case(sent, "gate-names")), ("administrator 2", CaseRoom.Case(sent, "gate-names")),
            ("handler 3", CaseRoom.Case(sent, "gate-names")), (Administrator, $"/da/office/case/{Guid.NewGuid()}/gate-names"),
        })
        {
            using var answer = await room.PostAsync(who, path, fields);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {path}");
        }

        var karen = (await CheckAsync(sent, "Karen Bjerre")).Fill("#gate-names-form", ("IsOurs", "yes"));
        await room.RefusedAsync(Administrator, CaseRoom.Case(sent, "gate-names"), [
            .. fields.Where(field => field.Name is not ("FullName" or "Once")), ("FullName", "Karen Bjerre"), ("IsOurs", "yes")]);
        await room.RefusedAsync(Administrator, CaseRoom.Case(other, "gate-names"), [.. karen.Where(field => field.Name != "Once")]);
        foreach (var bad in new[] { ("FullName", " "), ("Why", ""), ("FullName", new string('x', 201)) })
        {
            await room.RefusedAsync(Administrator, CaseRoom.Case(sent, "gate-names"), [
                .. fields.Where(field => field.Name != bad.Item1 && field.Name != "Once"), bad]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, CaseRoom.Case(sent, "gate-names"))
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Cookie", await room.CookieAsync(Administrator));
        using (var strange = await room.Office.Web.Client.SendAsync(request))
            Assert.That((int)strange.StatusCode, Is.GreaterThanOrEqualTo(400));
        Assert.That(await RowsAsync(), Is.EqualTo(before));

        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "gate-names"), fields);
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "gate-names"), fields);
        Assert.That(await RowsAsync(), Is.EqualTo((before.Item1 + 1, before.Item2 + 1)));
    }

    [Test]
    public async Task A_row_of_another_case_says_nothing_and_the_card_shows_that_it_can_t_be_read()
    {
        var (sent, other) = (await room.InScopeAsync("Det skete i går."), await room.InScopeAsync("Det skete i forgårs."));
        await AddAsync(other, "Bo Falk");
        await using (var db = room.Office.Founded.Databases.AsOwner())
        {
            var to = await db.Compartments.SingleAsync(one => one.ReportId == sent.ReportId && one.Kind == CompartmentKind.GateCard);
            var from = await db.Compartments.SingleAsync(one => one.ReportId == other.ReportId && one.Kind == CompartmentKind.GateCard);
            var row = await db.Entries.AsNoTracking().SingleAsync(one => one.CompartmentId == from.Id && one.Kind == EntryKind.GateNames);
            await db.Entries.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set
                .SetProperty(one => one.CompartmentId, to.Id).SetProperty(one => one.Epoch, 1));
        }

        var gate = await room.PageAsync("administrator 2", CaseRoom.Case(sent));
        Assert.That(gate.Body!.TextContent, Does.Not.Contain("Bo Falk").And.Contain("kan ikke læses"));
    }

    private Task<IDocument> AddAsync(Sent sent, string name, params (string Name, string Value)[] more) =>
        AddAsync(sent, name, "", more);

    private async Task<IDocument> AddAsync(Sent sent, string name, string role, (string Name, string Value)[] more) =>
        await room.DoneAsync(Administrator, CaseRoom.Case(sent, "gate-names"),
            (await CheckAsync(sent, name, role)).Fill("#gate-names-form", more));

    private async Task<IDocument> CheckAsync(Sent sent, string name, string role = "")
    {
        var page = await room.PageAsync(Administrator, CaseRoom.Case(sent, "gate-names"));
        using var answer = await room.PostAsync(Administrator, CaseRoom.Case(sent, "gate-names"),
            page.Fill("#gate-names-form", ("FullName", name), ("Role", role), ("Why", Why)));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }

    private async Task<bool> HoldsAsync(Sent sent, string who)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        var holder = room.Office.Founded.Services.GetRequiredService<HolderPseudonyms>()
            .OfPerson(sent.ReportId, room.Office.Founded[who].Id);
        return await db.Grants.AnyAsync(grant => grant.Holder == holder);
    }

    private async Task<int> CountAsync(EntryKind kind, string referral)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        var id = Guid.Parse(referral.Split('/')[^1]);
        return await db.Entries.CountAsync(entry => entry.Kind == kind
            && db.Compartments.Any(one => one.Id == entry.CompartmentId && one.ReferralId == id));
    }

    private async Task<(int, int)> RowsAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return (await db.Entries.CountAsync(entry => entry.Kind == EntryKind.GateNames),
            await db.Audit.CountAsync(row => row.Action == AuditAction.NamesAdded));
    }
}
