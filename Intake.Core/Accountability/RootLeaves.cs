using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>A row's leaf (32 bytes), the day it belongs to, and what the chain of audit rows needs of one.</summary>
internal readonly record struct DatedLeaf(byte[] Hash, DateOnly Day, AuditLink? Audit = null);

/// <summary>The leaves of the rows that a daily root covers, from columns that the worker may read. FORMAT.md §16.</summary>
internal static class RootLeaves
{
    /// <summary>Signatures are looked for so many days further back: each day of one is a leaf over all that there were.</summary>
    private const int DaysOfSignatures = 60;

    /// <summary>
    /// Of all rows of these days, both included, and of certificates and revocations that were signed then or lately. Not of the chains of
    /// audit rows: each is made with its root.
    /// </summary>
    public static async Task<List<DatedLeaf>> OfAsync(IntakeDb db, DateOnly from, DateOnly upTo, CancellationToken cancel)
    {
        var leaves = new List<DatedLeaf>();
        var start = from == DateOnly.MinValue
            ? DateTimeOffset.MinValue
            : CopenhagenClock.Instant(from, TimeOnly.MinValue).ToUniversalTime();
        var end = CopenhagenClock.Instant(upTo.AddDays(1), TimeOnly.MinValue).ToUniversalTime();
        var audit = db.Audit.Where(row => row.At >= start && row.At < end)
            .Select(row => new { row.Id, row.At, row.Hash }).AsAsyncEnumerable();
        await foreach (var row in audit.WithCancellation(cancel))
            leaves.Add(new(DailyRootSeal.Leaf(LeafSubject.Audit, row.Hash), CopenhagenClock.DayOf(row.At), new(row.At, row.Id, row.Hash)));
        var entries = db.Entries.Where(row => row.MadeOn >= from && row.MadeOn <= upTo)
            .Select(row => new { row.MadeOn, row.Hash }).AsAsyncEnumerable();
        await foreach (var row in entries.WithCancellation(cancel)) leaves.Add(new(OfEntry(row.Hash), row.MadeOn));
        var states = await db.StateRecords.Where(row => row.MadeOn >= from && row.MadeOn <= upTo)
            .Select(row => new { row.MadeOn, row.Hash }).ToListAsync(cancel);
        leaves.AddRange(states.Select(row => new DatedLeaf(DailyRootSeal.Leaf(LeafSubject.State, row.Hash), row.MadeOn)));
        var removals = await db.Removals.Where(row => row.Day >= from && row.Day <= upTo)
            .Select(row => new { row.Day, row.Hash }).ToListAsync(cancel);
        leaves.AddRange(removals.Select(row => new DatedLeaf(DailyRootSeal.Leaf(LeafSubject.Removal, row.Hash), row.Day)));
        var signed = await db.RootCountersignatures.AsNoTracking().Where(row => row.MadeOn >= from && row.MadeOn <= upTo)
            .ToListAsync(cancel);
        leaves.AddRange(signed.Select(row => new DatedLeaf(DailyRootSeal.Leaf(LeafSubject.Countersignature,
            CountersignatureSeal.Hash(row.Day, row.CertificateId, row.MadeOn, row.Signature)), row.MadeOn)));
        var signedFrom = from.DayNumber > DaysOfSignatures ? from.AddDays(-DaysOfSignatures) : from;
        leaves.AddRange(await VouchedAsync(db, signedFrom, upTo, cancel));
        return leaves;
    }

    /// <summary>Of the chains of audit rows up to a day.</summary>
    public static async Task<IEnumerable<DatedLeaf>> OfAuditDaysAsync(IntakeDb db, DateOnly upTo, CancellationToken cancel) =>
        (await db.AuditDays.AsNoTracking().Where(row => row.Day <= upTo).ToListAsync(cancel))
            .Select(day => new DatedLeaf(Of(day), day.Day));

    public static byte[] Of(AuditDay day) => DailyRootSeal.Leaf(LeafSubject.AuditDay, day.Hash());

    public static byte[] OfEntry(byte[] hash) => DailyRootSeal.Leaf(LeafSubject.Entry, hash);

    /// <summary>
    /// Certificates and revocations collect signatures, and each day that brought some has a leaf of its own: over all
    /// signatures up to that day.
    /// </summary>
    private static async Task<IEnumerable<DatedLeaf>> VouchedAsync(IntakeDb db, DateOnly from, DateOnly upTo, CancellationToken cancel)
    {
        var certificates = await db.Certificates.AsNoTracking().Select(row => new { row.Id, row.MadeOn }).ToListAsync(cancel);
        var vouchers = (await db.CertificateSignatures.AsNoTracking().ToListAsync(cancel))
            .ToLookup(row => row.CertificateId, row => new Vouching(row.MadeOn, new(row.Signer, row.Signature)), ByteOrder.Instance);
        var revocations = await db.Revocations.AsNoTracking().Select(row => new { row.Id, row.MadeOn }).ToListAsync(cancel);
        var takings = (await db.RevocationSignatures.AsNoTracking().ToListAsync(cancel))
            .ToLookup(row => row.RevocationId, row => new Vouching(row.MadeOn, new(row.Signer, row.Signature)), ByteOrder.Instance);
        return certificates.SelectMany(row => Versions(LeafSubject.Certificate, row.Id, row.MadeOn, vouchers[row.Id]))
            .Concat(revocations.SelectMany(row => Versions(LeafSubject.Revocation, row.Id, row.MadeOn, takings[row.Id])));

        // Each is over all signatures before it: of somebody's thousands, one a day, only those of these days are worked out.
        IEnumerable<DatedLeaf> Versions(LeafSubject subject, byte[] id, DateOnly madeOn, IEnumerable<Vouching> signatures)
        {
            var all = signatures.ToList();
            return all.Select(signature => signature.On).Append(madeOn).Distinct().Where(day => day >= from && day <= upTo)
                .Select(day => new DatedLeaf(
                    DailyRootSeal.Leaf(subject, id, all.Where(s => s.On <= day).Select(s => s.Signature)), day));
        }
    }

    private sealed record Vouching(DateOnly On, CertifyingSignature Signature);
}
