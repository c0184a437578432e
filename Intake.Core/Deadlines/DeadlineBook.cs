using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Deadlines;

/// <summary>Writes deadlines in the transaction of their cause, and marks them met. The worker only sweeps what stands here.</summary>
public static class DeadlineBook
{
    /// <summary>Adds a deadline's row; the caller saves.</summary>
    public static void Write(IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId = null) => db.Deadlines.Add(new DeadlineRow
    {
        Id = Guid.NewGuid(),
        ReportId = reportId,
        ReferralId = referralId,
        Kind = deadline.Kind,
        StartsOn = deadline.Start,
        DueOn = deadline.Due,
    });

    /// <summary>Marks a deadline met, once: a later day does not move an earlier one.</summary>
    public static Task MeetAsync(IntakeDb db, DeadlineKind kind, Guid reportId, Guid? referralId, DateOnly today, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == kind && d.MetOn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, today), cancel);

    /// <summary>
    /// Sets an open deadline to newly computed dates. Its row is replaced: its arithmetic stays true, and the steps of its
    /// ladder, which hang on the row, are taken again for the new dates. The caller saves.
    /// </summary>
    public static async Task ReplaceAsync(IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId, CancellationToken cancel)
    {
        var (start, due) = (deadline.Start, deadline.Due);
        var open = await db.Deadlines
            .Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == deadline.Kind && d.MetOn == null
                && (d.StartsOn != start || d.DueOn != due)).ExecuteDeleteAsync(cancel);
        if (open > 0) Write(db, deadline, reportId, referralId);
    }

    /// <summary>
    /// Opens a deadline again that was met, and gives it until a day: never an earlier one than it had. A new row takes
    /// its place, so that its ladder begins again. The caller saves.
    /// </summary>
    public static async Task ReopenAsync(
        IntakeDb db, DeadlineKind kind, Guid reportId, Guid? referralId, DateOnly atLeast, CancellationToken cancel)
    {
        var met = await db.Deadlines.AsNoTracking()
            .SingleOrDefaultAsync(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == kind, cancel);
        if (met is null) return;
        await db.Deadlines.Where(d => d.Id == met.Id).ExecuteDeleteAsync(cancel);
        db.Deadlines.Add(new DeadlineRow
        {
            Id = Guid.NewGuid(),
            ReportId = reportId,
            ReferralId = referralId,
            Kind = kind,
            StartsOn = met.StartsOn,
            DueOn = met.DueOn > atLeast ? met.DueOn : atLeast,
        });
    }

    /// <summary>Ends what is still open of a referral whose handlers have all left.</summary>
    public static Task MeetAllAsync(IntakeDb db, Guid reportId, Guid referralId, DateOnly today, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.MetOn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, today), cancel);

    /// <summary>Ends what is still open of a report that is closed or withdrawn.</summary>
    public static Task MeetAllAsync(IntakeDb db, Guid reportId, DateOnly today, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.MetOn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, today), cancel);
}
