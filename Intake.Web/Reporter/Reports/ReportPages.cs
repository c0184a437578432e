using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Reporter.Drafts;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Reports;

/// <summary>The form and its check page. Nothing is a report before it is confirmed: see <see cref="SendPages"/>.</summary>
public static class ReportPages
{
    public static void MapReporting(this IEndpointRouteBuilder app)
    {
        var pages = app.MapReport();
        pages.MapGet("", ShowAsync);
        pages.MapPost("", CheckAsync);
        pages.MapGet("/check", SwitchPages.CheckAsync);
        pages.MapPost("/files", FilePages.DecideAsync).Takes(FilePages.Shape).WithTicket();
        pages.MapPost("/send", SendPages.SendAsync).Takes(SendPages.Shape).WithTicket();
        pages.MapPost("/receipt", TriedKey.TryAsync).Takes(TriedKey.Shape).WithTicket();
        pages.MapPost("/edit", SendPages.EditAsync).Takes(SendPages.Shape).WithTicket();
        pages.MapPost("/draft", DraftPages.SaveAsync).Takes(DraftPages.Shape).WithTicket();
        pages.MapPost("/draft/delete", DraftPages.DeleteAsync).Takes(DraftPages.Shape).WithTicket();
        pages.MapPost("/leave", LeaveForm.LeaveAsync).Takes(LeaveForm.Shape);
        var left = app.InEachLanguage().MapGroup("/{scheme}/report");
        foreach (var page in new[] { "/files", "/send", "/receipt", "/edit", "/draft", "/draft/delete" })
        {
            left.MapGet(page, BackToForm);
        }

        left.MapGet("/leave", LeaveForm.Left);
    }

    /// <summary>The form again, filled and with its reason; 422 unless said otherwise.</summary>
    internal static IResult Again(
        Scheme scheme, string ticket, ReportDraft draft, ReportNotice notice, FormErrors? errors = null, string turn = "") =>
        Page.Of<ReportPage>(
            new { Scheme = scheme, Ticket = ticket, Draft = draft, Notice = notice, Errors = errors ?? FormErrors.None, Turn = turn },
            notice switch
            {
                ReportNotice.Unreachable or ReportNotice.Busy or ReportNotice.Waiting => StatusCodes.Status503ServiceUnavailable,
                ReportNotice.TooLarge => StatusCodes.Status413PayloadTooLarge,
                ReportNotice.TooSlow => StatusCodes.Status408RequestTimeout,
                ReportNotice.Removed => StatusCodes.Status200OK,
                _ => StatusCodes.Status422UnprocessableEntity,
            });

    private static RedirectHttpResult BackToForm(string scheme, PageAddress here) => TypedResults.Redirect(here.To($"{scheme}/report"));

    private static async Task<IResult> ShowAsync(ReportVisit visit, CarriedForm carried)
    {
        if (carried.Form is { } form) return await SwitchPages.FormAsync(visit, form);
        if (!visit.IsOpen)
        {
            return SendPages.NotOpen(visit.Scheme);
        }

        using var ticket = visit.Staging.NewTicket();
        return Page.Of<ReportPage>(new { visit.Scheme, Ticket = visit.Staging.Seal(visit.Scheme, ticket) });
    }

    private static async Task<IResult> CheckAsync(ReportVisit visit, PostedForm sent, ReportDesk desk, DraftDesk drafts)
    {
        var scheme = visit.Scheme;
        visit.Http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReportForm.BodyBytes(scheme);
        using var post = new FormPost(visit);
        var reading = await sent.ReadAsync(visit.Http, ReportForm.Shape(scheme), post.ReceiveAsync);
        if (!reading.TryGet(out var form))
        {
            return post.Before is not { } before ? reading.Refused : post.WasLeft ? SendPages.Left(scheme) : reading.Refusal switch
            {
                FormRefusal.TooLarge => Again(scheme, before.Text(ReportForm.Ticket), ReportDraft.Of(before), ReportNotice.TooLarge),
                FormRefusal.TooSlow => Again(scheme, before.Text(ReportForm.Ticket), ReportDraft.Of(before), ReportNotice.TooSlow),
                _ => reading.Refused,
            };
        }

        var errors = ReportForm.Check(scheme, form, visit.Text);
        foreach (var error in post.FileErrors.All)
        {
            errors.Add(error.Field, error.Message);
        }

        try
        {
            return post.Notice == ReportNotice.Unreachable
                ? Unreachable(visit, form)
                : await AnswerAsync(visit, post, form, errors, desk, drafts);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return Unreachable(visit, form);
        }
    }

    private static async Task<IResult> AnswerAsync(
        ReportVisit visit, FormPost post, ReadForm form, FormErrors errors, ReportDesk desk, DraftDesk drafts)
    {
        var (scheme, language, cancel) = (visit.Scheme, visit.Text.Language, visit.Cancel);
        await post.OpenAsync(form.Text(ReportForm.Ticket), cancel);
        if (post.Notice == ReportNotice.Used)
        {
            // Not the form again: a browser that is asked to go back and refresh posts from its memory, also when the
            // reporter has left and another sits there. What it posts has been received, or was left.
            return post.WasLeft ? SendPages.Left(scheme) : SendPages.Already(scheme);
        }

        if (form.Text(ReportForm.Remove) is { Length: > 0 } removed)
        {
            post.Remove(removed);
            errors = FormErrors.None;
        }

        if (form.Values(ReportForm.KeepOriginals).Count == 0) post.DropOriginals();
        var notice = post.Notice != ReportNotice.None || errors.Any ? post.Notice
            : post.IsEarly ? ReportNotice.TooEarly
            : FormPost.IsFilledByMachine(form) ? ReportNotice.Extra
            : await post.EnterAsync(form, cancel) ? ReportNotice.None
            : post.Notice;
        var draft = ReportDraft.Of(form) with { Files = post.Files, IsSaved = post.Ticket.Staged is { IsDraft: true } };
        if (notice == ReportNotice.None && !errors.Any)
        {
            var saving = ReportForm.IsSaving(scheme, form);
            var staged = saving ? draft.ToUnfinished(language) : draft.ToStaged(language);
            await post.SaveAsync(staged, cancel);
            if (saving && post.Notice == ReportNotice.None && await DraftPages.KeepAsync(visit, post, drafts) is { } kept)
            {
                return kept;
            }

            if (post.Notice == ReportNotice.None)
            {
                return Page.Of<CheckPage>(new
                {
                    Scheme = scheme,
                    Ticket = post.Seal(),
                    Staged = staged,
                    Naming = await desk.NamedAsync(scheme, staged, cancel),
                    draft.IsSaved,
                });
            }

            (notice, draft) = (post.Notice, draft with { Files = post.Files, IsSaved = false });
        }
        else
        {
            var before = post.Notice;
            await post.SaveAgainAsync(form, () => draft.ToUnfinished(language), cancel);
            notice = post.Notice == before ? notice : post.Notice;
            draft = draft with { Files = post.Files };
        }

        if (notice == ReportNotice.Waiting) visit.Http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        return Again(scheme, post.Seal(), draft, notice, errors, post.Turn);
    }

    internal static IResult Unreachable(ReportVisit visit, ReadForm form)
    {
        visit.Http.Response.Headers.RetryAfter = "60";
        return Again(visit.Scheme, form.Text(ReportForm.Ticket), ReportDraft.Of(form), ReportNotice.Unreachable);
    }
}
