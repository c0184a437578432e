using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
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
        pages.MapPost("", KeyPages.OpenAsync).Takes(KeyPages.Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        pages.MapGet("/open", OpenAsync);
        pages.MapGet("/note", NotePages.BackToDoor);
        pages.MapPost("/note", NotePages.Write).Takes(NotePages.Shape);
        pages.MapPost("/reply", ReplyPages.ReplyAsync);
        pages.MapGet("/reply", BackToOpen);
        pages.MapGet("/file/{id:guid}", FileAsync);
        pages.MapMailboxActs();
        pages.MapWithdraw();
    }

    private static async Task<IResult> OpenAsync(
        [AsParameters] MailboxVisit visit, string? done, int? sent, CarriedForm carried)
    {
        var typed = carried.Form is { } form ? MailboxFields.Rest(form, _ => false) : null;
        if ((typed is null || !MailboxFields.HoldsWork(typed)) && !MailboxCookie.IsSent(visit.Http.Request))
        {
            return TypedResults.Redirect(visit.Here.To("mailbox"));
        }

        PostedForm.Own(visit.Http, carried.Form);
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null) return await KeyPages.EndedAsync(visit, typed);
        return await visit.ShowAsync(mailbox, new MailboxAnswer(FormErrors.None, done)
        {
            Form = typed,
            Files = typed is null ? KeptFiles.None : await visit.KeptAsync(mailbox, typed),
            Sent = Math.Clamp(sent ?? 1, 1, MailboxFields.MostQuestions),
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

/// <summary>What is wrong with what was sent, and what was just done, such as <c>answers</c> or <c>follow</c>, or nothing.</summary>
public sealed record MailboxAnswer(FormErrors Errors, string? Done = null)
{
    /// <summary>What was typed and not taken: each field shows its own.</summary>
    public ReadForm? Form { get; init; }

    /// <summary>What was said to each question and is not sent.</summary>
    public IReadOnlyList<QuestionAnswer> Given => Form is null ? [] : ReplyForm.Given(Form);

    /// <summary>How many answers were just sent.</summary>
    public int Sent { get; init; } = 1;

    /// <summary>Whether something stands in one of these fields, or is wrong with it.</summary>
    internal bool Holds(params string[] fields) => fields.Any(field =>
        Errors.For(field) is not null || Form?.Values(field).Any(value => !BlankText.Is(value)) == true);

    /// <summary>Files that are kept for it and not sent yet.</summary>
    public KeptFiles Files { get; init; } = KeptFiles.None;
}
