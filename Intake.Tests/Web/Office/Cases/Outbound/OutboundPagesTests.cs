using System.Net;
using AngleSharp.Dom;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Outbound;

/// <summary>Between a form and what can't be taken back stands a page that shows it, and says what was found in it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OutboundPagesTests
{
    private const string Named = "Mikkel Østergaard har fået en advarsel.\nDu må ikke tale med andre om det.";
    private const string Reason = "Indberetteren har selv nævnt ham, og det er aftalt med juristen.";

    private CaseRoom room = null!;

    [OneTimeSetUp]
    public async Task Start() => room = await CaseRoom.OpenAsync();

    [OneTimeTearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [TestCase("question", EntryKind.Question)]
    [TestCase("feedback", EntryKind.Feedback)]
    public async Task A_message_is_shown_before_it_is_sent_and_nothing_is_stored_until_it_is(string form, EntryKind kind)
    {
        var sent = await room.InScopeAsync();
        var before = await EntriesAsync(sent);
        const string Text = "\n  Først \"dette\" & <b>så</b>.\n\nOg så?";
        var check = await CheckAsync("administrator 1", CaseRoom.Case(sent, form), ("Text", Text));
        Assert.That(check.QuerySelectorAll("#outgoing .typed").Select(text => text.TextContent), Is.EqualTo(new[] { Text }));
        Assert.That(check.QuerySelector("#consequences")!.TextContent, Does.Contain("kan ikke trækkes tilbage"));
        Assert.That(check.QuerySelector("#findings"), Is.Null);
        Assert.That(check.QuerySelector("[name=Reason]"), Is.Null, "nothing was found, and nothing is to be answered for");
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));

        var fields = check.Fill($"#{form}-form", ("Step", "change"));
        using var again = await room.PostAsync("administrator 1", check.AddressOf($"#{form}-form"), fields);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Area(await again.PageAsync(), form + "-Text"), Is.EqualTo(Text));
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));

        using var done = await room.PostAsync(
            "administrator 1", check.AddressOf($"#{form}-form"), check.Fill($"#{form}-form", ("Step", "send")));
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await EntriesAsync(sent)).Skip(before.Count), Is.EqualTo(new[] { kind }));
        var mailbox = await (await OpenMailbox.OfAsync(room.Office, sent)).PageAsync();
        Assert.That(mailbox.QuerySelectorAll("#thread .typed, #questions .typed").Select(text => text.TextContent), Does.Contain(Text));
    }

    [Test]
    public async Task What_was_found_is_shown_and_goes_only_with_a_reason_that_staff_alone_can_read()
    {
        var sent = await room.InScopeAsync();
        var address = CaseRoom.Case(sent, "feedback");
        var before = await EntriesAsync(sent);
        var audited = await AuditedAsync();
        var check = await CheckAsync("administrator 1", address, ("Text", Named));
        Assert.That(check.QuerySelectorAll("#findings li").Select(finding => finding.GetAttribute("data-finding")),
            Is.EqualTo(new[] { "StaffName", "Sanction", "Gag" }));
        Assert.That(check.QuerySelector("#findings")!.TextContent, Does.Contain("Mikkel Østergaard").And.Contain("advarsel"));

        foreach (var reason in new[] { "", " \u200B\n" })
        {
            var refused = await room.RefusedAsync("administrator 1", address,
                check.Fill("#feedback-form", ("Step", "send"), ("Reason", reason)));
            Assert.That(refused.QuerySelector("#feedback-Reason-error"), Is.Not.Null);
            Assert.That(refused.QuerySelector("#outgoing")!.TextContent, Does.Contain("Du må ikke tale"));
        }

        var tooLong = await room.RefusedAsync("administrator 1", address,
            check.Fill("#feedback-form", ("Step", "send"), ("Reason", new string('x', 20_000))));
        Assert.That(Area(tooLong, "feedback-Reason"), Has.Length.EqualTo(20_000), "nothing typed is lost");
        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
        Assert.That(await AuditedAsync(), Is.EqualTo(audited));

        var page = await room.DoneAsync("administrator 1", address, ("Text", Named), ("Reason", Reason));
        Assert.That((await EntriesAsync(sent)).Skip(before.Count), Is.EqualTo(new[] { EntryKind.Feedback, EntryKind.Decision }));
        Assert.That(page.QuerySelector("#thread article[data-kind=Decision]")!.TextContent, Does.Contain(Reason));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        var read = (await mailbox.PageAsync()).DocumentElement.OuterHtml;
        Assert.That(read, Does.Contain("Du må ikke tale").And.Not.Contain("juristen"));
        Assert.That(await AuditedAsync(), Is.EqualTo(audited + 1));
        var referral = await room.ReferAsync(sent);
        Assert.That((await room.PageAsync("handler 1", CaseRoom.Case(sent, "conversation"))).QuerySelector("#thread")!.TextContent,
            Does.Contain(Reason), referral);
    }

    [Test]
    public async Task A_post_made_up_to_pass_the_page_by_is_judged_as_any_other()
    {
        var sent = await room.InScopeAsync();
        await room.ReferAsync(sent);
        var before = await EntriesAsync(sent);
        foreach (var form in new[] { "question", "feedback" })
        {
            var address = CaseRoom.Case(sent, form);
            await room.RefusedAsync("administrator 1", address, ("Text", Named), ("Step", "send"));
            await room.RefusedAsync("administrator 1", address, ("Text", ""), ("Step", "send"), ("Reason", Reason));
            using var unknown = await room.PostAsync("administrator 1", address, ("Text", "Hvornår?"), ("Step", "Send"));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.OK), "a button of ours or the page again");
            foreach (var who in new[] { "administrator 2", "handler 3", "other handler 1" })
            {
                foreach (var step in new[] { "", "send", "change" })
                {
                    using var answer = await room.PostAsync(who, address, ("Text", Named), ("Step", step), ("Reason", Reason));
                    Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {form} {step}");
                }
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new FormUrlEncodedContent([new("Text", "Hvornår?"), new("Step", "send")]),
            };
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Headers.Add("Cookie", await room.CookieAsync("administrator 1"));
            using var foreign = await room.Office.Web.Client.SendAsync(request);
            Assert.That((int)foreign.StatusCode, Is.InRange(400, 499), form);
            using var none = await room.PostAsync(
                "administrator 1", $"/da/office/case/{Guid.NewGuid()}/{form}", ("Text", "Hvornår?"), ("Step", "send"));
            Assert.That(none.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), form);
        }

        Assert.That(await EntriesAsync(sent), Is.EqualTo(before));
    }

    [Test]
    public async Task What_changed_while_the_page_stood_open_is_asked_again_and_the_text_comes_back()
    {
        var sent = await room.InScopeAsync();
        var address = CaseRoom.Case(sent, "question");
        var check = await CheckAsync("administrator 1", address, ("Text", "Hvornår?"), ("More", "Hvor?"));
        Assert.That(check.QuerySelectorAll("#outgoing dt").Select(text => text.TextContent),
            Is.EqualTo(new[] { "Spørgsmål 1 til indberetteren", "Spørgsmål 2 til indberetteren" }));
        var mailbox = await OpenMailbox.OfAsync(room.Office, sent);
        await mailbox.DoneAsync("follow", ("Follow", "no"));
        var refused = await room.RefusedAsync("administrator 1", address, check.Fill("#question-form", ("Step", "send")));
        Assert.That((Area(refused, "question-Text"), Area(refused, "question-More-0")), Is.EqualTo(("Hvornår?", "Hvor?")));
        Assert.That(await EntriesAsync(sent), Has.None.EqualTo(EntryKind.Question));
    }

    [Test]
    public async Task Whom_the_report_and_the_plan_name_is_found_by_those_who_may_read_that()
    {
        var sent = await room.InScopeAsync();
        var referral = await room.ReferAsync(sent);
        await room.DoneAsync("handler 1", referral + "/plan/interview", ("With", "Lisbeth Qvist, sygeplejerske"), ("State", "Planned"));
        const string Text = "Lisbeth Qvist har fortalt det samme.";
        var check = await CheckAsync("handler 1", CaseRoom.Case(sent, "feedback"), ("Text", Text));
        Assert.That(check.QuerySelector("#findings li")!.GetAttribute("data-finding"), Is.EqualTo("PartyName"));
        var administrators = await CheckAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", Text));
        Assert.That(administrators.QuerySelector("#findings"), Is.Null, "the plan is the unit's alone");
    }

    [Test]
    public async Task The_language_can_be_changed_on_the_page_and_the_message_goes_along()
    {
        var sent = await room.InScopeAsync();
        var check = await CheckAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", Named), ("More", "Hvor?"));
        var (status, english) = await SwitchedLanguage.PressAsync(
            room.Office.Web.Client, check, "question-form", await room.CookieAsync("administrator 1"));
        Assert.That((status, english.DocumentElement.GetAttribute("lang")), Is.EqualTo((HttpStatusCode.OK, "en")));
        Assert.That((Area(english, "question-Text"), Area(english, "question-More-0")), Is.EqualTo((Named, "Hvor?")));
    }

    private async Task<IDocument> CheckAsync(string who, string path, params (string Name, string Value)[] fields)
    {
        using var answer = await room.PostAsync(who, path, fields);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), path);
        return await answer.PageAsync();
    }

    private async Task<List<EntryKind>> EntriesAsync(Sent sent)
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        var dialogue = db.Compartments.Where(one => one.ReportId == sent.ReportId && one.Kind == CompartmentKind.Dialogue)
            .Select(one => one.Id);
        return await db.Entries.Where(entry => dialogue.Contains(entry.CompartmentId)).OrderBy(entry => entry.Position)
            .Select(entry => entry.Kind).ToListAsync();
    }

    private async Task<int> AuditedAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Audit.CountAsync(row => row.Action == AuditAction.SentAsItStands);
    }

    private static string Area(IDocument page, string id) => ((AngleSharp.Html.Dom.IHtmlTextAreaElement)page.GetElementById(id)!).Value;
}
