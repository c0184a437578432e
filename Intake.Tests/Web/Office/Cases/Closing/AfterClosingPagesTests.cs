using System.Net;
using Intake.Tests.Support;
using Intake.Tests.Web.Reporter.Mailboxes;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases.Closing;

/// <summary>Follow-up after closing and reopening, from the office to the closed mailbox and back, over plain HTTP.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AfterClosingPagesTests
{
    private static readonly byte[] File = "Vagtplan: ingen vagter i april."u8.ToArray();

    private CaseRoom room = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Start()
    {
        room = await CaseRoom.OpenAsync();
        sent = await room.InScopeAsync();
        var referral = await room.WithStatementAsync(sent);
        await room.DoneAsync("administrator 1", referral + "/statement", ("Decision", "accept"), ("Text", ""));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "feedback"), ("Text", "Det er undersøgt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing("Acted"));
    }

    [TearDown]
    public async Task Stop() => await room.Office.DisposeAsync();

    [Test]
    public async Task The_reporter_is_asked_answers_with_a_file_in_the_closed_mailbox_and_the_case_is_opened_again()
    {
        var box = await OpenMailbox.OfAsync(room.Office, sent);
        var closed = await box.PageAsync();
        Assert.That(closed.QuerySelector("#reply-form"), Is.Null);
        Assert.That(closed.QuerySelector("#will-ask")!.TextContent, Does.Contain("3. juni 2026"));
        var page = await room.PageAsync("handler 1", CaseRoom.Case(sent));
        Assert.That(page.QuerySelector($"a[href='{CaseRoom.Case(sent, "look-after")}']"), Is.Not.Null);
        page = await room.PageAsync("handler 1", CaseRoom.Case(sent, "look-after"));
        Assert.That(page.QuerySelector("#look-after-due")!.TextContent, Does.Contain("senest 3. juni 2026"));

        var refused = await room.RefusedAsync("handler 1", CaseRoom.Case(sent, "look-after"), ("Text", " "));
        Assert.That(refused.QuerySelector("#Text-error"), Is.Not.Null);
        Assert.That(page.QuerySelector("#look-after-early")!.TextContent, Does.Contain("er opfølgningen brugt"));
        using (var check = await room.PostAsync("handler 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?")))
        {
            Assert.That((await check.PageAsync()).QuerySelector("form.check-form"), Is.Not.Null, "nothing went yet");
        }

        await room.DoneAsync("handler 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?"));
        page = await room.PageAsync("administrator 1", CaseRoom.Case(sent, "look-after"));
        Assert.That(page.QuerySelector("#look-after-due")!.TextContent, Does.Contain("3. marts 2026, så fristen er holdt"));
        Assert.That(page.QuerySelector("#look-after-early"), Is.Null, "it is used up");

        var asked = await box.PageAsync();
        Assert.That(asked.QuerySelector("#news [data-kind=CheckIn]"), Is.Not.Null);
        Assert.That(asked.QuerySelector("#thread [data-kind=CheckIn]")!.TextContent, Does.Contain("Hvordan går det nu?"));
        Assert.That(asked.QuerySelector("#reply-form"), Is.Not.Null);
        Assert.That(asked.QuerySelectorAll("#talk-form, #follow-form, #name-form"), Is.Empty, "nothing but the answer");
        Assert.That(asked.QuerySelector("#will-ask"), Is.Null);
        Assert.That(asked.QuerySelector("#waiting a")!.GetAttribute("href"), Is.EqualTo("#reply"));
        using (var reply = await ReplyAsync(box, "Jeg får ingen vagter mere."))
        {
            Assert.That(reply.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        }

        var told = await box.PageAsync("open?done=reply");
        Assert.That(told.QuerySelector("#done")!.TextContent, Does.Contain("læser dit svar"));
        Assert.That(told.QuerySelector("#mailbox-status")!.TextContent, Does.Contain("Dit svar bliver læst"));
        Assert.That(told.QuerySelector("#waiting"), Is.Null);

        var inbox = await room.PageAsync("handler 2", "/da/office/inbox");
        Assert.That(inbox.QuerySelector("#inbox")!.TextContent, Does.Contain(await ReferenceAsync()));
        page = await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"));
        Assert.That(page.QuerySelector("#thread")!.TextContent, Does.Contain("Jeg får ingen vagter mere.").And.Contain("vagtplan"));
        page = await room.PageAsync("handler 2", CaseRoom.Case(sent, "reopen"));
        Assert.That(page.QuerySelectorAll("#reopen-dates li"), Has.Length.EqualTo(4));
        await room.RefusedAsync("handler 2", CaseRoom.Case(sent, "reopen"), ("Text", ""));
        await room.DoneAsync("handler 2", CaseRoom.Case(sent, "reopen"), ("Text", "Vi undersøger det."));

        var open = await box.PageAsync();
        Assert.That(open.QuerySelector("#mailbox-status")!.TextContent, Does.Contain("Åbnet igen"));
        Assert.That(open.QuerySelector("#thread [data-kind=Reopening]")!.TextContent, Does.Contain("Vi undersøger det."));
        Assert.That(open.QuerySelector("#mailbox-timeline [data-step=Closed]")!.GetAttribute("data-state"), Is.EqualTo("Coming"));
        Assert.That(open.QuerySelector("#follow-form"), Is.Not.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "reopen"))).QuerySelector("#reopen-off"), Is.Not.Null);
        Assert.That((await room.PageAsync("administrator 1", CaseRoom.Case(sent, "look-after"))).QuerySelector("#look-after-off"),
            Is.Not.Null);
    }

    [Test]
    public async Task Nobody_without_the_case_no_other_site_and_no_stale_form_changes_anything()
    {
        var before = await EntriesAsync();
        foreach (var page in new[] { "look-after", "reopen" })
        {
            foreach (var who in new[] { "administrator 2", "handler 3", "other handler 1" })
            {
                using var answer = await room.PostAsync(who, CaseRoom.Case(sent, page), ("Text", "Hej."));
                Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), $"{who} {page}");
            }

            using var elsewhere = new HttpRequestMessage(HttpMethod.Post, CaseRoom.Case(sent, page))
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("Text", "Hej.")]),
            };
            elsewhere.Headers.Add("Sec-Fetch-Site", "cross-site");
            elsewhere.Headers.Add("Cookie", await room.CookieAsync("administrator 1"));
            using var crossed = await room.Office.Web.Client.SendAsync(elsewhere);
            Assert.That(crossed.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), page);
            using var forged = await room.PostAsync("administrator 1", $"/da/office/case/{Guid.NewGuid()}/{page}", ("Text", "Hej."));
            Assert.That(forged.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), page);
        }

        Assert.That(await EntriesAsync(), Is.EqualTo(before));
        var stale = await room.PageAsync("handler 1", CaseRoom.Case(sent, "look-after"));
        var late = await room.PageAsync("handler 2", CaseRoom.Case(sent, "reopen"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "reopen"), ("Text", "Der er nyt."));
        before = await EntriesAsync();
        var refused = await room.RefusedAsync(
            "handler 1", CaseRoom.Case(sent, "look-after"), stale.Fill("#look-after-form", ("Text", "Hvordan går det?")));
        Assert.That(refused.QuerySelector("#look-after-form textarea")!.TextContent, Is.EqualTo("Hvordan går det?"), "it comes back");
        refused = await room.RefusedAsync(
            "handler 2", CaseRoom.Case(sent, "reopen"), late.Fill("#reopen-form", ("Text", "Jeg så det også.")));
        Assert.That(refused.QuerySelector("#reopen-form textarea")!.TextContent, Is.EqualTo("Jeg så det også."));
        Assert.That(await EntriesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Each_check_in_stands_with_its_answer_on_both_sides_and_the_reporter_says_which_one_they_answer()
    {
        var box = await OpenMailbox.OfAsync(room.Office, sent);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?"));
        var page = await box.PageAsync();
        var only = page.QuerySelector("#reply-form [name=Answers]")!;
        Assert.That(only.GetAttribute("type"), Is.EqualTo("hidden"));
        Assert.That(page.QuerySelector("#thread [data-kind=CheckIn] [data-answered=no] a")!.GetAttribute("href"), Is.EqualTo("#reply"));
        await box.DoneAsync("reply", ("Answers", only.GetAttribute("value")!), ("Text", "Skidt."));
        foreach (var text in new[] { "Og efter sommeren?", "Og vagterne?" })
            await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", text));
        var inbox = await room.PageAsync("handler 2", "/da/office/inbox");
        Assert.That(inbox.QuerySelector("#inbox")!.TextContent, Does.Contain(await ReferenceAsync()), "the first answer is not seen yet");

        page = await box.PageAsync();
        Assert.That(page.QuerySelectorAll("#thread [data-kind=CheckIn] [data-answered]").Select(one => one.GetAttribute("data-answered")),
            Is.EqualTo(new[] { "yes", "no", "no" }));
        var choices = page.QuerySelectorAll("#reply-form [name=Answers] option").Select(one => one.GetAttribute("value")!).ToList();
        Assert.That(choices, Has.Count.EqualTo(3), "none, and the two that wait");
        Assert.That(page.QuerySelector("#reply-form [name=Answers] option[selected]")!.TextContent, Does.Contain("Og vagterne?"));
        await box.DoneAsync("reply", ("Answers", choices[1]), ("Text", "Bedre."));

        page = await box.PageAsync();
        Assert.That(page.QuerySelectorAll("#thread [data-kind=Answer] .answers-to").Select(one => one.QuerySelector("a")!.TextContent),
            Is.EqualTo(new[] { "Hvordan går det nu?", "Og efter sommeren?" }));
        page = await room.PageAsync("handler 2", CaseRoom.Case(sent, "conversation"));
        Assert.That(page.QuerySelectorAll("#check-ins [data-check-in]").Select(one => one.GetAttribute("data-answered")),
            Is.EqualTo(new[] { "yes", "yes", "no" }));
        Assert.That(page.QuerySelectorAll("#check-ins dd .typed").Select(one => one.TextContent), Is.EqualTo(new[] { "Skidt.", "Bedre." }));
    }

    [Test]
    public async Task What_can_be_answered_no_more_does_not_ask()
    {
        var box = await OpenMailbox.OfAsync(room.Office, sent);
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "reopen"), ("Text", "Der er nyt."));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "question"), ("Text", "Sker det stadig?"));
        var open = await box.PageAsync();
        Assert.That(open.QuerySelector("#thread [data-kind=Question] [data-answered=no]")!.TextContent, Is.EqualTo("Ikke besvaret"));
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "close"), CaseRoom.Closing());
        var closed = await box.PageAsync();
        foreach (var kind in new[] { "Question", "CheckIn" })
        {
            var line = closed.QuerySelector($"#thread [data-kind={kind}] [data-answered=no]")!;
            Assert.That((line.TextContent, line.QuerySelector("a")), Is.EqualTo(
                ("Ikke besvaret. Det behøver du heller ikke: sagen er afsluttet.", (AngleSharp.Dom.IElement?)null)), kind);
        }

        Assert.That(closed.QuerySelector("#reply-form"), Is.Null);
    }

    [Test]
    public async Task What_was_typed_into_an_older_page_of_the_mailbox_comes_back_and_is_no_part_of_the_answer()
    {
        await room.DoneAsync("administrator 1", CaseRoom.Case(sent, "look-after"), ("Text", "Hvordan går det nu?"));
        var box = await OpenMailbox.OfAsync(room.Office, sent);
        var page = await box.RefusedAsync("talk", ("Way", "phone"), ("Preferred", "Tirsdag aften"));
        Assert.That(page.QuerySelectorAll("#Text"), Has.Length.EqualTo(1));
        Assert.That(page.QuerySelector("#reply-form #Kept")!.TextContent, Is.EqualTo("Tirsdag aften"));
        Assert.That(page.QuerySelector("#reply-form #Text")!.TextContent, Is.Empty, "it was not written for those who read the answer");
    }

    private async Task<HttpResponseMessage> ReplyAsync(OpenMailbox box, string text)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/da/mailbox/reply")
        {
            Content = ReporterSite.Form(null, [("Answers", ""), ("Text", text)], ("vagtplan.txt", File)),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Cookie", box.Cookie);
        return await room.Office.Web.Client.SendAsync(request);
    }

    private async Task<string> ReferenceAsync() =>
        (await room.PageAsync("administrator 1", CaseRoom.Case(sent))).QuerySelector(".reference")!.TextContent;

    private async Task<int> EntriesAsync()
    {
        await using var db = room.Office.Founded.Databases.AsOwner();
        return await db.Entries.CountAsync();
    }
}
