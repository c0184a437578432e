using System.Data.Common;
using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Intake.Worker.Jobs;

/// <summary>
/// Makes the root of every day that is over, and mails its check value to every administrator: kept outside the
/// installation, it shows a later deletion or roll-back. It goes out every day, so that it says nothing of a report.
/// </summary>
internal sealed class SealDailyRoot(
    IntakeDb db, DailyRoots roots, SchemeCatalogue schemes, NoticeBook notices, MailSettings settings, TimeProvider time) : IRecurringJob
{
    private const string Before = "scheme";

    public async Task RunAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var failures = new List<Exception>();
        if (await roots.SealAsync(db, cancel) is { Count: > 0 } seals)
        {
            try
            {
                await TellAsync(transaction, seals, cancel);
            }
            catch (AggregateException some)
            {
                failures.AddRange(some.InnerExceptions);
            }
        }

        await transaction.CommitAsync(cancel);
        if (failures.Count > 0) throw new AggregateException("The roots are made, and some schemes were not told.", failures);
    }

    private Task TellAsync(IDbContextTransaction transaction, IReadOnlyList<DailyRootSeal> seals, CancellationToken cancel)
    {
        // Days on which no worker ran come in one mail, each with its own check value.
        var body = string.Join("\n\n", seals.Select(seal => MailedRoot.Write(roots.MailOf(seal), roots.PublicKey())));
        return EachScheme.RunAsync(db, schemes, TellSchemeAsync, cancel);

        async Task TellSchemeAsync(Scheme scheme, CancellationToken stop)
        {
            var cause = new NoticeCause(
                $"daily-root-{seals[^1].Day:yyyy-MM-dd}", CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours));
            var administrators = await db.Staff
                .Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active
                    && person.Roles.HasFlag(StaffRoles.Administrator))
                .Select(person => person.Id).ToListAsync(stop);
            await transaction.CreateSavepointAsync(Before, stop);
            try
            {
                foreach (var person in administrators)
                {
                    await notices.AddAsync(db, MailKind.DailyRoot, person, cause, settings.Domain, body, stop);
                }
            }
            catch (DbException)
            {
                // Without this the database would throw the root away with the mails of one scheme.
                await transaction.RollbackToSavepointAsync(Before, CancellationToken.None);
                throw;
            }
        }
    }
}
