using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability.Figures;

/// <summary>A report's open columns.</summary>
internal sealed record ReportColumns(Guid Id, DateOnly ReceivedOn, ReportState State, DateOnly? ClosedOn);

/// <summary>A referral's open columns. <c>Left</c>: nobody holds its WorkFile any more.</summary>
internal sealed record ReferralColumns(
    Guid Id, Guid ReportId, Guid UnitId, ReferralState State, HandlingStep Step, DateOnly ReferredOn, DateOnly? AcceptedOn, bool Left);

/// <summary>A deadline's row.</summary>
internal sealed record DeadlineColumns(
    Guid ReportId, Guid? ReferralId, DeadlineKind Kind, DateOnly StartsOn, DateOnly DueOn, DateOnly? OverOn, bool OfAdministrators);

/// <summary>Of an entry what its row shows: kind, day and place in its compartment, which is a referral's or the Dialogue.</summary>
internal sealed record EntryColumns(Guid ReportId, Guid? ReferralId, EntryKind Kind, DateOnly MadeOn, int Position);

/// <summary>A recusal: from the audit, since an entry does not show that its author has stepped back.</summary>
internal sealed record RecusalColumns(Guid ReportId, DateOnly On);

/// <summary>
/// Everything of a scheme's cases that figures are made of: columns that are open to the worker, which can read no content.
/// A report that was destroyed is not among them.
/// </summary>
internal sealed record CaseRows(
    IReadOnlyList<ReportColumns> Reports, ILookup<Guid, ReferralColumns> Referrals, ILookup<Guid, DeadlineColumns> Deadlines,
    ILookup<Guid, EntryColumns> Entries, ILookup<Guid, RecusalColumns> Recusals)
{
    /// <summary>Reads them: five queries, whatever the number of cases.</summary>
    public static async Task<CaseRows> ReadAsync(
        IntakeDb db, AuditTrail audit, Guid schemeId, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var mine = db.Reports.Where(row => row.SchemeId == schemeId && row.State != ReportState.Withdrawn);
        var reports = await mine.AsNoTracking()
            .Select(row => new ReportColumns(row.Id, row.ReceivedOn, row.State, row.ClosedOn)).ToListAsync(cancel);
        var referrals = await (
            from row in db.Referrals.AsNoTracking()
            join report in mine on row.ReportId equals report.Id
            select new ReferralColumns(row.Id, row.ReportId, row.UnitId, row.State, row.Step, row.ReferredOn, row.AcceptedOn,
                !db.Compartments.Any(room => room.ReferralId == row.Id && room.Kind == CompartmentKind.WorkFile
                    && db.Grants.Any(grant => grant.CompartmentId == room.Id)))).ToListAsync(cancel);
        var deadlines = await (
            from row in db.Deadlines.AsNoTracking()
            join report in mine on row.ReportId equals report.Id
            where row.Kind != DeadlineKind.Retention
            select new DeadlineColumns(
                row.ReportId, row.ReferralId, row.Kind, row.StartsOn, row.DueOn, row.MetOn ?? row.EndedOn,
                row.OfAdministrators)).ToListAsync(cancel);
        var counted = await db.Database.SqlQuery<CountedEntry>($"""
            SELECT report_id AS "ReportId", referral_id AS "ReferralId", kind AS "Kind", made_on AS "MadeOn", place AS "Place"
            FROM intake.counted_entries({schemeId})
            """).ToListAsync(cancel);
        var entries = counted.Select(row => new EntryColumns(row.ReportId, row.ReferralId, (EntryKind)row.Kind, row.MadeOn, row.Place));
        var recusals = await audit.RecusalsAsync(db, schemeId, from, to, cancel);
        return new(reports, referrals.ToLookup(row => row.ReportId), deadlines.ToLookup(row => row.ReportId),
            entries.OrderBy(row => row.MadeOn).ThenBy(row => row.Position).ToLookup(row => row.ReportId),
            recusals.Select(row => new RecusalColumns(row.ReportId, row.On)).ToLookup(row => row.ReportId));
    }

    private sealed record CountedEntry(Guid ReportId, Guid? ReferralId, int Kind, DateOnly MadeOn, int Place);
}
