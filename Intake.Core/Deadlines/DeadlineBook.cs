using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Deadlines;

/// <summary>
/// Writes deadlines in the transaction of their cause, and marks them met or ended. The worker only sweeps what stands here.
/// </summary>
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
        OfAdministrators = deadline.OfAdministrators,
    });

    /// <summary>Marks a deadline met, once: a later day does not move an earlier one.</summary>
    public static Task MeetAsync(IntakeDb db, DeadlineKind kind, Guid reportId, Guid? referralId, DateOnly today, CancellationToken cancel)
        => Open(db, reportId).Where(d => d.ReferralId == referralId && d.Kind == kind)
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.MetOn, today), cancel);

    /// <summary>
    /// Sets an open deadline to newly computed dates. Its row is replaced: its arithmetic stays true, and the steps of its
    /// ladder, which hang on the row, are taken again for the new dates. The caller saves.
    /// </summary>
    public static async Task ReplaceAsync(IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId, CancellationToken cancel)
    {
        var (start, due) = (deadline.Start, deadline.Due);
        var open = await Open(db, reportId)
            .Where(d => d.ReferralId == referralId && d.Kind == deadline.Kind && (d.StartsOn != start || d.DueOn != due))
            .ExecuteDeleteAsync(cancel);
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

    /// <summary>
    /// Begins a deadline of which there may have been one before: that one's row, met, ended or open, gives way. The caller saves.
    /// </summary>
    public static async Task BeginAgainAsync(
        IntakeDb db, Deadline deadline, Guid reportId, Guid? referralId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(deadline);
        await db.Deadlines.Where(d => d.ReportId == reportId && d.ReferralId == referralId && d.Kind == deadline.Kind)
            .ExecuteDeleteAsync(cancel);
        Write(db, deadline, reportId, referralId);
    }

    /// <summary>Takes away a deadline of a report that is open and should not be: nothing was due. Its decisions tell of it.</summary>
    public static Task DropAsync(IntakeDb db, DeadlineKind kind, Guid reportId, CancellationToken cancel)
        => Open(db, reportId).Where(d => d.ReferralId == null && d.Kind == kind).ExecuteDeleteAsync(cancel);

    /// <summary>Ends what is still open of a referral; nothing of it was met.</summary>
    public static Task EndAllAsync(
        IntakeDb db, Guid reportId, Guid referralId, DeadlineEnd because, DateOnly today, CancellationToken cancel)
        => EndAsync(Open(db, reportId).Where(d => d.ReferralId == referralId), because, today, cancel);

    /// <summary>Ends what is still open of a report; nothing of it was met.</summary>
    public static Task EndAllAsync(IntakeDb db, Guid reportId, DeadlineEnd because, DateOnly today, CancellationToken cancel)
        => EndAsync(Open(db, reportId), because, today, cancel);

    /// <summary>Ends one kind, where it is open, of all referrals of a report.</summary>
    public static Task EndOfReferralsAsync(IntakeDb db, DeadlineKind kind, Guid reportId, IReadOnlyCollection<Guid> referrals,
        DeadlineEnd because, DateOnly today, CancellationToken cancel)
        => EndAsync(Open(db, reportId).Where(d => d.Kind == kind && d.ReferralId != null && referrals.Contains(d.ReferralId.Value)),
            because, today, cancel);

    private static IQueryable<DeadlineRow> Open(IntakeDb db, Guid reportId)
        => db.Deadlines.Where(d => d.ReportId == reportId && d.MetOn == null && d.EndedOn == null);

    private static Task<int> EndAsync(IQueryable<DeadlineRow> open, DeadlineEnd because, DateOnly today, CancellationToken cancel)
        => open.ExecuteUpdateAsync(s => s.SetProperty(d => d.EndedOn, today).SetProperty(d => d.EndedBy, because), cancel);
}
