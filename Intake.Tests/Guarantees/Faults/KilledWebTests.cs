using System.Net;
using System.Security.Cryptography;
using Intake.Tests.Guarantees.Journeys;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

/// <summary>Real processes of one installation: the web process killed, and a database that stands still.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KilledWebTests
{
    private RunningPortal portal = null!;
    private string key = "";
    private string draftKey = "";
    private (int Reports, int Chunks, int Files) before;
    private (int Reports, int Chunks, int Files) kept;

    /// <summary>A report is sent, a draft saved and a post half way in when the process is killed.</summary>
    [OneTimeSetUp]
    public async Task Kill()
    {
        portal = await RunningPortal.StartAsync(new Dictionary<string, string> { ["Intake__TicketMinimumAge"] = "0" });
        var file = RandomNumberGenerator.GetBytes(700_000);
        using var reporter = new ReporterClient(portal.Address);
        key = await reporter.SendAsync("Kvitteringen er vist.", ("bilag.bin", file));
        await using (var walker = await Walker.StartAsync(portal))
        {
            await walker.GoAsync("/da/region-hovedstaden/report");
            await walker.FillAsync("#report-form", "Description", "Det begyndte i foråret.");
            await walker.Page.SetInputFilesAsync("#report-form [name=Files]", new Microsoft.Playwright.FilePayload
            {
                Name = "noter.txt", MimeType = "text/plain", Buffer = "Tre vagter."u8.ToArray(),
            });
            await walker.SubmitAsync("#report-form", "draft");
            draftKey = (await walker.TextAsync("#receipt-key")).Trim();
            Assert.That(walker.Strangers, Is.Empty);
        }

        before = await CountAsync();
        using var half = await ReporterClient.SendHalfAsync(
            portal.Address, await reporter.TicketAsync(), "Kun halvt sendt.", 8_000_000, file);
        await Task.Delay(500);
        await portal.KillAndStartAgainAsync("Intake.Web.dll");
        kept = await CountAsync();
    }

    [OneTimeTearDown]
    public async Task End()
    {
        if (portal is not null) await portal.DisposeAsync();
    }

    [Test]
    public async Task A_receipt_that_was_shown_survives_SIGKILL_and_half_a_post_leaves_nothing()
    {
        using var reporter = new ReporterClient(portal.Address);
        Assert.That(await reporter.MailboxAsync(key), Does.Contain("Kvitteringen er vist.").And.Contain("bilag.bin"));
        Assert.That(kept, Is.EqualTo(before));
        Assert.That(before.Reports, Is.EqualTo(1));
    }

    /// <summary>A draft saved, continued another day and sent under the same key, in a real browser without scripts.</summary>
    [Test, Promise(28)]
    public async Task A_draft_outlives_the_browser_and_the_web_process_and_its_key_becomes_the_mailboxs()
    {
        await using (var walker = await Walker.StartAsync(portal, width: 390))
        {
            await walker.GoAsync("/da/mailbox");
            await walker.FillAsync("#mailbox-key-form", "Key", draftKey.ToLowerInvariant());
            await walker.SubmitAsync("#mailbox-key-form");
            await walker.Page.WaitForSelectorAsync("#draft-opened");
            Assert.That(await walker.Page.InputValueAsync("#Description"), Is.EqualTo("Det begyndte i foråret."));
            Assert.That(await walker.TextAsync("#staged-files"), Does.Contain("noter.txt"));
            await walker.ScreenshotAsync("draft-opened");
            await walker.FillAsync("#report-form", "Description", "Det begyndte i foråret. Det er ikke holdt op.");
            await walker.CheckAsync("#report-form", "Follow", "yes");
            await walker.Page.ClickAsync("#report-form > .button-primary");
            await walker.SubmitAsync("#send-form");
            await walker.Page.WaitForSelectorAsync("#known-key");
            Assert.That(await walker.Page.ContentAsync(), Does.Not.Contain(draftKey));
            await walker.ScreenshotAsync("draft-sent");
            await walker.FillAsync("#mailbox-key-form", "Key", draftKey);
            await walker.SubmitAsync("#mailbox-key-form");
            await walker.Page.WaitForSelectorAsync("#mailbox-status");
            Assert.That(await walker.TextAsync("#thread"), Does.Contain("Det er ikke holdt op.").And.Contain("noter.txt"));
            Assert.That(walker.Strangers, Is.Empty);
        }

        Assert.That(await CountAsync("draft"), Is.Zero);
        Assert.That(await CountAsync("report"), Is.EqualTo(kept.Reports + 1));
    }

    [Test]
    public async Task A_database_that_stands_still_gives_the_text_back_while_it_does()
    {
        using var reporter = new ReporterClient(portal.Address);
        var ticket = await reporter.TicketAsync();
        HttpResponseMessage answer;
        await using (await portal.FreezeDatabaseAsync())
            answer = await reporter.PostFormAsync(ticket, "Skrevet, mens serveren stod stille.").WaitAsync(TimeSpan.FromSeconds(60));
        using (answer)
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Skrevet, mens serveren stod stille."));
        }
    }

    private async Task<(int Reports, int Chunks, int Files)> CountAsync() =>
        (await CountAsync("report"), await CountAsync("attachment_chunk"), await CountAsync(
            "attachment a where exists (select from intake.attachment_chunk c where c.attachment_id = a.id)"));

    private async Task<int> CountAsync(string rows) => int.Parse(
        await portal.SqlAsync("select count(*) from intake." + rows), System.Globalization.CultureInfo.InvariantCulture);
}
