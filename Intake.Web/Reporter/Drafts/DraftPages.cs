using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Reporter.Reports;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Drafts;

/// <summary>Reports that are kept unfinished: saved and deleted. With its key a draft is opened again at the mailbox's door: <see cref="ResumeDraft"/>.</summary>
public static class DraftPages
{
    private static readonly FormShape Shape = TicketPost.Shape.WithTurn();

    /// <summary>From the form: null, and a notice in the post, where the form has to come back.</summary>
    internal static async Task<IResult?> KeepAsync(HttpContext http, Scheme scheme, FormPost post, DraftDesk drafts, CancellationToken cancel)
    {
        if (await post.EnterDraftAsync(cancel) is { MayGo: false } wait)
        {
            return SendPages.Wait(http, CostlyAct.Draft, scheme, post.Seal(), wait.Turn);
        }

        return await post.KeepAsync(drafts, cancel) is { } kept ? Saved(scheme, kept, post.Seal(kept.Ticket)) : null;
    }

    /// <summary>The page that tells a new draft's key, or, of one saved again, that its key stays.</summary>
    private static RazorComponentResult<DraftSavedPage> Saved(Scheme scheme, DraftResult.Kept kept, string ticket)
    {
        using (kept)
        {
            var key = kept.Key is null ? "" : kept.Key.ToPageText();
            return Page.Of<DraftSavedPage>(new { Scheme = scheme, Ticket = ticket, kept.KeptUntil, Key = key });
        }
    }

    /// <summary>From the check page: what is staged already becomes a draft, or is one.</summary>
    internal static Task<IResult> SaveAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, DraftDesk drafts, WaitingRoom room, Text text, CancellationToken cancel) =>
        TicketPost.TakeAsync(scheme, http, shelf, staging, Shape, text, async (found, form, ticket) =>
        {
            if (found.Clocks.DraftDays == 0)
            {
                return TypedResults.NotFound();
            }

            if (ticket.Staged is { IsDraft: false }
                && await room.EnterAsync(CostlyAct.Draft, found.Id, form.Text(WaitingFields.Turn), cancel) is { MayGo: false } wait)
            {
                return SendPages.Wait(http, CostlyAct.Draft, found, staging.Seal(found, ticket), wait.Turn);
            }

            return await drafts.SaveAsync(found, ticket, cancel) switch
            {
                DraftResult.Kept kept => Saved(found, kept, staging.Seal(found, kept.Ticket)),
                DraftResult.AlreadyMade => SendPages.Not(found, NotReceived.SavedBefore, staging.Seal(found, ticket)),
                _ => await SendPages.GoneAsync(found, staging, ticket, cancel),
            };
        }, cancel);

    internal static Task<IResult> DeleteAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, DraftDesk drafts, Text text, CancellationToken cancel) =>
        TicketPost.TakeAsync(scheme, http, shelf, staging, Shape, text, async (found, _, ticket) =>
            await drafts.DeleteAsync(ticket, cancel) ? Page.Of<DraftDeletedPage>(new { Scheme = found })
            : await SendPages.GoneAsync(found, staging, ticket, cancel), cancel);
}
