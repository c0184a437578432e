using Intake.Core.Submission;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// The form and its check page once more, in the other language, from what the page itself held: its ticket and what was typed.
/// Nothing is checked and nothing written; files that are staged already are listed.
/// </summary>
internal static class SwitchPages
{
    /// <summary>The form as it was typed, errors and all left out.</summary>
    public static async Task<IResult> FormAsync(ReportVisit visit, ReadForm form)
    {
        try
        {
            return await DrawAsync(visit, form);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return ReportPages.Unreachable(visit, form);
        }
    }

    /// <summary>The check page; the form where there is no ticket to find what was staged by.</summary>
    public static async Task<IResult> CheckAsync(ReportVisit visit, CarriedForm carried, ReportDesk desk, PageAddress here)
    {
        if (carried.Form is not { } form) return TypedResults.Redirect(here.To($"{visit.Scheme.Name}/report"));
        var sent = form.Text(ReportForm.Ticket);
        using var ticket = visit.Staging.Open(visit.Scheme, sent);
        if (ticket is null) return SendPages.Not(visit.Scheme, NotReceived.Expired);
        visit.Ticket = ticket;
        try
        {
            if (await visit.Left.HasAsync(visit.Scheme, sent, visit.Cancel)) return SendPages.Left(visit.Scheme);
            var staged = await visit.Staging.LoadAsync(visit.Scheme, ticket, visit.Cancel);
            return staged is null ? await SendPages.GoneAsync(visit)
                : staged.Typed is null ? await FilePages.CheckAsync(visit, staged, desk, StatusCodes.Status200OK)
                : await SendPages.EditAsync(visit);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return SendPages.Unreachable(visit, sent);
        }
    }

    private static async Task<IResult> DrawAsync(ReportVisit visit, ReadForm form)
    {
        var (draft, sent) = (ReportDraft.Of(form), form.Text(ReportForm.Ticket));
        if (await visit.Left.HasAsync(visit.Scheme, sent, visit.Cancel)) return SendPages.Left(visit.Scheme);
        using var ticket = visit.Staging.Open(visit.Scheme, sent);
        if (ticket is null) return Renewed(visit, draft, ReportNotice.Expired);
        if (await visit.Staging.IsUsedAsync(ticket, visit.Cancel)) return SendPages.Already(visit.Scheme);
        var staged = ticket.Staged is null ? null : await visit.Staging.LoadAsync(visit.Scheme, ticket, visit.Cancel);
        if (ticket.Staged is not null && staged is null) return Renewed(visit, draft, ReportNotice.FilesGone);
        return Page.Of<ReportPage>(new
        {
            visit.Scheme,
            Ticket = visit.Staging.Seal(visit.Scheme, ticket),
            Draft = draft with { Files = staged?.Files ?? [], IsSaved = ticket.Staged is { IsDraft: true } },
        });
    }

    private static IResult Renewed(ReportVisit visit, ReportDraft draft, ReportNotice why)
    {
        using var fresh = visit.Staging.NewTicket();
        return ReportPages.Again(visit.Scheme, visit.Staging.Seal(visit.Scheme, fresh), draft, why);
    }
}
