using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Reporter.Drafts;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Reports;

/// <summary>The form and its check page. Nothing is a report before it is confirmed: see <see cref="SendPages"/>.</summary>
public static class ReportPages
{
    public static void MapReporting(this IEndpointRouteBuilder app)
    {
        var pages = app.InEachLanguage().MapGroup("/{scheme}/report");
        pages.MapGet("", ShowAsync);
        pages.MapPost("", CheckAsync);
        pages.MapGet("/send", BackToForm);
        pages.MapGet("/edit", BackToForm);
        pages.MapGet("/files", BackToForm);
        pages.MapPost("/files", FilePages.DecideAsync);
        pages.MapPost("/send", SendPages.SendAsync);
        pages.MapPost("/edit", SendPages.EditAsync);
        pages.MapGet("/draft", BackToForm);
        pages.MapGet("/draft/delete", BackToForm);
        pages.MapPost("/draft", DraftPages.SaveAsync);
        pages.MapPost("/draft/delete", DraftPages.DeleteAsync);
    }

    /// <summary>The form again, filled and with its reason; 422 unless said otherwise.</summary>
    internal static IResult Again(Scheme scheme, string ticket, ReportDraft draft, ReportNotice notice, FormErrors? errors = null, string turn = "") =>
        Page.Of<ReportPage>(
            new { Scheme = scheme, Ticket = ticket, Draft = draft, Notice = notice, Errors = errors ?? FormErrors.None, Turn = turn },
            notice switch
            {
                ReportNotice.Unreachable or ReportNotice.Busy or ReportNotice.Waiting => StatusCodes.Status503ServiceUnavailable,
                ReportNotice.TooLarge => StatusCodes.Status413PayloadTooLarge,
                ReportNotice.Removed => StatusCodes.Status200OK,
                _ => StatusCodes.Status422UnprocessableEntity,
            });

    private static RedirectHttpResult BackToForm(string scheme, PageAddress here) => TypedResults.Redirect(here.To($"{scheme}/report"));

    private static async Task<IResult> ShowAsync(string scheme, SchemeCache shelf, StagingDesk staging, Text text, CancellationToken cancel)
    {
        if (await shelf.FindAsync(scheme, text, cancel) is not { } found)
        {
            return TypedResults.NotFound();
        }

        if (!found.IsOpen)
        {
            return SendPages.NotOpen(found.Scheme);
        }

        using var ticket = staging.NewTicket();
        return Page.Of<ReportPage>(new { found.Scheme, Ticket = staging.Seal(found.Scheme, ticket) });
    }

    private static async Task<IResult> CheckAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, ReportDesk desk, DraftDesk drafts, WaitingRoom room, TimeProvider time,
        IConfiguration settings, Text text, CancellationToken cancel)
    {
        if ((await shelf.FindOrRememberAsync(scheme, text, cancel))?.Scheme is not { } found)
        {
            return TypedResults.NotFound();
        }

        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReportForm.BodyBytes(found);
        using var post = new FormPost(found, staging, room, time.GetUtcNow() - MinimumAge(settings), text);
        var reading = await FormReader.ReadAsync(http.Request, ReportForm.Shape(found), post.ReceiveAsync, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refusal == FormRefusal.TooLarge && post.Before is { } before
                ? Again(found, before.Text(ReportForm.Ticket), ReportDraft.Of(before), ReportNotice.TooLarge)
                : reading.Refused;
        }

        using (form)
        {
            var errors = ReportForm.Check(found, form, text);
            foreach (var error in post.FileErrors.All)
            {
                errors.Add(error.Field, error.Message);
            }

            try
            {
                return post.Notice == ReportNotice.Unreachable
                    ? Unreachable(http, found, form)
                    : await AnswerAsync(http, post, found, form, errors, desk, drafts, text, cancel);
            }
            catch (Exception failure) when (Failures.IsTransient(failure))
            {
                return Unreachable(http, found, form);
            }
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext http, FormPost post, Scheme scheme, ReadForm form, FormErrors errors, ReportDesk desk, DraftDesk drafts, Text text, CancellationToken cancel)
    {
        await post.OpenAsync(form.Text(ReportForm.Ticket), cancel);
        if (post.Notice == ReportNotice.Used)
        {
            // Not the form again: a browser that is asked to go back and refresh posts from its memory, also when the
            // reporter has left and another sits there. What it posts has been received.
            return SendPages.Already(scheme);
        }

        if (form.Text(ReportForm.Remove) is { Length: > 0 } removed)
        {
            post.Remove(removed);
            errors = FormErrors.None;
        }

        var notice = post.Notice != ReportNotice.None || errors.Any ? post.Notice
            : post.IsEarly ? ReportNotice.TooEarly
            : FormPost.IsFilledByMachine(form) ? ReportNotice.Extra
            : await post.EnterAsync(form, cancel) ? ReportNotice.None
            : post.Notice;
        var draft = ReportDraft.Of(form) with { Files = post.Files, IsSaved = post.Ticket.Staged is { IsDraft: true } };
        if (notice == ReportNotice.None && !errors.Any)
        {
            var saving = ReportForm.IsSaving(scheme, form);
            var staged = saving ? draft.ToUnfinished(text.Language) : draft.ToStaged(text.Language);
            await post.SaveAsync(staged, cancel);
            if (saving && post.Notice == ReportNotice.None && await DraftPages.KeepAsync(http, scheme, post, drafts, cancel) is { } kept)
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
            await post.SaveAgainAsync(form, () => draft.ToUnfinished(text.Language), cancel);
            notice = post.Notice == before ? notice : post.Notice;
            draft = draft with { Files = post.Files };
        }

        if (notice == ReportNotice.Waiting) http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        return Again(scheme, post.Seal(), draft, notice, errors, post.Turn);
    }

    private static IResult Unreachable(HttpContext http, Scheme scheme, ReadForm form)
    {
        http.Response.Headers.RetryAfter = "60";
        return Again(scheme, form.Text(ReportForm.Ticket), ReportDraft.Of(form), ReportNotice.Unreachable);
    }

    /// <summary>Setting <c>Intake:TicketMinimumAge</c>, in seconds.</summary>
    private static TimeSpan MinimumAge(IConfiguration settings) => TimeSpan.FromSeconds(settings.GetValue("Intake:TicketMinimumAge", 3));
}
