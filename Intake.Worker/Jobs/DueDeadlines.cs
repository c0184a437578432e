using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>An open deadline, and the day on which its report was received.</summary>
internal sealed record DueDeadline(DeadlineRow Row, DateOnly ReceivedOn);

/// <summary>
/// The open deadlines of which a step may have come due and is not taken: found by their due date in the index of open ones, so that
/// what is far off or done with costs nothing. It may find too many and never too few: <see cref="EscalationLadder.Due"/> decides.
/// </summary>
internal static class DueDeadlines
{
    private static readonly DateOnly Ever = new(1900, 1, 1);

    /// <summary>For which due dates a step is to be taken today: after the one day, and until the other.</summary>
    private sealed record Band(int Number, DateOnly After, DateOnly Until, int Days);

    public static Task<List<DueDeadline>> FindAsync(IntakeDb db, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        var bands = BandsOf(scheme.Deadlines.Ladder, today);
        var (numbers, after) = (bands.Select(band => band.Number).ToArray(), bands.Select(band => band.After).ToArray());
        var (until, days) = (bands.Select(band => band.Until).ToArray(), bands.Select(band => band.Days).ToArray());
        var retention = (short)DeadlineKind.Retention;
        return (
            from deadline in db.Deadlines.FromSql($"""
                SELECT d.*, d.xmin FROM intake.deadline d
                WHERE d.id IN (
                    SELECT due.id FROM unnest({numbers}, {after}, {until}, {days}) AS step(number, after, until, days)
                    JOIN intake.deadline due ON due.due_on > step.after AND due.due_on <= step.until
                    WHERE due.met_on IS NULL AND due.ended_on IS NULL AND due.kind <> {retention}
                        AND due.due_on >= due.starts_on AND due.due_on + step.days > due.starts_on
                        AND NOT EXISTS (
                            SELECT FROM intake.escalation taken WHERE taken.deadline_id = due.id AND taken.step = step.number))
                """).AsNoTracking()
            join report in db.Reports on deadline.ReportId equals report.Id
            where report.SchemeId == scheme.Id && report.State != ReportState.Withdrawn
            orderby deadline.ReportId, deadline.Id
            select new DueDeadline(deadline, report.ReceivedOn)).ToListAsync(cancel);
    }

    /// <summary>The ladder's days: of reminders the last one reached, while no overdue step is; else each overdue step reached.</summary>
    private static List<Band> BandsOf(EscalationLadder ladder, DateOnly today)
    {
        // A reminder that falls on a closed day comes before it: on today come those of the closed days that follow.
        var reached = today;
        while (!DanishCalendar.IsWorkingDay(reached.AddDays(1))) reached = reached.AddDays(1);
        var overdue = ladder.Steps.Where(step => !step.IsReminder).Select(step => today.AddDays(-step.DaysFromDue)).FirstOrDefault(Ever);
        return
        [
            .. ladder.Steps.Select((step, index) => !step.IsReminder
                ? new Band(step.Number, Ever, today.AddDays(-step.DaysFromDue), step.DaysFromDue)
                : new Band(step.Number, Later(overdue, ladder.Steps.Skip(index + 1).Where(next => next.IsReminder)
                    .Select(next => reached.AddDays(-next.DaysFromDue)).FirstOrDefault(Ever)),
                    reached.AddDays(-step.DaysFromDue), step.DaysFromDue)),
        ];
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
