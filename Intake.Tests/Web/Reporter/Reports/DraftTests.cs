using System.Net;
using AngleSharp.Dom;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Reports;

/// <summary>Unfinished reports: saved, continued, sent under the same key, deleted.</summary>
public sealed class DraftTests
{
    private static readonly (string, string) Save = ("Save", "draft");

    private ReporterSite site = null!;

    [OneTimeSetUp]
    public async Task Start() => site = await ReporterSite.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await site.DisposeAsync();

    [Test, Promise(25), Promise(26)]
    public async Task Nothing_is_required_to_save_and_the_key_brings_back_every_answer_tick_and_file()
    {
        (string, string)[] typed =
        [
            ("Description", "Halvt fortalt\n\n  med indrykning"), ("Unit", "several"), ("Place", "Afsnit 4"), ("OwnStatus", "student"),
            ("Named", "anne-holm"), ("Named", "jens-krogh"), ("HelpWanted", "Ro"), Save,
        ];
        using var saved = await site.PostFormAsync(await site.TicketAsync(), typed, ("besked.jpg", new byte[70_000]));
        var page = await saved.PageAsync();
        var key = KeyOf(page);
        Assert.Multiple(() =>
        {
            Assert.That(saved.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(page.QuerySelector("#kept-until")!.TextContent, Does.Contain("17. marts 2026"));
            Assert.That(saved.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(
                page.All.SelectMany(e => e.Attributes).Where(a => a.Value.Contains(key)).Select(a => a.OwnerElement!.GetAttribute("name")),
                Is.EqualTo(new[] { "Key" }), "only in the body of what is posted");
        });

        using var back = await site.Web.PostAsync("/da/mailbox", ("Key", key.ToLowerInvariant().Replace('-', ' ')));
        var form = await back.PageAsync();
        Assert.Multiple(() =>
        {
            Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(back.Headers.Contains("Set-Cookie"), Is.False);
            Assert.That(form.QuerySelector("#draft-opened")!.TextContent, Does.Contain("17. marts 2026"));
            Assert.That(form.QuerySelector("#Description")!.TextContent, Is.EqualTo("Halvt fortalt\n\n  med indrykning"));
            Assert.That(form.QuerySelectorAll("input[name=Follow][checked]"), Is.Empty, "what was not chosen is not chosen now");
            Assert.That(form.QuerySelector("#Unit option[selected]")!.GetAttribute("value"), Is.EqualTo("several"));
            Assert.That(form.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("Afsnit 4"));
            Assert.That(form.QuerySelectorAll("input[name=Named][checked]").Select(box => box.GetAttribute("value")),
                Is.EquivalentTo(new[] { "anne-holm", "jens-krogh" }));
            Assert.That(form.QuerySelector("#HelpWanted")!.Ancestors<IElement>()
                .Any(e => e.LocalName == "details" && e.HasAttribute("open")), Is.True);
            Assert.That(form.QuerySelector("#staged-files")!.TextContent, Does.Contain("besked.jpg").And.Contain("70 kB"));
            Assert.That(form.QuerySelector("#error-summary"), Is.Null);
            Assert.That(form.DocumentElement.OuterHtml, Does.Not.Contain(key));
        });
    }

    [Test]
    public async Task An_empty_form_can_be_saved_too()
    {
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [Save]);
        var form = await OpenAsync(KeyOf(await saved.PageAsync()));
        Assert.That(form.QuerySelector("#Description")!.TextContent, Is.Empty);
    }

    [Test, Promise(18)]
    public async Task Sent_it_keeps_its_key_which_is_not_shown_again_and_opens_the_mailbox_with_text_and_file()
    {
        using var saved = await site.PostFormAsync(
            await site.TicketAsync(), [("Description", "Første halvdel."), Save], ("a.txt", "indhold"u8.ToArray()));
        var key = KeyOf(await saved.PageAsync());
        var form = await OpenAsync(key);
        using var check = await site.PostFormAsync(
            ReporterSite.Ticket(form), [("Description", "Første og anden halvdel."), ("Follow", "yes")], ("b.txt", "mere"u8.ToArray()));
        var page = await check.PageAsync();
        Assert.That(page.QuerySelectorAll("#staged-files .file-name").Select(f => f.TextContent), Is.EqualTo(new[] { "a.txt", "b.txt" }));
        using var receipt = await site.SendAsync(page);
        var shown = await receipt.PageAsync();
        Assert.Multiple(() =>
        {
            Assert.That(receipt.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(shown.QuerySelector("#known-key"), Is.Not.Null);
            Assert.That(shown.QuerySelector("#receipt-key"), Is.Null);
            Assert.That(shown.QuerySelector("#come-back")!.TextContent, Does.Contain("11. marts 2026"));
            Assert.That(shown.DocumentElement.OuterHtml, Does.Not.Contain(key));
        });
        var cookie = await site.OpenMailboxAsync(key);
        using var mailbox = await site.GetAsync("/da/mailbox/open", cookie);
        var thread = (await mailbox.PageAsync()).QuerySelector("#thread")!;
        Assert.That(thread.TextContent, Does.Contain("Første og anden halvdel.").And.Contain("a.txt").And.Contain("b.txt"));
        Assert.That(await Sending.DescriptionAsync(site.Founded, await site.ReportOfAsync(key), "administrator 1"),
            Is.EqualTo("Første og anden halvdel."));
        await using var db = site.Founded.Databases.AsOwner();
        var report = await site.ReportOfAsync(key);
        Assert.That(await db.Drafts.CountAsync(d => d.ReportId == report), Is.Zero);
    }

    [Test]
    public async Task Saved_again_it_is_the_same_draft_under_the_same_key_from_the_form_and_from_the_check_page()
    {
        await using var db = site.Founded.Databases.AsOwner();
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "En"), Save]);
        var first = await saved.PageAsync();
        var key = KeyOf(first);
        var drafts = await db.Drafts.CountAsync();

