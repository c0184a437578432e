using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability.Figures;

/// <summary>
/// Makes accountability reports from open columns alone, and signs them for the installation. The worker makes those of the scheme's
/// schedule, the web program those that an administrator asks for. One for the process.
/// </summary>
public sealed class AccountabilityReports(FileSecret fileSecret, AuditTrail audit, TimeProvider time)
{
    /// <summary>How many periods of the schedule are made at once after a time without a worker.</summary>
    public const int MostAtOnce = 12;

    // Any constant: it only has to be the same in every release.
    private const int MakingLock = 0x61636374;

    /// <summary>
    /// Makes what the scheme's schedule wants and has not got, in the caller's transaction; of two at once, one waits. Saved.
    /// </summary>
    /// <returns>How many were made.</returns>
    public async Task<int> MakeScheduledAsync(IntakeDb db, Scheme scheme, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({MakingLock}, hashtext({scheme.Id.ToString("D")}))", cancel);
        var last = await LastAsync(db, scheme.Id, cancel);
        var missing = ReportPeriod.Missing(scheme.Accountability, last, CopenhagenClock.Today(time), MostAtOnce);
        foreach (var period in missing) await MakeAsync(db, scheme, period, scheduled: true, cancel);
        return missing.Count;
    }

    /// <summary>Makes a report of a period, which may be one that still runs, and saves it.</summary>
    /// <param name="db">The caller's transaction.</param>
    /// <param name="scheme">The scheme.</param>
    /// <param name="period">Its days.</param>
    /// <param name="scheduled">Whether the schedule wants it.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="askedBy">Who asked for it: kept in the sealed document.</param>
    public async Task<AccountabilityReport> MakeAsync(
        IntakeDb db, Scheme scheme, ReportPeriod period, bool scheduled, CancellationToken cancel, Asker? askedBy = null)
    {
        ArgumentNullException.ThrowIfNull(scheme);
        ArgumentNullException.ThrowIfNull(period);
        var (today, before) = (CopenhagenClock.Today(time), period.Before());
        var rows = await CaseRows.ReadAsync(db, audit, scheme.Id, before.From, period.To, cancel);
        var units = await db.Units.AsNoTracking().Where(row => row.SchemeId == scheme.Id).ToListAsync(cancel);
        var made = AccountabilityDocument.Of(
            scheme, units, period, today, [.. FactFinder.Find(rows, period)], [.. FactFinder.Find(rows, before)]);
        var document = (made with { AskedBy = askedBy }).Write();
        var id = Guid.NewGuid();
        var report = new AccountabilityReport
        {
            Id = id, SchemeId = scheme.Id, FromOn = period.From, ToOn = period.To, MadeOn = today, Scheduled = scheduled,
            Document = AccountabilitySeal.Close(fileSecret, id, document),
            Signature = AccountabilitySeal.Of(scheme.Id, period.From, period.To, today, document).Sign(fileSecret),
        };
        db.AccountabilityReports.Add(report);
        await db.SaveChangesAsync(cancel);
        return report;
    }

    /// <summary>Until when the schedule's reports go: rows that are not ours say nothing of it.</summary>
    private async Task<DateOnly?> LastAsync(IntakeDb db, Guid scheme, CancellationToken cancel)
    {
        var newestFirst = db.AccountabilityReports.AsNoTracking().Where(row => row.SchemeId == scheme && row.Scheduled)
            .OrderByDescending(row => row.ToOn).AsAsyncEnumerable();
        await foreach (var row in newestFirst.WithCancellation(cancel))
            if (Open(row) is not null) return row.ToOn;
        return null;
    }

    /// <summary>The document of a kept report as the installation sealed and signed it; null where the row is not so.</summary>
    public byte[]? Open(AccountabilityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        try
        {
            var document = AccountabilitySeal.Open(fileSecret, report.Id, report.Document);
            return AccountabilitySeal.Of(report.SchemeId, report.FromOn, report.ToOn, report.MadeOn, document)
                .Verify(DailyRootSeal.PublicKey(fileSecret), report.Signature) ? document : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }
}
