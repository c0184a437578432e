using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Makes the root of every day that is over, and mails its check value to every administrator: kept outside the
/// installation, it shows a later deletion or roll-back. It goes out every day, so that it says nothing of a report. Whom a run could
/// not tell, since their scheme's file did not read or the database was away, the next ones tell, for a week.
/// </summary>
internal sealed class SealDailyRoot(
    IntakeDb db, DailyRoots roots, SchemeCatalogue schemes, NoticeBook notices, MailSettings settings, TimeProvider time) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            await roots.SealAsync(db, cancel);
            await transaction.CommitAsync(cancel);
        }

        db.ChangeTracker.Clear();
        var recent = await DailyRoots.SinceAsync(db, CopenhagenClock.Today(time).AddDays(-MailCause.DaysKept), cancel);
        await EachScheme.RunAsync(db, schemes, (scheme, stop) => TellAsync(scheme, recent, stop), cancel);
    }

    private async Task TellAsync(Scheme scheme, IReadOnlyList<DailyRootSeal> recent, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var hour = CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours);
        var administrators = await db.Staff
            .Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active
                && person.Roles.HasFlag(StaffRoles.Administrator))
            .OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(cancel);
        var things = recent.SelectMany(root => administrators.Select(person => new ThingForPerson(person, TopicOf(root)))).ToList();
        var untold = (await notices.UntoldAsync(db, things, today, cancel)).ToHashSet();
        if (untold.Count == 0) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var root in recent)
        {
            foreach (var thing in administrators.Select(person => new ThingForPerson(person, TopicOf(root))).Where(untold.Contains))
            {
                await notices.TellAsync(db, MailKind.DailyRoot, thing, new NoticeCause(TopicOf(root), hour), settings.Domain, today,
                    MailedRoot.Write(roots.MailOf(root), roots.PublicKey()), cancel);
            }
        }

        await transaction.CommitAsync(cancel);
    }

    private static string TopicOf(DailyRootSeal root) => $"daily-root-{root.Day:yyyy-MM-dd}";
}
