using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
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
    IntakeDb db, VaultDb vault, SchemeCatalogue schemes, CertificateBooks books, NoticeBook notices, HolderPseudonyms pseudonyms,
    MailSettings settings, TimeProvider time, ILogger<SweepDeadlines> log) : IRecurringJob
{
    /// <summary>Deadlines whose cases' holders are read at once.</summary>
    private const int AtOnce = 500;

    private int left;

    public Task RunAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, SweepAsync, cancel);

    private async Task SweepAsync(Scheme scheme, CancellationToken cancel)
    {
        var due = await DueDeadlines.FindAsync(db, scheme, CopenhagenClock.Today(time), cancel);
        if (due.Count == 0) return;
        var staff = await SchemeStaff.ReadAsync(db, books, scheme, time, cancel);
        await Apart.DoAsync(due.Chunk(AtOnce), async some => await TakeAsync(staff, await GenuineAsync(some, cancel), cancel), cancel);
        if (left > 0) log.LogWarning("{Steps} steps of deadlines were left for later: nobody active is there to hear of them", left);
        left = 0;
    }

    /// <summary>
    /// Those whose reports have a secret in the vault: a report without one can be opened by nobody, and somebody may have written its
    /// row so that people hear that something is late. While the vault does not answer, all of them.
    /// </summary>
    private async Task<IReadOnlyList<DueDeadline>> GenuineAsync(DueDeadline[] some, CancellationToken cancel)
    {
        try
        {
            var ids = some.Select(one => one.Row.ReportId).Distinct().ToList();
            var kept = (await vault.Secrets.Where(secret => ids.Contains(secret.ReportId)).Select(secret => secret.ReportId)
                .ToListAsync(cancel)).ToHashSet();
            return [.. some.Where(one => kept.Contains(one.Row.ReportId))];
        }
        catch (Exception away) when (DatabaseAway.Is(away, cancel))
        {
            log.LogWarning(away, "The vault did not answer: deadlines of reports without a secret are not left out");
            return some;
        }
    }

    private async Task TakeAsync(SchemeStaff staff, IReadOnlyList<DueDeadline> some, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var ids = some.Select(one => one.Row.Id).ToList();
        var taken = (await db.Escalations.AsNoTracking().Where(row => ids.Contains(row.DeadlineId)).ToListAsync(cancel))
            .ToLookup(row => row.DeadlineId, row => row.Step);
        var audience = await DeadlineAudience.ReadAsync(db, staff, [.. some.Select(one => one.Row.ReportId)], pseudonyms, cancel);
        await Apart.DoAsync(some, async one =>
        {
            var deadline = Deadline.Of(one.Row.Kind, one.Row.StartsOn, one.Row.DueOn, one.ReceivedOn);
            var due = staff.Scheme.Deadlines.Ladder.Due(deadline, today, one.Row.StartsOn, taken[one.Row.Id].ToHashSet());
            await Apart.DoAsync(due, step => TakeAsync(staff, one.Row, step, audience.Of(one.Row, step.Step.To), cancel), cancel);
        }, cancel);
    }

    private async Task TakeAsync(
        SchemeStaff staff, DeadlineRow deadline, DueStep step, StepAudience people, CancellationToken cancel)
    {
        if (people.IsNobody)
        {
            left++;
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
                    person.IsHolder ? NoticeCause.SomethingOpen(hour) : NoticeCause.SomethingLate(hour), settings.Domain, today,
                    body: null, cancel);
                await transaction.CommitAsync(cancel);
            },
            cancel);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.escalation (deadline_id, step, done_on) VALUES ({id}, {step.Number}, {today}) ON CONFLICT DO NOTHING",
            cancel);
    }
}