        using var edit = await site.Web.PostAsync(site.Home() + "/report/edit", ("Ticket", ReporterSite.Ticket(first)));
        using var second = await site.PostFormAsync(
            ReporterSite.Ticket(await edit.PageAsync()), [("Description", "To"), Save], ("c.txt", [1]));
        var again = await second.PageAsync();
        Assert.That(again.QuerySelector("#known-key"), Is.Not.Null);
        Assert.That(again.QuerySelector("#receipt-key"), Is.Null);

        using var check = await site.PostFormAsync(ReporterSite.Ticket(again), [("Description", "Tre"), ("Follow", "no")]);
        using var third = await site.Web.PostAsync(site.Home() + "/report/draft", ("Ticket", ReporterSite.Ticket(await check.PageAsync())));
        Assert.That((await third.PageAsync()).QuerySelector("#known-key"), Is.Not.Null);
        Assert.That(await db.Drafts.CountAsync(), Is.EqualTo(drafts));
        var form = await OpenAsync(key);
        Assert.That(form.QuerySelector("#Description")!.TextContent, Is.EqualTo("Tre"));
        Assert.That(form.QuerySelector("input[name=Follow][checked]")!.GetAttribute("value"), Is.EqualTo("no"));
        Assert.That(form.QuerySelector("#staged-files")!.TextContent, Does.Contain("c.txt"));
    }

    [Test]
    public async Task A_mistake_in_the_form_costs_a_saved_draft_nothing()
    {
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Gemt"), Save]);
        var key = KeyOf(await saved.PageAsync());
        using var wrong = await site.PostFormAsync(
            ReporterSite.Ticket(await OpenAsync(key)), [("Description", "Gemt og rettet"), ("Place", "Her")]);
        Assert.That(wrong.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        var form = await OpenAsync(key);
        Assert.That(form.QuerySelector("#Description")!.TextContent, Is.EqualTo("Gemt og rettet"));
        Assert.That(form.QuerySelector("#Place")!.GetAttribute("value"), Is.EqualTo("Her"));
    }

    [Test]
    public async Task Two_tabs_on_one_draft_and_a_second_press_make_one_report()
    {
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "To faner"), Save]);
        var key = KeyOf(await saved.PageAsync());
        var (one, two) = (await OpenAsync(key), await OpenAsync(key));
        using var first = await site.PostFormAsync(ReporterSite.Ticket(one), [("Description", "Fane et"), ("Follow", "no")]);
        using var second = await site.PostFormAsync(ReporterSite.Ticket(two), [("Description", "Fane to"), ("Follow", "no")]);
        var (left, right) = (await first.PageAsync(), await second.PageAsync());
        await using var db = site.Founded.Databases.AsOwner();
        var reports = await db.Reports.CountAsync();
        var answers = await Task.WhenAll(site.SendAsync(left), site.SendAsync(right), site.SendAsync(left), site.SendAsync(right));
        Assert.That(answers.Select(answer => answer.StatusCode).Order(),
            Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.Conflict }));
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(reports + 1));
        foreach (var answer in answers.Where(a => a.StatusCode == HttpStatusCode.Conflict))
            Assert.That((await answer.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Already"));
        using var late = await site.PostFormAsync(ReporterSite.Ticket(two), [("Description", "Sent"), Save]);
        Assert.That((await late.PageAsync()).QuerySelector("#not-received")?.GetAttribute("data-why"), Is.EqualTo("Already"));
        Assert.That(await site.OpenMailboxAsync(key), Is.Not.Null);
        foreach (var answer in answers) answer.Dispose();
    }

    [Test]
    public async Task One_page_makes_one_draft_and_what_was_typed_after_it_comes_back()
    {
        var ticket = await site.TicketAsync();
        using var saved = await site.PostFormAsync(ticket, [("Description", "Først"), Save]);
        var key = KeyOf(await saved.PageAsync());
        using var back = await site.PostFormAsync(ticket, [("Description", "Så"), Save]);
        var page = await back.PageAsync();
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.UnprocessableEntity));
        Assert.That(page.QuerySelector("#notice")!.TextContent, Does.Contain("gemt som kladde før"));
        Assert.That(page.QuerySelector("#Description")!.TextContent, Is.EqualTo("Så"));
        using var other = await site.PostFormAsync(ReporterSite.Ticket(page), [("Description", "Så"), Save]);
        Assert.That(KeyOf(await other.PageAsync()), Is.Not.EqualTo(key));
        Assert.That((await OpenAsync(key)).QuerySelector("#Description")!.TextContent, Is.EqualTo("Først"));
    }

    [Test]
    public async Task Whoever_has_lost_a_drafts_key_can_send_with_a_new_one_and_the_old_opens_nothing()
    {
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Tabt nøgle"), Save]);
        var page = await saved.PageAsync();
        var lost = KeyOf(page);
        using var check = await site.PostFormAsync(ReporterSite.Ticket(page), [("Description", "Tabt nøgle"), ("Follow", "no")]);
        var form = (await check.PageAsync()).QuerySelector("#new-key-form")!;
        using var receipt = await site.Web.PostAsync(
            form.GetAttribute("action")!, ("Ticket", form.QuerySelector("[name=Ticket]")!.GetAttribute("value")!), ("NewKey", "yes"));
        var shown = await receipt.PageAsync();
        Assert.That(shown.QuerySelector("#replaced-key"), Is.Not.Null);
        Assert.That(await site.ReportOfAsync(KeyOf(shown)), Is.Not.EqualTo(Guid.Empty));
        using var old = await site.Web.PostAsync("/da/mailbox", ("Key", lost));
        Assert.That(old.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Deleted_it_is_gone_at_once_with_its_files_and_vault_secret()
    {
        await using var db = site.Founded.Databases.AsOwner();
        await using var vault = site.Founded.Databases.VaultAsOwner();
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Fortrudt"), Save], ("a.txt", [1, 2, 3]));
        var key = KeyOf(await saved.PageAsync());
        var drafts = await db.Drafts.Select(d => new { d.StagingId, d.ReportId }).ToListAsync();
        var form = await OpenAsync(key);
        using var deleted = await site.Web.PostAsync(site.Home() + "/report/draft/delete", ("Ticket", ReporterSite.Ticket(form)));
        Assert.That((await deleted.PageAsync()).QuerySelector("#draft-deleted"), Is.Not.Null);
        var left = await db.Drafts.Select(d => d.StagingId).ToListAsync();
        var gone = drafts.Single(d => !left.Contains(d.StagingId));
        Assert.That(await db.Stagings.AnyAsync(s => s.Id == gone.StagingId), Is.False);
        Assert.That(await db.Attachments.AnyAsync(a => a.StagingId == gone.StagingId), Is.False);
        Assert.That(await vault.Secrets.AnyAsync(s => s.ReportId == gone.ReportId), Is.False);
        using var again = await site.Web.PostAsync(site.Home() + "/report/draft/delete", ("Ticket", ReporterSite.Ticket(form)));
        Assert.That((await again.PageAsync()).QuerySelector("#not-received")!.GetAttribute("data-why"), Is.EqualTo("Expired"));
    }

    [Test, Promise(23), Promise(24)]
    public async Task A_drafts_key_that_opens_nothing_any_longer_is_answered_like_one_that_never_was_to_the_byte_and_at_one_derivation()
    {
        using var first = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Slettes"), Save]);
        var deleted = KeyOf(await first.PageAsync());
        using var second = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Udløber"), Save]);
        var expired = KeyOf(await second.PageAsync());
        using var gone = await site.Web.PostAsync(
            site.Home() + "/report/draft/delete", ("Ticket", ReporterSite.Ticket(await OpenAsync(deleted))));
        await using var db = site.Founded.Databases.AsOwner();
        var today = CopenhagenClock.Today(site.Founded.Time);
        await db.Stagings.Where(s => db.Drafts.Any(d => d.StagingId == s.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresOn, today));
        using var unused = ReceiptKey.New();
        var gate = site.Web.Services.GetRequiredService<KeyDerivationLimiter>();
        var answers = new List<string>();
        foreach (var key in new[] { deleted, expired, unused.ToPageText() })
        {
            var before = gate.Count;
            using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
            Assert.That(gate.Count - before, Is.EqualTo(1));
            var headers = answer.Headers.Concat(answer.Content.Headers)
                .Where(h => h.Key != "Date").Select(h => $"{h.Key}: {string.Join(',', h.Value)}").Order();
            answers.Add($"{answer.StatusCode}\n{string.Join('\n', headers)}\n{(await answer.Content.ReadAsStringAsync()).WithoutTokens()}");
        }

        Assert.That(answers.Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(answers[0], Does.StartWith("NotFound"));
    }

    [Test, Promise(16)]
    public async Task A_drafts_row_with_another_reports_id_or_one_bit_changed_opens_nothing()
    {
        using var saved = await site.PostFormAsync(await site.TicketAsync(), [("Description", "Byttes"), Save]);
        var key = KeyOf(await saved.PageAsync());
        await using var db = site.Founded.Databases.AsOwner();
        var mine = (await db.Drafts.AsNoTracking().ToListAsync()).Single(d => d.LookupHash.AsSpan().SequenceEqual(HashOf(key)));
        var changed = mine.Sealed.ToArray();
        changed[^1] ^= 1;
        await db.Drafts.Where(d => d.StagingId == mine.StagingId).ExecuteUpdateAsync(set => set.SetProperty(d => d.Sealed, changed));
        using var flipped = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        Assert.That(flipped.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        await db.Drafts.Where(d => d.StagingId == mine.StagingId)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Sealed, mine.Sealed).SetProperty(d => d.ReportId, Guid.NewGuid()));
        using var moved = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        Assert.That(moved.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_form_posted_sooner_than_a_person_can_is_not_saved()
    {
        await using var web = await ReporterSite.StartWebAsync(site.Founded, minimumAge: 3);
        var page = await web.Client.PageAsync(site.Home() + "/report");
        using var early = await web.PostAsync(
            site.Home() + "/report", ReporterSite.Form(ReporterSite.Ticket(page), [("Description", "For hurtigt"), Save]));
        Assert.That((await early.PageAsync()).QuerySelector("#notice")!.TextContent, Does.Contain("hurtigt"));
        Assert.That((await early.PageAsync()).QuerySelector("#receipt-key"), Is.Null);
    }

    private static byte[] HashOf(string key)
    {
        if (!ReceiptKey.TryParse(System.Text.Encoding.UTF8.GetBytes(key), out var parsed))
            throw new ArgumentException("That is no key.", nameof(key));
        using (parsed)
        using (var secrets = parsed.Derive())
            return secrets.LookupHash;
    }

    private static string KeyOf(IDocument page) => page.QuerySelector("#receipt-key")!.TextContent;

    private async Task<IDocument> OpenAsync(string key)
    {
        using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return await answer.PageAsync();
    }
}
