using System.Data.Common;
using Intake.Core.Accountability.Figures;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Makes each scheme's accountability report when its week, month or quarter is over, and what was missed before it; each
/// administrator gets the usual mail at the next mail hour, one for all that are new; one who is on leave gets it afterwards.
/// </summary>
internal sealed class MakeAccountabilityReports(
    IntakeDb db, AccountabilityReports reports, CertificateBooks books, SchemeCatalogue schemes, NoticeBook notices,
    MailSettings settings, TimeProvider time) : IRecurringJob
{
    public Task RunAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, MakeAsync, cancel);

    private async Task MakeAsync(Scheme scheme, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await reports.MakeScheduledAsync(db, scheme, cancel) == 0) return;
        var cause = NoticeCause.SomethingOpen(CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours));
        var certified = (await books.OfAsync(db, scheme.Id, cancel)).Current.Select(certificate => certificate.PersonId).ToHashSet();
        var administrators = (await db.Staff
            .Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active
                && person.Roles.HasFlag(StaffRoles.Administrator))
            .OrderBy(person => person.Id).Select(person => new { person.Id, person.AwayUntil }).ToListAsync(cancel))
            .Where(person => SchemeStaff.IsKnown(certified, person.Id)).ToList();
        var failures = new List<Exception>();
        foreach (var person in administrators)
        {
            var back = person.AwayUntil is { } last && MailChoiceDesk.IsAway(last, CopenhagenClock.Today(time))
                ? MailHour.AfterLeave(last, scheme.Deadlines.MailHours) : default(DateTimeOffset?);
            // The reports stay made, and the others hear of them, whatever comes of one person's mail.
            await transaction.CreateSavepointAsync("told", cancel);
            try
            {
                await notices.AddAsync(
                    db, MailKind.Reminder, person.Id, cause with { NotBefore = back }, settings.Domain, body: null, cancel);
            }
            catch (DbException failure)
            {
                await transaction.RollbackToSavepointAsync("told", cancel);
                failures.Add(failure);
            }
        }

        await transaction.CommitAsync(cancel);
        if (failures.Count > 0) throw new AggregateException("Some administrators were not told.", failures);
    }
}
