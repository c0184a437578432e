using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>
/// Administrators and the handlers of a referral notify the scheme's office of a serious or widespread case: a mail without content
/// at the next mail hour. Why stands in the referral's StatementFile, which both sides read. See docs/decisions/orientation.md.
/// </summary>
public sealed class OrientationDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, NoticeBook notices, SchemeCatalogue schemes, TimeProvider time,
    InvitationMailDomain? domain = null)
{
    /// <summary>The day on which the case's office was last notified, of whichever referral; null where it was not.</summary>
    public Task<DateOnly?> LastAsync(Guid reportId, CancellationToken cancel) =>
        Orientations(reportId).MaxAsync(row => (DateOnly?)row.MadeOn, cancel);

    /// <summary>Notifies the office, with the reason that stays in the case.</summary>
    /// <param name="reportId">The case.</param>
    /// <param name="referralId">The referral because of which.</param>
    /// <param name="staff">An administrator of the case, or a handler of the referral.</param>
    /// <param name="reason">Why; of a case of which the office knows, why again.</param>
    /// <param name="again">That the office is to hear of it once more: needed where it was notified before.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> OrientAsync(
        Guid reportId, Guid referralId, UnlockedStaff staff, string? reason, bool again, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var file = open.StatementFile(referralId);
            var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
            if (!CaseLifecycle.Write.IsFor(staff.Certificate) || scheme.Orientation is null) return CaseResult.NotFound;
            if (CaseText.Fault(reason) is { } fault) return fault;
            // The mail says that the case is being handled.
            var isAccepted = await db.Referrals.AnyAsync(row => row.Id == referralId && row.AcceptedOn != null, cancel);
            if (!isAccepted || !open.Allows(CaseLifecycle.Write)) return CaseResult.NotNow;
            if (!again && await Orientations(reportId).AnyAsync(cancel)) return CaseResult.NotifiedBefore;
            var entry = await log.AppendAsync(open.Report, file, EntryKind.Orientation, new TextContent(reason!), open.Today, cancel);
            var hour = CopenhagenClock.NextMailHour(time, scheme.Deadlines.MailHours);
            await notices.AddAsync(db, MailKind.Orientation, scheme.Id, new NoticeCause($"orientation {entry.Id:N}", hour),
                InvitationMailDomain.For(scheme, domain).Name, body: null, cancel);
            cases.Audit(open.Report, AuditAction.Oriented, referralId);
            return CaseResult.Done;
        }, cancel);

    private IQueryable<Entry> Orientations(Guid reportId) => db.Entries.AsNoTracking().Where(row => row.Kind == EntryKind.Orientation
        && db.Compartments.Any(room => room.Id == row.CompartmentId && room.ReportId == reportId));
}
