using Intake.Core.Mailboxes;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>The open mailbox and its files. Reading changes no row, so the database tells nothing of a visit.</summary>
public static class MailboxPages
{
    public static void MapMailboxes(this IEndpointRouteBuilder app)
    {
        var pages = app.InEachLanguage().MapGroup("/mailbox");
        pages.MapGet("", KeyPages.ShowAsync);
        pages.MapPost("", KeyPages.OpenAsync);
        pages.MapGet("/open", OpenAsync);
        pages.MapGet("/note", NotePages.BackToDoor);
        pages.MapPost("/note", NotePages.WriteAsync);
        pages.MapPost("/reply", ReplyPages.ReplyAsync);
        pages.MapPost("/follow", ReplyPages.FollowAsync);
        pages.MapGet("/reply", BackToOpen);
        pages.MapGet("/follow", BackToOpen);
        pages.MapGet("/file/{id:guid}", FileAsync);
        pages.MapMailboxActs();
        pages.MapWithdraw();
    }

    /// <summary>The mailbox as it stands, with an answer that was not taken, and another 20 minutes on the session.</summary>
    internal static async Task<IResult> ShowAsync(
        HttpContext http, MailboxDesk desk, SchemeCatalogue schemes, UnlockedMailbox mailbox, Text text, MailboxAnswer answer, CancellationToken cancel,
        int status = StatusCodes.Status422UnprocessableEntity)
    {
        var places = http.RequestServices.GetRequiredService<MailboxRenderLimiter>();
        var place = await places.DrawAsync(cancel);
        http.Response.RegisterForDispose(place);
        if (await desk.ReadAsync(mailbox, cancel) is not { } view)
        {
            MailboxCookie.Clear(http);
            return KeyPages.Unknown(answer.Text);
        }

        var scheme = await schemes.GetAsync(view.SchemeId, cancel);
        text.Override(scheme.Texts.GetValueOrDefault(text.Language));
        await MailboxCookie.RenewAsync(http, desk, mailbox, cancel);
        var page = Page.Of<MailboxPage>(
            new { Scheme = scheme, View = view, Answer = answer },
            answer.Errors.Any ? status : StatusCodes.Status200OK);
        return new DrawnInPlace(page, place, places);
    }

    private static async Task<IResult> OpenAsync(
        string? done, HttpContext http, MailboxDesk desk, SchemeCatalogue schemes, Text text, PageAddress here, CancellationToken cancel)
    {
        if (!MailboxCookie.IsSent(http.Request))
        {
            return TypedResults.Redirect(here.To("mailbox"));
        }

        using var mailbox = await MailboxCookie.ResumeAsync(http, desk, cancel);
        return mailbox is null
            ? KeyPages.Ended(http)
            : await ShowAsync(http, desk, schemes, mailbox, text, new MailboxAnswer("", FormErrors.None, done), cancel);
    }

    private static RedirectHttpResult BackToOpen(PageAddress here) => TypedResults.Redirect(here.To("mailbox/open"));

    /// <summary>
    /// A file in clear, under a name that tells nothing. Each piece is verified before it leaves; should a later one be
    /// altered, the connection breaks off and the browser reports a failed download.
    /// </summary>
    private static async Task<IResult> FileAsync(Guid id, HttpContext http, MailboxDesk desk, FileDesk files, Text text, CancellationToken cancel)
    {
        using var mailbox = await MailboxCookie.ResumeAsync(http, desk, cancel);
        if (mailbox is null)
        {
            return KeyPages.Ended(http);
        }

        using var found = await files.FindAsync(mailbox.Report.ReportId, mailbox, CompartmentKind.Dialogue, null, id, cancel);
        if (found is null)
        {
            return TypedResults.NotFound();
        }

        http.SendAsItIs();
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = found.Content.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{text["Mailbox.FileName"]}{Extension(found.Content.Name)}\"";
        await found.CopyToAsync(http.Response.Body, cancel);
        return TypedResults.Empty;
    }

    /// <summary>The ending of a file's name, so that it opens in the right program; nothing that is not plainly one.</summary>
    private static string Extension(string name)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        return ending.Length is > 1 and <= 6 && ending[1..].All(char.IsAsciiLetterOrDigit) ? ending : "";
    }
}

/// <summary>What stands in the reply form and why, and what was just done, such as <c>reply</c> or <c>follow</c>, or nothing.</summary>
public sealed record MailboxAnswer(string Text, FormErrors Errors, string? Done = null)
{
    /// <summary>What stands in one of the other forms and was not taken.</summary>
    public TypedForm? Typed { get; init; }

    /// <summary>The question it was said to belong to; empty for none.</summary>
    public string Answers { get; init; } = "";

    /// <summary>Files that are kept for it and not sent yet.</summary>
    public KeptFiles Files { get; init; } = KeptFiles.None;
}
