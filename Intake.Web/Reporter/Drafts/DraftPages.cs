using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Drafts;

/// <summary>Saving and deleting drafts. A draft is opened again with its key, at the mailbox's door: <see cref="ResumeDraft"/>.</summary>
public static class DraftPages
{
    internal static readonly FormShape Shape = ReportForm.Button.WithTurn();

    /// <summary>From the form: null, and a notice in the post, where the form has to come back.</summary>
    internal static async Task<IResult?> KeepAsync(ReportVisit visit, FormPost post, DraftDesk drafts)
    {
        if (await post.EnterDraftAsync(visit.Cancel) is { MayGo: false } wait)
        {
            return SendPages.Wait(visit, CostlyAct.Draft, post.Seal(), wait.Turn);
        }

        return await post.KeepAsync(drafts, visit.Cancel) is { } kept ? Saved(visit.Scheme, kept, post.Seal(kept.Ticket)) : null;
    }

    /// <summary>The page that shows a new draft's key or, for one saved again, says that its key stays.</summary>
    private static IResult Saved(Scheme scheme, DraftResult.Kept kept, string ticket)
    {
        using (kept)
        {
            var key = kept.Key is null ? "" : kept.Key.ToPageText();
            return Page.Of<DraftSavedPage>(new { Scheme = scheme, Ticket = ticket, kept.KeptUntil, Key = key, kept.Mark });
        }
    }

    /// <summary>From the check page: what is staged already becomes a draft, or is one.</summary>
    internal static async Task<IResult> SaveAsync(ReportVisit visit, PostedForm form, DraftDesk drafts)
    {
        var (scheme, ticket) = (visit.Scheme, visit.Ticket);
        if (scheme.Deadlines.DraftDays == 0)
        {
            return TypedResults.NotFound();
        }

        if (ticket.Staged is { IsDraft: false }
            && await visit.Room.EnterAsync(CostlyAct.Draft, scheme.Id, form.Text(WaitingFields.Turn), visit.Cancel)
                is { MayGo: false } wait)
        {
            return SendPages.Wait(visit, CostlyAct.Draft, visit.Seal(), wait.Turn);
        }

        return await drafts.SaveAsync(scheme, ticket, visit.Cancel) switch
        {
            DraftResult.Kept kept => Saved(scheme, kept, visit.Staging.Seal(scheme, kept.Ticket)),
            DraftResult.AlreadyMade => SendPages.Not(scheme, NotReceived.SavedBefore, visit.Seal()),
            _ => await SendPages.GoneAsync(visit),
        };
    }

    internal static async Task<IResult> DeleteAsync(ReportVisit visit, DraftDesk drafts) =>
        await drafts.DeleteAsync(visit.Ticket, visit.Cancel)
            ? Page.Of<DraftDeletedPage>(new { visit.Scheme })
            : await SendPages.GoneAsync(visit);
}
