using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>How far those are to whom a case was handed on, in what a reporter may know: no unit, no person, no number of them.</summary>
public static class ReportHandling
{
    /// <summary>The furthest of all units that still have somebody.</summary>
    public enum Stage
    {
        /// <summary>Handed on to nobody yet, or the case is not being handled any more.</summary>
        None = 0,

        /// <summary>Handed on, and nobody has accepted.</summary>
        Offered,

        /// <summary>Somebody has accepted and still has it.</summary>
        UnderWay,

        /// <summary>Everybody to whom it was handed on has left it.</summary>
        Left,
    }

    /// <summary>Reads it from open columns and from whether grants are left.</summary>
    internal static async Task<Stage> OfAsync(IntakeDb db, OpenReport report, CancellationToken cancel)
    {
        if (report.Row.State != CaseLifecycle.Refer.To) return Stage.None;
        var referrals = await db.Referrals.AsNoTracking().Where(r => r.ReportId == report.Row.Id)
            .Select(r => new { r.Id, r.AcceptedOn }).ToListAsync(cancel);
        var files = report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile).ToDictionary(c => c.Id, c => c.ReferralId);
        var held = (await db.Grants.Where(g => files.Keys.Contains(g.CompartmentId)).Select(g => g.CompartmentId).Distinct()
            .ToListAsync(cancel)).Select(id => files[id]).ToHashSet();
        var there = referrals.Where(r => held.Contains(r.Id)).ToList();
        return there.Count == 0 ? Stage.Left : there.Exists(r => r.AcceptedOn is not null) ? Stage.UnderWay : Stage.Offered;
    }
}
