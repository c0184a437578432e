using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Faults;

[Parallelizable(ParallelScope.Self)]
public sealed class KilledWebTests
{
    private static readonly Dictionary<string, string> NoWaiting = new() { ["Intake__TicketMinimumAge"] = "0" };

    [Test]
    public async Task A_receipt_that_was_shown_survives_SIGKILL_and_half_a_post_leaves_nothing()
    {
        await using var portal = await RunningPortal.StartAsync(NoWaiting);
        var file = new byte[700_000];
        System.Security.Cryptography.RandomNumberGenerator.Fill(file);
        string key;
        using (var reporter = new ReporterClient(portal.Address))
            key = await reporter.SendAsync("Kvitteringen er vist.", ("bilag.bin", file));
        await portal.KillAndStartAgainAsync("Intake.Web.dll");
        using (var reporter = new ReporterClient(portal.Address))
            Assert.That(await reporter.MailboxAsync(key), Does.Contain("Kvitteringen er vist."));

        using (var reporter = new ReporterClient(portal.Address))
        {
            using var half = await ReporterClient.SendHalfAsync(
                portal.Address, await reporter.TicketAsync(), "Kun halvt sendt.", 8_000_000, file);
            await Task.Delay(500);
            await portal.KillAndStartAgainAsync("Intake.Web.dll");
        }

        Assert.That(await portal.SqlAsync("select count(*) from intake.report"), Is.EqualTo("1"));
        Assert.That(await portal.SqlAsync("select count(*) from intake.attachment"), Is.EqualTo("1"));
        Assert.That(
            await portal.SqlAsync(
                "select count(*) from intake.attachment_chunk c where not exists "
                + "(select from intake.attachment a where a.id = c.attachment_id and a.report_id is not null)"),
            Is.EqualTo("0"));
    }
}
