using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Jobs;

/// <summary>
/// Takes the steps of every open deadline's ladder that have come due: a mail for the next mail hour of each person whom the step
/// names, and when all have theirs, a row that it is taken. Each person gets theirs in a transaction of its own, which says so
/// too, so that a failure, or a second worker, neither skips anybody nor tells anybody twice.
/// </summary>
internal sealed class SweepDeadlines(
    IntakeDb db, SchemeCatalogue schemes, NoticeBook notices, HolderPseudonyms pseudonyms, MailSettings settings, TimeProvider time,
    ILogger<SweepDeadlines> log) : IRecurringJob
{
    /// <summary>No ladder looks further ahead, in days.</summary>
    private const int LongestLead = 366;

    public Task RunAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, SweepAsync, cancel);

    private async Task SweepAsync(Scheme scheme, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var horizon = today.AddDays(LongestLead);
        var open = await (
            from deadline in db.Deadlines.AsNoTracking()
            join report in db.Reports on deadline.ReportId equals report.Id
            where report.SchemeId == scheme.Id && report.State != ReportState.Withdrawn
                && deadline.MetOn == null && deadline.EndedOn == null
                && deadline.DueOn <= horizon && deadline.Kind != DeadlineKind.Retention
            select new { Deadline = deadline, report.ReceivedOn }).ToListAsync(cancel);
        if (open.Count == 0) return;

        var ids = open.Select(row => row.Deadline.Id).ToList();
        var taken = (await db.Escalations.AsNoTracking().Where(row => ids.Contains(row.DeadlineId)).ToListAsync(cancel))
            .ToLookup(row => row.DeadlineId, row => row.Step);
        var staff = await SchemeStaff.ReadAsync(db, scheme, time, cancel);
        var audience = await DeadlineAudience.ReadAsync(db, staff, pseudonyms, cancel);
        await Apart.DoAsync(open.Where(row => row.Deadline.DueOn >= row.Deadline.StartsOn), async row =>
        {
            var deadline = Deadline.Of(row.Deadline.Kind, row.Deadline.StartsOn, row.Deadline.DueOn, row.ReceivedOn);
            var due = scheme.Deadlines.Ladder.Due(deadline, today, row.Deadline.StartsOn, taken[row.Deadline.Id].ToHashSet());
            await Apart.DoAsync(due, step => TakeAsync(staff, row.Deadline, step, audience.Of(row.Deadline, step.Step.To), cancel), cancel);
        }, cancel);
    }

    private async Task TakeAsync(
        SchemeStaff staff, DeadlineRow deadline, DueStep step, StepAudience people, CancellationToken cancel)
    {
        if (people.IsNobody)
        {
            log.LogWarning("A deadline's step was left for later: nobody active is there to hear of it");
            return;
        }

        var (id, today) = (deadline.Id, CopenhagenClock.Today(time));
        var topic = $"step {id:N} {step.Number}";
        var kind = step.Step.IsReminder ? MailKind.Reminder : MailKind.Escalation;
        await Apart.DoAsync(
            [
                .. people.Holders.Select(person => (Id: person, IsHolder: true)),
                .. people.Others.Select(other => (Id: other, IsHolder: false)),
            ],
            async person =>
            {
                var hour = person.Id == staff.Scheme.Id
                    ? CopenhagenClock.NextMailHour(time, staff.Scheme.Deadlines.MailHours) : staff.HourOf(person.Id, time);
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await notices.TellAsync(
                    db, person.IsHolder ? kind : MailKind.Overdue, new(person.Id, topic),
                    person.IsHolder ? NoticeCause.SomethingOpen(hour) : NoticeCause.SomethingLate(hour), settings.Domain, today, cancel);
                await transaction.CommitAsync(cancel);
            },
            cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.escalation (deadline_id, step, done_on) VALUES ({id}, {step.Number}, {today}) ON CONFLICT DO NOTHING",
            cancel);
    }
}
