using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Web.Site.Forms;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// What a reporter does in the open mailbox apart from writing: talks by code word, checking minutes, naming people who
/// must not read along.
/// </summary>
public static class MailboxActs
{
    private const int TextBytes = 1024 * 1024;

    private static readonly MailboxForm Asking = new("talk",
        FormShape.Within(64 * 1024).Text("Way", 16).Text("Preferred", 16 * 1024).Text("Number", 256), "Way", "talk");

    private static readonly MailboxForm Replying = new("talk-reply",
        FormShape.Within(64 * 1024).Text("Request", 64).Text("Text", 16 * 1024).Text("Choice", 16), "Text", "talk-reply");

    private static readonly MailboxForm Checking = new("minutes",
        FormShape.Within(2 * TextBytes).Text("Minutes", 64).Text("Text", TextBytes).Text("Choice", 16),
        "Text", "minutes", About: "Minutes");

    private static readonly MailboxForm Naming = new("name",
        FormShape.Within(64 * 1024).Many("Named", 200).Text("Names", 16 * 1024), "Names", "name");

    public static void MapMailboxActs(this RouteGroupBuilder pages)
    {
        pages.MapPost("/talk", TalkAsync).Takes(Asking.Shape);
        pages.MapPost("/talk-reply", ReplyAsync).Takes(Replying.Shape);
        pages.MapPost("/minutes", MinutesAsync).Takes(Checking.Shape);
        pages.MapPost("/name", NameAsync).Takes(Naming.Shape);
        foreach (var page in new[] { "/talk", "/talk-reply", "/minutes", "/name" })
            pages.MapGet(page, MailboxPages.BackToOpen);
    }

    private static Task<IResult> TalkAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk) =>
        visit.TakeAsync(Asking, form, (mailbox, errors) =>
        {
            if (form.Text("Way") is TalkHistory.Phone or TalkHistory.Meeting)
                return desk.RequestAsync(mailbox, form.Text("Way"), form.Text("Preferred"), form.Text("Number"), visit.Cancel);
            errors.Add("talk-Way", visit.Text["Mailbox.Talk.Way.Missing"]);
            return Task.FromResult(MailboxResult.NotNow);
        });

    private static Task<IResult> ReplyAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk) =>
        visit.TakeAsync(Replying, form, (mailbox, errors) =>
        {
            var choice = form.Text("Choice");
            if (choice == "other" && BlankText.Is(form.Text("Text")))
            {
                errors.Add("talk-reply-Text", visit.Text["Mailbox.Talk.Other.Missing"]);
            }

            return errors.Any || !Guid.TryParse(form.Text("Request"), out var request)
                ? Task.FromResult(MailboxResult.NotNow)
                : desk.ReplyAsync(mailbox, request, choice, form.Text("Text"), visit.Cancel);
        });

    private static Task<IResult> NameAsync([AsParameters] MailboxVisit visit, PostedForm form, NamingDesk desk) =>
        visit.TakeAsync(Naming, form, (mailbox, errors) =>
        {
            if (form.Values("Named").Count > 0 || !BlankText.Is(form.Text("Names")))
                return desk.NameAsync(mailbox, form.Values("Named"), form.Text("Names"), visit.Cancel);
            errors.Add("name-Names", visit.Text["Mailbox.Name.Missing"]);
            return Task.FromResult(MailboxResult.NotNow);
        });

    private static Task<IResult> MinutesAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk) =>
        visit.TakeAsync(Checking, form, (mailbox, _) =>
            form.Text("Choice") is "approve" or "correct" && Guid.TryParse(form.Text("Minutes"), out var minutes)
                ? desk.AnswerMinutesAsync(mailbox, minutes, form.Text("Choice") == "approve", form.Text("Text"), visit.Cancel)
                : Task.FromResult(MailboxResult.NotNow));
}
