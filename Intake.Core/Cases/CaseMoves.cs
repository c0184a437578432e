using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Storage;

namespace Intake.Core.Cases;

/// <summary>
/// Takes a step of the lifecycle: the state, and the deadlines that the step starts and ends. Inside the caller's transaction,
/// with the report's row locked; the caller has asked whether it can be taken, and saves.
/// </summary>
internal static class CaseMoves
{
    /// <summary>Takes a step of a report.</summary>
    /// <param name="deadlines">The dates of what the step starts, starts again, counts again or reopens: exactly those.</param>
    /// <exception cref="InvalidOperationException">
    /// The report is not where this can be done, or other deadlines are given than the step names.
    /// </exception>
    internal static async Task TakeAsync(
        IntakeDb db, ReportTransition step, Report report, DateOnly today, IReadOnlyList<Deadline> deadlines, CancellationToken cancel)
    {
        step.Apply(report, today);
        await MeetAsync(db, step, report.Id, null, today, cancel);
        if (step.EndsAll is { } because) await DeadlineBook.EndAllAsync(db, report.Id, because, today, cancel);
        await DateAsync(db, step, report, null, deadlines, cancel);
    }

    /// <summary>Takes a step of a referral.</summary>
    /// <inheritdoc cref="TakeAsync(IntakeDb, ReportTransition, Report, DateOnly, IReadOnlyList{Deadline}, CancellationToken)"/>
    internal static async Task TakeAsync(IntakeDb db, ReferralTransition step, Report report, Referral referral, DateOnly today,
        IReadOnlyList<Deadline> deadlines, CancellationToken cancel)
    {
        step.Apply(report, referral);
        await MeetAsync(db, step, report.Id, referral.Id, today, cancel);
        if (step.EndsAll is { } because) await DeadlineBook.EndAllAsync(db, report.Id, referral.Id, because, today, cancel);
        await DateAsync(db, step, report, referral.Id, deadlines, cancel);
    }

    // What a step meets is met, also where the same step ends all the rest.
    private static async Task MeetAsync(
        IntakeDb db, CaseTransition step, Guid reportId, Guid? referralId, DateOnly today, CancellationToken cancel)
    {
        foreach (var kind in step.Ends) await DeadlineBook.MeetAsync(db, kind, reportId, referralId, today, cancel);
        foreach (var kind in step.MeetsOfReport) await DeadlineBook.MeetAsync(db, kind, reportId, null, today, cancel);
    }

    private static async Task DateAsync(IntakeDb db, CaseTransition step, Report report, Guid? referralId,
        IReadOnlyList<Deadline> deadlines, CancellationToken cancel)
    {
        var named = step.Starts.Concat(step.Restarts).Concat(step.Recounts).Concat(step.Reopens)
            .Where(kind => !step.MayLeaveOut.Contains(kind) || deadlines.Any(deadline => deadline.Kind == kind)).Order();
        if (!named.SequenceEqual(deadlines.Select(deadline => deadline.Kind).Order()))
            throw new InvalidOperationException($"Other deadlines than those of \"{step.Name}\".");

        foreach (var deadline in deadlines)
        {
            // How long a case is kept is a column of the report and no row: nobody has to meet it.
            if (deadline.Kind == DeadlineKind.Retention) report.KeepUntil = deadline.Due;
            else if (step.Starts.Contains(deadline.Kind)) DeadlineBook.Write(db, deadline, report.Id, referralId);
            else if (step.Restarts.Contains(deadline.Kind)) await DeadlineBook.BeginAgainAsync(db, deadline, report.Id, referralId, cancel);
            else if (step.Recounts.Contains(deadline.Kind)) await DeadlineBook.ReplaceAsync(db, deadline, report.Id, referralId, cancel);
            else await DeadlineBook.ReopenAsync(db, deadline.Kind, report.Id, referralId, deadline.Due, cancel);
        }
    }
}
