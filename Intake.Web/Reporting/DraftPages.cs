using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Forms;
using Intake.Web.Privacy;
using Intake.Web.Shell;
using Intake.Web.Start;
using Intake.Web.Texts;
using Intake.Web.Waiting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporting;

/// <summary>Reports that are kept unfinished: saved and deleted. With its key a draft is opened again at the mailbox's door: <see cref="DraftReturn"/>.</summary>
public static class DraftPages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text(ReportForm.Ticket, 4096).WithTurn();

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
            var key = kept.Key is null ? "" : new string(kept.Key.ToGroupedChars());
            return Page.Of<DraftSavedPage>(new { Scheme = scheme, Ticket = ticket, kept.KeptUntil, Key = key });
        }
    }

    /// <summary>From the check page: what is staged already becomes a draft, or is one.</summary>
    internal static async Task<IResult> SaveAsync(
        string scheme, HttpContext http, SchemeShelf shelf, StagingDesk staging, DraftDesk drafts, WaitingRoom room, Text text, CancellationToken cancel)
    {
        if (await shelf.FindOrRememberAsync(scheme, text, cancel) is not { Scheme.Clocks.DraftDays: > 0 } found)
        {
            return TypedResults.NotFound();
        }

        return await WithTicketAsync(http, found.Scheme, staging, async (ticket, turn) =>
        {
            var isNew = ticket.Staged is { IsDraft: false };
            if (isNew && await room.EnterAsync(CostlyAct.Draft, found.Scheme.Id, turn, cancel) is { MayGo: false } wait)
            {
                return SendPages.Wait(http, CostlyAct.Draft, found.Scheme, staging.Seal(found.Scheme, ticket), wait.Turn);
            }

            return await drafts.SaveAsync(found.Scheme, ticket, cancel) switch
            {
                DraftResult.Kept kept => Saved(found.Scheme, kept, staging.Seal(found.Scheme, kept.Ticket)),
                DraftResult.AlreadyMade => SendPages.Not(found.Scheme, NotReceived.SavedBefore, staging.Seal(found.Scheme, ticket)),
                _ => await SendPages.GoneAsync(found.Scheme, staging, ticket, cancel),
            };
        }, cancel);
    }

    internal static async Task<IResult> DeleteAsync(
        string scheme, HttpContext http, SchemeShelf shelf, StagingDesk staging, DraftDesk drafts, Text text, CancellationToken cancel)
    {
        if (await shelf.FindOrRememberAsync(scheme, text, cancel) is not { } found)
        {
            return TypedResults.NotFound();
        }

        return await WithTicketAsync(http, found.Scheme, staging, async (ticket, _) =>
            await drafts.DeleteAsync(ticket, cancel) ? Page.Of<DraftDeletedPage>(new { found.Scheme })
            : await SendPages.GoneAsync(found.Scheme, staging, ticket, cancel), cancel);
    }

    private static async Task<IResult> WithTicketAsync(
        HttpContext http, Scheme scheme, StagingDesk staging, Func<FormTicket, string, Task<IResult>> act, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refused;
        }

        using (form)
        {
            using var ticket = staging.Open(scheme, form.Text(ReportForm.Ticket));
            if (ticket is null)
            {
                return SendPages.Not(scheme, NotReceived.Expired);
            }

            try
            {
                return await act(ticket, form.Text(WaitingFields.Turn));
            }
            catch (Exception failure) when (Failures.Pass(failure))
            {
                return SendPages.Unreachable(http, scheme, form.Text(ReportForm.Ticket));
            }
        }
    }
}
