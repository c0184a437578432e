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
/// The administrators who hold a case hear, by the usual mail at the next mail hour, that its deletion was announced: they can hold
/// it. Each once for each case; where all are on leave, they hear of it all the same.
/// </summary>
internal sealed class DeletionNotices(
    IntakeDb db, SchemeCatalogue schemes, CertificateBooks books, NoticeBook notices, HolderPseudonyms pseudonyms, MailSettings settings,
    TimeProvider time)
{
    public Task TellAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, TellAsync, cancel);

    private async Task TellAsync(Scheme scheme, CancellationToken cancel)
    {
        // A run that was cut short between announcing and telling is made up for as long as it is remembered who has had the mail.
        var today = CopenhagenClock.Today(time);
        var since = today.AddDays(-MailCause.DaysKept);
        var reports = await db.Deletions.AsNoTracking()
            .Where(one => one.AnnouncedOn > since && db.Reports.Any(report => report.Id == one.ReportId && report.SchemeId == scheme.Id))
            .Select(one => one.ReportId).ToListAsync(cancel);
        if (reports.Count == 0) return;
        var staff = await SchemeStaff.ReadAsync(db, books, scheme, time, cancel);
        var administrators = staff.People.Where(person => person.Is(StaffRoles.Administrator)).Select(person => person.Id).ToList();
        await Apart.DoAsync(reports.Order(), async report =>
        {
            var holding = await HoldingAsync(report, administrators, cancel);
            var here = staff.AtWork(holding).Where(holding.Contains).ToList();
            foreach (var person in (here.Count > 0 ? here : holding).Order())
            {
                await using var transaction = await db.Database.BeginTransactionAsync(cancel);
                await notices.TellAsync(db, MailKind.Reminder, new(person, $"deletion {report:N}"),
                    NoticeCause.SomethingOpen(staff.HourOf(person, time)), settings.Domain, today, body: null, cancel);
                await transaction.CommitAsync(cancel);
            }
        }, cancel);
    }

    private async Task<List<Guid>> HoldingAsync(Guid report, List<Guid> people, CancellationToken cancel)
    {
        var holders = people.ToDictionary(person => Convert.ToHexString(pseudonyms.OfPerson(report, person)));
        var known = people.ConvertAll(person => pseudonyms.OfPerson(report, person));
        var held = await db.Grants.AsNoTracking().Where(grant => known.Contains(grant.Holder)).Select(grant => grant.Holder).Distinct()
            .ToListAsync(cancel);
        return [.. held.Select(holder => holders[Convert.ToHexString(holder)])];
    }
}
