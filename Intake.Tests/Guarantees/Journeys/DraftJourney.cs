using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Journeys;

/// <summary>A draft saved, continued another day and sent under the same key: real processes, a killed web process, no scripts.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DraftJourney
{
    [Test, Promise(28)]
    public async Task A_draft_outlives_the_browser_and_the_web_process_and_its_key_becomes_the_mailboxs()
    {
        await using var portal = await RunningPortal.StartAsync(new Dictionary<string, string> { ["Intake__TicketMinimumAge"] = "0" });
        string key;
        await using (var walker = await Walker.StartAsync(portal))
        {
            await walker.GoAsync("/da/region-hovedstaden/report");
            await walker.FillAsync("#report-form", "Description", "Det begyndte i foråret.");
            await walker.Page.SetInputFilesAsync("#report-form [name=Files]", new Microsoft.Playwright.FilePayload
            {
                Name = "noter.txt", MimeType = "text/plain", Buffer = "Tre vagter."u8.ToArray(),
            });
            await walker.SubmitAsync("#report-form", "draft");
            key = (await walker.TextAsync("#receipt-key")).Trim();
            Assert.That(walker.Strangers, Is.Empty);
        }

        await portal.KillAndStartAgainAsync("Intake.Web.dll");

        await using (var walker = await Walker.StartAsync(portal, width: 390))
        {
            await walker.GoAsync("/da/mailbox");
            await walker.FillAsync("#mailbox-key-form", "Key", key.ToLowerInvariant());
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
            Assert.That(await walker.Page.ContentAsync(), Does.Not.Contain(key));
            await walker.ScreenshotAsync("draft-sent");
            await walker.FillAsync("#mailbox-key-form", "Key", key);
            await walker.SubmitAsync("#mailbox-key-form");
            await walker.Page.WaitForSelectorAsync("#mailbox-status");
            Assert.That(await walker.TextAsync("#thread"), Does.Contain("Det er ikke holdt op.").And.Contain("noter.txt"));
            Assert.That(walker.Strangers, Is.Empty);
        }

        Assert.That(await portal.SqlAsync("select count(*) from intake.draft"), Is.EqualTo("0"));
        Assert.That(await portal.SqlAsync("select count(*) from intake.report"), Is.EqualTo("1"));
    }
}
