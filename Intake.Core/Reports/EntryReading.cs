using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// Opens entries, each at most once a request: what a second reading finds stored just as it was, behind the same entry, for
/// the same principal and under the same certificates, is taken as it was opened. Everything else is opened and verified. The
/// one place that opens entries.
/// </summary>
public sealed class EntryReading(OpeningCount count)
{
    private readonly Dictionary<Guid, Known> known = [];

    /// <summary>
    /// A compartment's rows, in their order, opened. One that does not open is there as unreadable and stops none of
    /// the others (promise 39).
    /// </summary>
    internal IReadOnlyList<ReadEntry> Of(OpenReport report, OpenCompartment compartment, IReadOnlyCollection<Entry> rows)
    {
        var read = new List<ReadEntry>(rows.Count);
        EntryHead? before = null;
        foreach (var row in rows)
        {
            var stored = EntryLog.ToSealed(row);
            var head = stored.HeadIn(compartment.Context);
            read.Add(Of(report, compartment, stored, before, head));
            before = head;
        }

        return FromCut(compartment, rows, read);
    }

    /// <summary>
    /// Without what stands before a cut from which on this holder reads, where its first entry is the one that says so: it opens, is
    /// an administrator's, and follows the row before it. Anything else stays as it is: unreadable, and in doubt. FORMAT.md §11.
    /// </summary>
    private static List<ReadEntry> FromCut(OpenCompartment compartment, IReadOnlyCollection<Entry> rows, List<ReadEntry> read)
    {
        if (compartment.First == 1) return read;
        var kind = compartment.Context.Kind == CompartmentKind.GateCard ? EntryKind.MarkedCard : EntryKind.Cut;
        var at = rows.TakeWhile(row => row.Epoch < compartment.First).Count();
        return at < read.Count && rows.ElementAt(at).Epoch == compartment.First
            && read[at] is { Opened.FollowsGap: false } begins && begins.Kind == kind ? read[at..] : read;
    }

    /// <summary>One row, opened behind the one before it.</summary>
    internal ReadEntry One(OpenReport report, OpenCompartment compartment, Entry row, Entry? before)
    {
        var stored = EntryLog.ToSealed(row);
        return Of(report, compartment, stored, before is null ? null : EntryLog.ToSealed(before).HeadIn(compartment.Context),
            stored.HeadIn(compartment.Context));
    }

    /// <summary>Lets go of what was opened: for a request that goes on for long without reading more.</summary>
    internal void Forget() => known.Clear();

    private ReadEntry Of(OpenReport report, OpenCompartment compartment, SealedEntry stored, EntryHead? before, EntryHead head)
    {
        // The head's hash covers place, kind, date and every stored byte.
        if (known.TryGetValue(stored.Id, out var last) && ReferenceEquals(last.Self, report.Self) && ReferenceEquals(last.Book, report.Book)
            && IsSame(last.Head, head) && IsSame(last.Before, before))
        {
            return last.Read;
        }

        if (!compartment.Holds(stored.Epoch)) return new ReadEntry(stored.Id, stored.Kind, stored.Position, stored.MadeOn, Opened: null);
        count.Entry();
        try
        {
            var opened = stored.Open(compartment, report.Vault, report.Book, before);
            var read = new ReadEntry(stored.Id, stored.Kind, stored.Position, stored.MadeOn, opened);
            known[stored.Id] = new Known(report.Self, report.Book, before, head, read);
            return read;
        }
        catch (SealedException)
        {
            // Tried again at the next reading, which may hold a newer key.
            return new ReadEntry(stored.Id, stored.Kind, stored.Position, stored.MadeOn, Opened: null);
        }
    }

    private static bool IsSame(EntryHead? one, EntryHead? other) => one is null || other is null
        ? one is null && other is null
        : one.Position == other.Position && one.Epoch == other.Epoch && one.Hash.AsSpan().SequenceEqual(other.Hash);

    private sealed record Known(UnlockedPrincipal Self, CertificateBook Book, EntryHead? Before, EntryHead Head, ReadEntry Read);
}
