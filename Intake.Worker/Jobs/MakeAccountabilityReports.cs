using Intake.Core.Accountability.Figures;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Makes each scheme's accountability report when its week, month or quarter is over, and what was missed before it; each
/// administrator gets the usual mail at the next mail hour, one for all that are new.
/// </summary>
internal sealed class MakeAccountabilityReports(
    IntakeDb db, AccountabilityReports reports, SchemeCatalogue schemes, NoticeBook notices, MailSettings settings, TimeProvider time)
    : IRecurringJob
{
    public Task RunAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, MakeAsync, cancel);

    private async Task MakeAsync(Scheme scheme, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await reports.MakeScheduledAsync(db, scheme, cancel) == 0) return;
        var cause = NoticeCause.SomethingOpen(CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours));
        var administrators = await db.Staff
            .Where(person => person.SchemeId == scheme.Id && person.State == StaffState.Active
                && person.Roles.HasFlag(StaffRoles.Administrator))
            .OrderBy(person => person.Id).Select(person => person.Id).ToListAsync(cancel);
        foreach (var person in administrators)
            await notices.AddAsync(db, MailKind.Reminder, person, cause, settings.Domain, body: null, cancel);
        await transaction.CommitAsync(cancel);
    }
}
