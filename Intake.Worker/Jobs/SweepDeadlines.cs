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
/// Takes the steps of every open deadline's ladder that have come due: a row that the step is taken, and a mail for the
/// scheme's next mail hour to those it names. Two workers take a step once, since its row's key is the step.
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
        var audience = await DeadlineAudience.ReadAsync(db, scheme, pseudonyms, cancel);
        foreach (var row in open.Where(row => row.Deadline.DueOn >= row.Deadline.StartsOn))
        {
            var deadline = Deadline.Of(row.Deadline.Kind, row.Deadline.StartsOn, row.Deadline.DueOn, row.ReceivedOn);
            var due = scheme.Deadlines.Ladder.Due(deadline, today, row.Deadline.StartsOn, taken[row.Deadline.Id].ToHashSet());
            if (due.Count > 0) await TakeAsync(scheme, row.Deadline, due, audience, today, cancel);
        }
    }

    private async Task TakeAsync(
        Scheme scheme, DeadlineRow deadline, IReadOnlyList<DueStep> due, DeadlineAudience audience,
        DateOnly today, CancellationToken cancel)
    {
        var cause = NoticeCause.SomethingOpen(CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var step in due)
        {
            var people = audience.Of(deadline, step.Step.To);
            if (people.Count == 0)
            {
                log.LogWarning("A deadline's step was left for later: nobody active holds its case");
                continue;
            }

            var id = deadline.Id;
            var mine = await db.Database.ExecuteSqlAsync(
                $"INSERT INTO intake.escalation (deadline_id, step, done_on) VALUES ({id}, {step.Number}, {today}) ON CONFLICT DO NOTHING",
                cancel);
            if (mine == 0) continue;
            var kind = step.Step.IsReminder ? MailKind.Reminder : MailKind.Escalation;
            // Always in the same order, so that two workers do not deadlock.
            foreach (var person in people.Order()) await notices.AddAsync(db, kind, person, cause, settings.Domain, body: null, cancel);
        }

        await transaction.CommitAsync(cancel);
    }
}
