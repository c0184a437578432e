using System.Collections.Concurrent;
using System.Diagnostics;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Web.Reporter.Mailboxes;

/// <summary>
/// What the site asks of its databases for a receipt key, statement by statement as the driver reports it. Together with
/// the one derivation it is all the work there is, so equal work is equal time, without a clock in the test.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KeyWorkTests
{
    private readonly ConcurrentQueue<string> asked = new();
    private ReporterSite site = null!;
    private ActivityListener listener = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        site = await ReporterSite.StartAsync();
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        listener.Dispose();
        await site.DisposeAsync();
    }

    [Test, Promise(23), Promise(24)]
    public async Task A_key_that_never_was_one_that_ended_and_one_that_opens_cost_the_same_until_something_is_found()
    {
        var right = await site.ReportAsync("Bliver");
        var ended = await site.ReportAsync("Slettes");
        var report = await site.ReportOfAsync(ended);
        await using (var db = site.Founded.Databases.AsOwner()) await db.Reports.Where(r => r.Id == report).ExecuteDeleteAsync();
        await using (var db = site.Founded.Databases.VaultAsOwner()) await db.Secrets.Where(r => r.ReportId == report).ExecuteDeleteAsync();

        await AskedForAsync(Unused()); // The first of a process also asks what a process asks once.
        var never = await AskedForAsync(Unused());
        var gone = await AskedForAsync(ended);
        var found = await AskedForAsync(right);
        Assert.That(never, Is.Not.Empty);
        Assert.That(gone, Is.EqualTo(never));
        Assert.That(found.Count, Is.GreaterThan(never.Count));
        Assert.That(found.Intersect(never), Is.EquivalentTo(never.Distinct()));
        TestContext.Out.WriteLine(string.Join("\n---\n", never));
    }

    private async Task<List<string>> AskedForAsync(string key)
    {
        asked.Clear();
        using var answer = await site.Web.PostAsync("/da/mailbox", ("Key", key));
        // For two minutes after its receipt a key has a lock, which typing it ends: of those two minutes, and of nothing that is kept.
        return [.. asked.Where(one => one.StartsWith("SELECT", StringComparison.Ordinal)
            && !one.Contains("advisory", StringComparison.Ordinal))];
    }

    private void Keep(Activity activity)
    {
        var tags = activity.TagObjects.ToDictionary(tag => tag.Key, tag => $"{tag.Value}");
        if (!tags.Values.Any(value => value.StartsWith(site.Founded.Databases.Name, StringComparison.Ordinal))) return;
        asked.Enqueue(tags.GetValueOrDefault("db.query.text") ?? tags.GetValueOrDefault("db.statement") ?? activity.DisplayName);
    }

    private static string Unused()
    {
        using var key = ReceiptKey.New();
        return key.ToPageText();
    }
}
