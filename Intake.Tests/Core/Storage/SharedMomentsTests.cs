using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;

namespace Intake.Tests.Core.Storage;

/// <summary>What several processes know for some minutes and no row holds, on a real server.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class SharedMomentsTests
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(2);

    private MigratedDatabases databases = null!;
    private FakeTimeProvider time = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        databases = await MigratedDatabases.CreateAsync();
        time = new FakeTimeProvider();
    }

    [OneTimeTearDown]
    public async Task Stop() => await databases.DisposeAsync();

    [Test]
    public async Task What_one_process_holds_the_others_know_until_its_time_is_over_and_until_it_ends()
    {
        await using var other = Process();
        await using (var one = Process())
        {
            foreach (var moment in new[] { 1L, -1L, long.MaxValue, long.MinValue, 0x1234567890ABCDEF })
            {
                Assert.That(await other.IsHeldAsync(moment), Is.False);
                await one.HoldAsync(moment, Life);
                Assert.That(await one.IsHeldAsync(moment) && await other.IsHeldAsync(moment), Is.True, $"{moment}");
                Assert.That(await other.IsHeldAsync(moment ^ 1), Is.False);
            }

            time.Advance(Life - TimeSpan.FromSeconds(1));
            Assert.That(await one.IsHeldAsync(1), Is.True);
            time.Advance(TimeSpan.FromSeconds(3));
            Assert.That(await one.IsHeldAsync(1), Is.False);
            await UntilAsync(async () => !await other.IsHeldAsync(1));
            await one.HoldAsync(2, Life);
            Assert.That(await other.IsHeldAsync(2), Is.True);
        }

        Assert.That(await other.IsHeldAsync(2), Is.False, "the process has ended");
    }

    [Test]
    public async Task No_more_than_the_most_are_held_and_the_newest_stay()
    {
        await using var one = Process();
        await using var other = Process();
        for (var moment = 1000L; moment <= 1000 + SharedMoments.Most; moment++) await one.HoldAsync(moment, Life);
        Assert.That(await other.IsHeldAsync(1000), Is.False);
        Assert.That(await other.IsHeldAsync(1001) && await other.IsHeldAsync(1000 + SharedMoments.Most), Is.True);
    }

    [Test]
    public async Task Without_a_database_and_behind_a_pooler_by_transaction_a_process_knows_its_own()
    {
        var web = databases.Server.WebConnectionString(databases.Name);
        foreach (var connection in new[] { web + ";Max Auto Prepare=0", "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=2" })
        {
            await using var one = new SharedMoments(DataSources.For(connection), time);
            await using var other = new SharedMoments(DataSources.For(connection), time);
            await one.HoldAsync(7, Life);
            Assert.That(await one.IsHeldAsync(7), Is.True);
            Assert.That(await other.IsHeldAsync(7), Is.False);
        }
    }

    private SharedMoments Process() => new(DataSources.For(databases.Server.WebConnectionString(databases.Name)), time);

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        for (var attempt = 0; attempt < 300 && !await holds(); attempt++) await Task.Delay(100);
        Assert.That(await holds(), Is.True);
    }
}
