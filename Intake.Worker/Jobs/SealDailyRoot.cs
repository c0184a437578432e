using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
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
    IntakeDb db, DailyRoots roots, CertificateBooks books, SchemeCatalogue schemes, NoticeBook notices, MailSettings settings,
    TimeProvider time) : IRecurringJob
{
    /// <summary>Days in one mail: what many came to would be too long for a mail.</summary>
    private const int DaysInAMail = 100;

    public async Task RunAsync(CancellationToken cancel)
    {
        IReadOnlyList<DailyRootSeal> made;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            made = await roots.SealAsync(db, cancel);
            await transaction.CommitAsync(cancel);
        }

        db.ChangeTracker.Clear();
        var recent = await roots.SinceAsync(db, CopenhagenClock.Today(time).AddDays(-MailCause.DaysKept), cancel);
        var seals = made.Concat(recent).DistinctBy(seal => seal.Day).OrderBy(seal => seal.Day).ToList();
        await EachScheme.RunAsync(db, schemes, (scheme, stop) => TellAsync(scheme, seals, stop), cancel);
    }

    private async Task TellAsync(Scheme scheme, IReadOnlyList<DailyRootSeal> seals, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var hour = CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours);
        var administrators = (await SchemeStaff.ReadAsync(db, books, scheme, time, cancel)).People
            .Where(person => person.Is(StaffRoles.Administrator)).Select(person => person.Id).ToList();
        var things = seals.SelectMany(root => administrators.Select(person => new ThingForPerson(person, TopicOf(root)))).ToList();
        var untold = (await notices.UntoldAsync(db, things, today, cancel)).ToHashSet();
        if (untold.Count == 0) return;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        foreach (var person in administrators)
        {
            // Days on which no worker ran come in one mail, each with its own check value.
            foreach (var due in seals.Where(root => untold.Contains(new(person, TopicOf(root)))).Chunk(DaysInAMail))
            {
                var body = string.Join("\n\n", due.Select(root => MailedRoot.Write(roots.MailOf(root), roots.PublicKey())));
                var mail = new NoticeCause(TopicOf(due[^1]), hour);
                foreach (var root in due)
                {
                    await notices.TellAsync(
                        db, MailKind.DailyRoot, new(person, TopicOf(root)), mail, settings.Domain, today, body, cancel);
                }
            }
        }

        await transaction.CommitAsync(cancel);
    }

    private static string TopicOf(DailyRootSeal root) => $"daily-root-{root.Day:yyyy-MM-dd}";
}
