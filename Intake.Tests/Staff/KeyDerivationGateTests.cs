using Intake.Core.Reports;
using Intake.Core.Staff;
using Intake.Core.Storage;
using NUnit.Framework;

namespace Intake.Tests.Staff;

/// <summary>Floods are refused at the door: key derivations, and files on their way into the database.</summary>
public sealed class KeyDerivationGateTests
{
    [Test]
    public async Task A_full_queue_refuses_and_leaves_receipts_their_place()
    {
        using var gate = new KeyDerivationGate(atOnce: 1, waiting: 2);
        using var hold = new ManualResetEventSlim();
        var inside = Enumerable.Range(0, 3).Select(_ => gate.RunAsync(DerivationQueue.Mailbox, () => hold.Wait(TimeSpan.FromSeconds(20)), default)).ToList();
        Assert.That(async () => await gate.RunAsync(DerivationQueue.Mailbox, () => 1, default), Throws.InstanceOf<BusyException>());
        Assert.That(await gate.RunAsync(DerivationQueue.Receipt, () => 2, default), Is.EqualTo(2));
        Assert.That(await gate.RunAsync(() => 3, default), Is.EqualTo(3));
        hold.Set();
        Assert.That(await Task.WhenAll(inside), Has.All.True);
        Assert.That(await gate.RunAsync(DerivationQueue.Mailbox, () => 4, default), Is.EqualTo(4));
    }

    [Test]
    public async Task A_file_beyond_the_places_is_refused_after_its_patience_and_taken_once_one_is_free()
    {
        using var places = new UploadPlaces(places: 1, patience: TimeSpan.FromMilliseconds(20));
        var first = await places.TakeAsync(default);
        Assert.That(async () => await places.TakeAsync(default), Throws.InstanceOf<BusyException>());
        first.Dispose();
        using var second = await places.TakeAsync(default);
        Assert.That(second, Is.Not.Null);
    }
}
