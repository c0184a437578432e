using AngleSharp.Dom;
using Intake.Core.Notices;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Operations;

/// <summary>The page before the job tables exist, without the right to read them, and with a worker that really runs.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class JobTablesSeenTests
{
    [Test]
    public async Task Without_the_tables_or_the_right_to_read_them_the_page_names_the_command_and_shows_the_mails()
    {
        await using var room = await OperationsRoom.OpenAsync(withTables: false);
        await room.Rows.PutMailsAsync(1, room.Bench.Founded["handler 1"].Id, MailState.Failed, room.Now.AddDays(-3), attempts: 20);
        AssertTold(await room.PageAsync());

        await room.Rows.MakeTablesAsync();
        Assert.That((await room.PageAsync()).QuerySelector("#jobs-missing"), Is.Null);
        foreach (var view in new[] { "intake_jobs", "intake_queue", "intake_workers" })
        {
            await room.Rows.SqlAsync($"REVOKE SELECT ON hangfire.{view} FROM intake_web");
            AssertTold(await room.PageAsync());
            await room.Rows.SqlAsync($"GRANT SELECT ON hangfire.{view} TO intake_web");
        }

        await room.Rows.SqlAsync("REVOKE USAGE ON SCHEMA hangfire FROM intake_web");
        AssertTold(await room.PageAsync());
        Assert.That(room.Office.Web.Log, Does.Not.Contain("Exception"));
    }

    [Test]
    public async Task A_worker_that_runs_is_seen_alive_with_its_jobs_and_no_longer_once_it_is_stopped()
    {
        await using var room = await OperationsRoom.OpenAsync(now: TimeProvider.System.GetUtcNow());
        using var worker = room.Bench.StartProcess();
        var page = await UntilAsync(
            room, page => page.QuerySelector("#jobs tr[data-job=send-mails]")?.GetAttribute("data-outcome") == "Done", () => worker.Log);
        Assert.That(page.QuerySelector("#workers-alive")!.TextContent, Is.EqualTo("1 baggrundsprogram er i gang."));
        Assert.That(page.QuerySelectorAll("#jobs tbody tr").Length, Is.EqualTo(Intake.Worker.Scheduling.Schedule.Jobs.Count));
        Assert.That(page.QuerySelectorAll("#jobs tbody tr td:last-child .badge"), Is.Empty, "each has a next run");

        await worker.StopAsync();
        page = await UntilAsync(room, page => page.QuerySelector("#state [data-fault=NoWorker]") is not null, () => worker.Log);
        Assert.That(page.QuerySelector("#workers-alive")!.TextContent, Is.EqualTo("Intet baggrundsprogram er i gang."));
    }

    private static void AssertTold(IDocument page)
    {
        Assert.That(page.QuerySelector("#jobs-missing code")?.TextContent, Is.EqualTo("Intake.Worker migrate"));
        Assert.That(page.QuerySelector("#state [data-fault=Unknown]")?.TextContent, Is.EqualTo("Jobbene kan ikke ses."));
        Assert.That(page.QuerySelectorAll("#given-up tbody tr"), Has.Length.EqualTo(1));
        Assert.That(page.QuerySelector("#workers"), Is.Null);
    }

    /// <summary>Waits until the page shows something, moving its clock along with the system's.</summary>
    private static async Task<IDocument> UntilAsync(OperationsRoom room, Func<IDocument, bool> shows, Func<string> log)
    {
        for (var attempt = 0; attempt < 180; attempt++)
        {
            await room.Office.MoveAsync(TimeProvider.System.GetUtcNow() - room.Now);
            var page = await room.PageAsync();
            if (shows(page)) return page;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        Assert.Fail("It did not come about. The worker's log:\n" + log());
        return null!;
    }
}
