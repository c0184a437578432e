using System.Collections.Concurrent;
using Intake.Core.Reports.Files;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>Too many requests at once are refused: key derivations, and files on their way into the database.</summary>
public sealed class KeyDerivationLimiterTests
{
    [Test]
    public async Task A_full_queue_refuses_and_receipts_and_staff_come_before_those_who_wait_in_it()
    {
        using var gate = new KeyDerivationLimiter(atOnce: 1, waiting: 2);
        using var hold = new ManualResetEventSlim();
        var order = new ConcurrentQueue<string>();
        string Ran(string who)
        {
            order.Enqueue(who);
            return who;
        }

        var inside = Enumerable.Range(0, 3).Select(n => gate.RunAsync(
            DerivationQueue.Mailbox, () => hold.Wait(TimeSpan.FromSeconds(60)) ? Ran($"mailbox {n}") : "late", default)).ToList();
        Assert.That(async () => await gate.RunAsync(DerivationQueue.Mailbox, () => 1, default), Throws.InstanceOf<BusyException>());
        var others = new[]
        {
            gate.RunAsync(DerivationQueue.Receipt, () => Ran("receipt"), default),
            gate.RunAsync(Guid.NewGuid(), () => Ran("staff"), default)
        };
        hold.Set();
        await Task.WhenAll(inside.Concat(others));
        Assert.That(order, Is.EqualTo(new[] { "mailbox 0", "receipt", "staff", "mailbox 1", "mailbox 2" }));
        Assert.That(await gate.RunAsync(DerivationQueue.Mailbox, () => 4, default), Is.EqualTo(4));
    }

    [Test]
    public async Task No_more_run_at_once_than_there_are_cores_whatever_their_kinds()
    {
        const int Cores = 2;
        using var gate = new KeyDerivationLimiter(Cores);
        int now = 0, most = 0;
        bool Busy()
        {
            InterlockedMax(ref most, Interlocked.Increment(ref now));
            Thread.Sleep(5);
            Interlocked.Decrement(ref now);
            return true;
        }

        var kinds = Enum.GetValues<DerivationQueue>();
        await Task.WhenAll(Enumerable.Range(0, 30).Select(n => gate.RunAsync(kinds[n % kinds.Length], Busy, default)));
        Assert.That(most, Is.InRange(1, Cores));
        Assert.That(gate.Count, Is.EqualTo(30));
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
        {
            if (Interlocked.CompareExchange(ref most, value, seen) == seen) return;
        }
    }

    [Test]
    public async Task A_file_beyond_the_places_is_refused_after_its_patience_and_taken_once_one_is_free()
    {
        using var places = new UploadLimiter(places: 1, patience: TimeSpan.FromMilliseconds(20));
        var first = await places.TakeAsync(default);
        Assert.That(async () => await places.TakeAsync(default), Throws.InstanceOf<BusyException>());
        first.Dispose();
        using var second = await places.TakeAsync(default);
        Assert.That(second, Is.Not.Null);
    }
}
