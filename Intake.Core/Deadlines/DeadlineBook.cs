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

    /// <summary>Sets a deadline to newly computed dates, while it is not met.</summary>
    public static Task MoveAsync(IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == deadline.Kind && d.MetOn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.DueOn, deadline.Due), cancel);

    /// <summary>Counts an open deadline anew from another day: its row is replaced, so that its arithmetic stays true. The caller saves.</summary>
    public static async Task ReplaceAsync(IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId, CancellationToken cancel)
    {
        var open = await db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == deadline.Kind && d.MetOn == null)
            .ExecuteDeleteAsync(cancel);
        if (open > 0) Write(db, deadline, reportId, referralId);
    }

    /// <summary>Opens a deadline again that was met, and gives it until a day: never an earlier one than it had.</summary>
    public static Task ReopenAsync(IntakeDb db, DeadlineKind kind, Guid reportId, Guid? referralId, DateOnly atLeast, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == kind)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, (DateOnly?)null)
                .SetProperty(d => d.DueOn, d => d.DueOn > atLeast ? d.DueOn : atLeast), cancel);

    /// <summary>Ends what is still open of a report that is closed or withdrawn.</summary>
    public static Task MeetAllAsync(IntakeDb db, Guid reportId, DateOnly today, CancellationToken cancel)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.MetOn == null)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, today), cancel);
}
