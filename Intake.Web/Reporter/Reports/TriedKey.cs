using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Drafts;
using Intake.Web.Reporter.Mailboxes;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// The receipt's own door: the key as its reader wrote it down. A slip leaves the key on the page for as long as a receipt is
/// shown again, since it is the note that may be wrong.
/// </summary>
internal static class TriedKey
{
    public static readonly FormShape Shape = KeyPages.Fields.Text(ReportForm.Ticket, 2048);

    public static Task<IResult> TryAsync(
        ReportVisit visit, [AsParameters] MailboxVisit mailboxes, PostedForm form, ReportDesk desk, ReceiptKeyLookup door,
        ResumeDraft drafts) =>
        KeyPages.TryAsync(mailboxes, form, door, drafts, visit.Room, why => AgainAsync(visit, desk, why));

    /// <summary>The receipt once more; null when it is not shown any longer, or too many derive keys just now.</summary>
    private static async Task<IResult?> AgainAsync(ReportVisit visit, ReportDesk desk, ReceiptKeyError? why)
    {
        if (!(await visit.Room.EnterAsync(CostlyAct.Open, Guid.Empty, "", visit.Cancel)).MayGo) return null;
        var again = await desk.ReceiveAsync(visit.Scheme, visit.Ticket, staged: null, visit.Cancel);
        var words = why is { } slip ? visit.Text[$"Mailbox.Malformed.{slip}"] : visit.Text["Mailbox.Unknown"];
        return SendPages.ReceiptOf(visit.Scheme, again, visit.Seal(), new FormErrors().Add("Key", words));
    }
}
