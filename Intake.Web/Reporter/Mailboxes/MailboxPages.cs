using Intake.Core.Mailboxes;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>The open mailbox and its files. Reading changes no row, so the database shows nothing of a visit.</summary>
public static class MailboxPages
{
    public static void MapMailboxes(this IEndpointRouteBuilder app)
    {
        var pages = app.InEachLanguage().MapGroup("/mailbox").AddEndpointFilter(MailboxCookie.LookFirstAsync);
        pages.MapGet("", KeyPages.ShowAsync);
        pages.MapPost("", KeyPages.OpenAsync).Takes(KeyPages.Shape);
        pages.MapGet("/open", OpenAsync);
        pages.MapGet("/note", NotePages.BackToDoor);
        pages.MapPost("/note", NotePages.Write).Takes(NotePages.Shape);
        pages.MapPost("/reply", ReplyPages.ReplyAsync);
        pages.MapFollow();
        pages.MapGet("/reply", BackToOpen);
        pages.MapGet("/file/{id:guid}", FileAsync);
        pages.MapMailboxActs();
        pages.MapWithdraw();
    }

    private static async Task<IResult> OpenAsync(
        [AsParameters] MailboxVisit visit, string? done, int? sent, CarriedForm carried, ReplyDesk replies)
    {
        var kept = carried.Form is { } typed ? TypedForm.AllOf(typed) : "";
        if (kept.Length == 0 && !MailboxCookie.IsSent(visit.Http.Request))
        {
            return TypedResults.Redirect(visit.Here.To("mailbox"));
        }

        PostedForm.Own(visit.Http, carried.Form);
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null) return KeyPages.Ended(visit.Http, kept);
        var files = carried.Form is { } form && Guid.TryParse(form.Text(ReplyForm.Upload), out var upload)
            ? new KeptFiles(await replies.ResumeAsync(mailbox, upload, visit.Cancel), form.Values(ReportForm.KeepOriginals).Count > 0)
            : KeptFiles.None;
        var given = carried.Form is { } taken ? ReplyForm.Given(taken) : [];
        var text = carried.Own.Length == 0 && given.All(answer => answer.IsEmpty) ? kept : "";
        return await visit.ShowAsync(mailbox, new MailboxAnswer(text, FormErrors.None, done)
        {
            Files = files,
            Given = given,
            Sent = Math.Clamp(sent ?? 1, 1, ReplyForm.MostQuestions),
        });
    }

    internal static RedirectHttpResult BackToOpen(PageAddress here) => TypedResults.Redirect(here.To("mailbox/open"));

    private static async Task<IResult> FileAsync([AsParameters] MailboxVisit visit, Guid id, FileDesk files)
    {
        using var mailbox = await visit.ResumeAsync();
        return mailbox is null
            ? KeyPages.Ended(visit.Http)
            : await FileDownload.SendAsync(
                visit.Http, await files.FindAsync(mailbox.Report.ReportId, mailbox, CompartmentKind.Dialogue, null, id, visit.Cancel),
                visit.Text["Mailbox.FileName"]);
    }
}

/// <summary>What stands in the reply form and why, and what was just done, such as <c>answers</c> or <c>follow</c>, or nothing.</summary>
public sealed record MailboxAnswer(string Text, FormErrors Errors, string? Done = null)
{
    /// <summary>What stands in one of the other forms and was not taken.</summary>
    public TypedForm? Typed { get; init; }

    /// <summary>The check-in it was said to belong to; empty for none.</summary>
    public string Answers { get; init; } = "";

    /// <summary>What was said to each question and is not sent.</summary>
    public IReadOnlyList<QuestionAnswer> Given { get; init; } = [];

    /// <summary>How many answers were just sent.</summary>
    public int Sent { get; init; } = 1;

    /// <summary>Every text that was typed and not taken.</summary>
    public string All => Typed?.All ?? TypedForm.Joined([.. Given.Select(answer => answer.Text), Text]);

    /// <summary>Files that are kept for it and not sent yet.</summary>
    public KeptFiles Files { get; init; } = KeptFiles.None;
}
