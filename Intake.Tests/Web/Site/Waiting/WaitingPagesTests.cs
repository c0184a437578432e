using System.Net;
using AngleSharp.Dom;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Intake.Web.Site.Waiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Site.Waiting;

/// <summary>What people see when more come than the site takes on, and that nothing they wrote is lost.</summary>
[Promise(34)]
[Parallelizable(ParallelScope.Self)]
public sealed class WaitingPagesTests
{
    private const int Tries = 200;

    private ReporterSite site = null!;
    private string key = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync(settings: SlowSite());
        key = await site.ReportAsync("Åbnes i kø");
    }

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test]
    public async Task The_form_comes_back_with_all_that_was_written_and_its_turn_and_is_taken_when_tried_again()
    {
        var ticket = await site.TicketAsync();
        (string, string)[] typed =
            [("Description", "Der er trængsel\nog to linjer"), ("Follow", "yes"), ("Place", "3. sal"), ("Involved", "Ingen endnu")];
        var before = 0;
        using var waited = await WaitedAsync(CostlyAct.Stage, async () =>
        {
            before = await RowsAsync();
            return () => site.PostFormAsync(ticket, typed, ("a.txt", "Et notat.\n"u8.ToArray()));
        });
        var page = await waited.PageAsync();
        AssertWaits(waited);
        Assert.That(page.QuerySelector("#notice"), Is.Not.Null);
        Assert.That(page.QuerySelector("#try-again")!.GetAttribute("form"), Is.EqualTo("report-form"));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Der er trængsel\nog to linjer"));
        Assert.That(page.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("3. sal"));
        Assert.That(page.QuerySelector("#Files-error")!.TextContent, Does.Contain("Vælg dem igen"));
        Assert.That(await RowsAsync(), Is.EqualTo(before), "nothing is stored of who has to wait");

        for (var i = 0; i < Tries && page.QuerySelector("#edit-form") is null; i++)
        {
            using var again = await site.PostFormAsync(
                ReporterSite.Ticket(page), [("Turn", Turn(page)), .. typed], ("a.txt", "Et notat.\n"u8.ToArray()));
            page = await again.PageAsync();
        }

        Assert.That(page.QuerySelector("#staged-files")!.TextContent, Does.Contain("a.txt"));
    }

    [Test]
    public async Task Sending_waits_with_the_text_and_files_kept_and_gives_its_receipt_when_tried_again()
    {
        using var waited = await WaitedAsync(CostlyAct.Send, async () =>
        {
            var check = await CheckAsync("Sendes i kø");
            return () => site.SendAsync(check);
        });
        var page = await waited.PageAsync();
        AssertWaits(waited);
        Assert.That(page.QuerySelector("#waiting")!.GetAttribute("data-act"), Is.EqualTo("Send"));
        for (var i = 0; i < Tries && page.QuerySelector("#receipt-key") is null; i++)
        {
            using var again = await site.Web.PostAsync(
                site.Home() + "/report/send", ("Ticket", ReporterSite.Ticket(page)), ("Turn", Turn(page)));
            page = await again.PageAsync();
        }

        Assert.That(page.QuerySelector("#receipt-key"), Is.Not.Null);
    }

    [Test]
    public async Task The_door_of_the_mailbox_waits_before_any_derivation_and_keeps_the_key_out_of_sight()
    {
        var gate = site.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        var before = 0L;
        using var waited = await WaitedAsync(CostlyAct.Open, () =>
        {
            before = gate.Count;
            return Task.FromResult(() => site.Web.PostAsync("/da/mailbox", ("Key", key)));
        });
        AssertWaits(waited);
        Assert.That(gate.Count, Is.EqualTo(before));
        Assert.That(await waited.Content.ReadAsStringAsync(), Does.Not.Contain(key));
        var page = await waited.PageAsync();
        var opened = HttpStatusCode.ServiceUnavailable;
        for (var i = 0; i < Tries && opened == HttpStatusCode.ServiceUnavailable; i++)
        {
            using var again = await site.Web.PostAsync("/da/mailbox", ("Turn", Turn(page)));
            opened = again.StatusCode;
            page = opened == HttpStatusCode.ServiceUnavailable ? await again.PageAsync() : page;
        }

        Assert.That(opened, Is.EqualTo(HttpStatusCode.SeeOther));
    }

    [Test]
    public async Task An_answer_waits_with_its_text_and_the_session_goes_on()
    {
        var cookie = await OpenAsync();
        var kinds = new List<string> { "Report" };
        using var waited = await WaitedAsync(CostlyAct.Reply, () =>
        {
            kinds.Add("Answer");
            return Task.FromResult(() => site.PostAsync("/da/mailbox/reply", cookie, ReporterSite.Form(
                null, [("Answers", ""), ("KeepOriginals", "yes"), ("Text", "Skrevet i kø")])));
        });
        var page = await waited.PageAsync();
        AssertWaits(waited);
        Assert.That(page.QuerySelector("#Text")!.TextContent, Is.EqualTo("Skrevet i kø"));
        Assert.That(
            page.QuerySelector("[name=KeepOriginals]")!.GetAttribute("value"), Is.EqualTo("yes"), "files chosen here keep their originals");
        cookie = ReporterSite.Cookie(waited)!;
        var answer = waited.StatusCode;
        for (var i = 0; i < Tries && answer == HttpStatusCode.ServiceUnavailable; i++)
        {
            using var again = await site.PostAsync(
                "/da/mailbox/reply", cookie, ReporterSite.Form(null, [("Turn", Turn(page)), ("Answers", ""), ("Text", "Skrevet i kø")]));
            answer = again.StatusCode;
        }

        Assert.That(answer, Is.EqualTo(HttpStatusCode.SeeOther));
        using var open = await site.GetAsync("/da/mailbox/open", cookie);
        var thread = (await open.PageAsync()).QuerySelectorAll("#thread article").Select(entry => entry.GetAttribute("data-kind"));
        Assert.That(thread, Is.EqualTo(kinds), "taken once");
    }

    [Test]
    public async Task A_malformed_key_is_refused_kindly_while_others_wait()
    {
        await EmptyAsync(CostlyAct.Open);
        using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", "ABC"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
    }

    [Test]
    public async Task A_form_without_a_ticket_of_ours_or_with_errors_takes_nobodys_place()
    {
        var ticket = await site.TicketAsync();
        for (var i = 0; i < 10; i++)
        {
            await EmptyAsync(CostlyAct.Stage);
            using var forged = await site.PostFormAsync("forged", [("Description", "Støj"), ("Follow", "no")]);
            using var wrong = await site.PostFormAsync(ticket, [("Follow", "no")]);
            Assert.That(
                forged.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity), "answered at once, although the bucket is empty");
            Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        }

        using var check = await StoreAsync(ticket, "Går lige igennem");
        Assert.That(check.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task The_field_that_nobody_sees_asks_once_more_when_filled_and_loses_nothing()
    {
        var ticket = await site.TicketAsync();
        var form = await site.Web.Client.PageAsync(site.Home() + "/report");
        var field = form.QuerySelector("#Website")!;
        Assert.That(field.GetAttribute("tabindex"), Is.EqualTo("-1"));
        Assert.That(field.GetAttribute("autocomplete"), Is.EqualTo("off"));
        Assert.That(field.ParentElement!.GetAttribute("aria-hidden"), Is.EqualTo("true"));

        var before = await RowsAsync();
        using var filled = await site.PostFormAsync(
            ticket, [("Website", "https://spam.example"), ("Description", "Skrevet selv"), ("Follow", "yes")], ("a.txt", [1]));
        var page = await filled.PageAsync();
        Assert.That(filled.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Skrevet selv"));
        Assert.That(page.Body!.TextContent, Does.Contain("Tryk én gang til").And.Not.Contain("spam.example"));
        Assert.That(page.QuerySelector("#Website"), Is.Null, "what filled it can't fill it again");
        Assert.That(await RowsAsync(), Is.EqualTo(before));
        using var again = await StoreAsync(ReporterSite.Ticket(page), "Skrevet selv");
        Assert.That((await again.PageAsync()).QuerySelector("#send-form"), Is.Not.Null);
    }

    /// <summary>Two a second and thirty at once, so that a bucket empties and refills quickly.</summary>
    internal static Dictionary<string, string?> SlowSite()
    {
        var settings = new Dictionary<string, string?> { ["Intake:Waiting:Patience"] = "00:00:00.02" };
        foreach (var act in Enum.GetNames<CostlyAct>())
        {
            foreach (var of in new[] { "", "Scheme" })
            {
                settings[$"Intake:Waiting:Rates:{act}:{of}PerSecond"] = "2";
                settings[$"Intake:Waiting:Rates:{act}:{of}Burst"] = "30";
            }
        }

        return settings;
    }

    private static void AssertWaits(HttpResponseMessage answer)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(answer.Headers.RetryAfter!.Delta, Is.GreaterThan(TimeSpan.Zero));
        Assert.That(answer.Headers.Contains("Refresh"), Is.False);
    }

    private static string Turn(IDocument page) => page.QuerySelector("input[name=Turn]")!.GetAttribute("value")!;

    private async Task<IDocument> CheckAsync(string description)
    {
        using var check = await StoreAsync(await site.TicketAsync(), description);
        return await check.PageAsync();
    }

    /// <summary>Posts until it is accepted; the other tests here empty the buckets.</summary>
    private async Task<HttpResponseMessage> StoreAsync(string ticket, string description)
    {
        for (var i = 0; i < Tries; i++)
        {
            var answer = await site.PostFormAsync(ticket, [("Description", description), ("Follow", "yes")]);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable) return answer;
            answer.Dispose();
        }

        throw new InvalidOperationException("Never taken.");
    }

    /// <summary>An answer that asks to wait. If a token comes back before the post, it empties the bucket and tries again.</summary>
    private async Task<HttpResponseMessage> WaitedAsync(CostlyAct act, Func<Task<Func<Task<HttpResponseMessage>>>> prepare)
    {
        for (var i = 0; ; i++)
        {
            var post = await prepare();
            await EmptyAsync(act);
            var answer = await post();
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable || i == 20) return answer;
            answer.Dispose();
        }
    }

    /// <summary>Opens the mailbox, trying until it is let in.</summary>
    private async Task<string> OpenAsync()
    {
        for (var i = 0; i < Tries; i++)
        {
            using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
            if (ReporterSite.Cookie(answer) is { } cookie) return cookie;
        }

        throw new InvalidOperationException("Never opened.");
    }

    private async Task EmptyAsync(CostlyAct act)
    {
        var room = site.Web.Services.GetRequiredService<WaitingRoom>();
        var scheme = act == CostlyAct.Open ? Guid.Empty : site.Founded.Scheme.Id;
        while ((await room.EnterAsync(act, scheme, "", default)).MayGo) continue;
    }

    /// <summary>The number of stagings and files in the database.</summary>
    private async Task<int> RowsAsync()
    {
        await using var db = site.Founded.Databases.AsOwner();
        return await db.Stagings.CountAsync() + await db.Attachments.CountAsync();
    }
}
