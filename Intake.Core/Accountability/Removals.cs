using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Records the removal of reports, which is the only way in which a leaf loses its row. The worker asks first whether what was
/// signed gives the removal: an open column that somebody has set does not.
/// </summary>
public sealed class Removals(FileSecret fileSecret, CertificateBooks books)
{
    // Any constant: it only has to be the same in every release.
    private const long RemovalLock = 0x72656D6F;

    /// <summary>Adds, in the caller's transaction, the record that a report's entries go; the caller saves and deletes.</summary>
    public async Task AddAsync(
        IntakeDb db, Guid reportId, RemovalReason reason, DateOnly? until, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({RemovalLock})", cancel);
        var hashes = await (
            from entry in db.Entries
            join compartment in db.Compartments on entry.CompartmentId equals compartment.Id
            where compartment.ReportId == reportId
            select entry.Hash).ToListAsync(cancel);
        var last = await LastAsync(db, cancel);
        var seal = RemovalSeal.Make(fileSecret, (last?.Number ?? 0) + 1, today, reportId, reason, until,
            hashes, last?.Hash() ?? RemovalSeal.Beginning);
        var row = Row(seal);
        db.Removals.Add(row);
        db.RemovalLeaves.AddRange(hashes.Select(hash => new RemovalLeaf { RemovalId = row.Id, EntryHash = hash }));
    }

    /// <summary>Whether what is signed of a report gives its removal; true for one of which nothing is signed.</summary>
    public async Task<bool> IsFoundedAsync(
        IntakeDb db, Guid reportId, RemovalReason reason, DateOnly? until, DateOnly today, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var records = await db.StateRecords.AsNoTracking().Where(row => row.ReportId == reportId).ToListAsync(cancel);
        return records.Count == 0 || await IsFoundedAsync(db, records, reason, until, today, cancel);
    }

    /// <summary>
    /// Whether the newest of a report's records gives its removal: the mailbox signed that it was withdrawn, or staff signed until when
    /// it was kept, that day is over, and it is on no legal hold. A row that is no record of the report's says nothing.
    /// </summary>
    internal async Task<bool> IsFoundedAsync(
        IntakeDb db, IReadOnlyList<StateRecord> records, RemovalReason reason, DateOnly? until, DateOnly day, CancellationToken cancel)
    {
        if (StateRecords.Genuine(fileSecret, records) is not [.., var newest]) return false;
        try
        {
            var opened = StateRecords.Seal(newest).Open(fileSecret);
            var author = opened.IsTakenOver ? null : opened.Author(await books.OfAsync(db, opened.Report.SchemeId, cancel));
            var (state, kept) = (StateOf(opened), opened.Columns.GetValueOrDefault("keep_until"));
            return reason switch
            {
                RemovalReason.Withdrawn => author is null or { IsMailbox: true } && state is ReportState.Withdrawn,
                RemovalReason.Retention => author is null or { IsMailbox: false } && state is ReportState.Closed or ReportState.OutOfScope
                    && until is { } last && day > last && kept == last.ToString("O", CultureInfo.InvariantCulture)
                    && opened.Columns.GetValueOrDefault("legal_hold") == "no",
                _ => false,
            };
        }
        catch (SealedException)
        {
            return false;
        }
    }

    /// <summary>The newest removal that the installation signed: no other row has a number to follow.</summary>
    private async Task<RemovalSeal?> LastAsync(IntakeDb db, CancellationToken cancel)
    {
        var key = DailyRootSeal.PublicKey(fileSecret);
        var newestFirst = db.Removals.AsNoTracking().OrderByDescending(row => row.Number).AsAsyncEnumerable();
        await foreach (var row in newestFirst.WithCancellation(cancel))
            if (Seal(row) is var seal && seal.IsSigned(key)) return seal;
        return null;
    }

    private static ReportState? StateOf(OpenedState opened) =>
        int.TryParse(opened.Columns.GetValueOrDefault("state"), NumberStyles.None, CultureInfo.InvariantCulture, out var state)
            ? (ReportState)state : null;

    internal static RemovalSeal Seal(Removal row) => new(
        row.Number, row.Day, row.ReportId, row.Reason, row.Until, row.LeafCount, row.Tree, row.Previous, row.Signature);

    private static Removal Row(RemovalSeal seal) => new()
    {
        Id = Guid.NewGuid(), Number = seal.Number, Day = seal.Day, ReportId = seal.ReportId, Reason = seal.Reason, Until = seal.Until,
        LeafCount = seal.LeafCount, Tree = seal.Tree, Previous = seal.Previous, Signature = seal.Signature, Hash = seal.Hash(),
    };
}
