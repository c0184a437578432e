using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>What a reporter does in the open mailbox besides writing: answers one question, talks by code word, checks minutes.</summary>
public static class MailboxActs
{
    private const int TextBytes = 1024 * 1024;

    private static readonly MailboxForm Answering = new("answer",
        FormShape.Within(2 * TextBytes).Text("Answers", 64).Text("Text", TextBytes).Text("Choice", 16), "Text", "answer", About: "Answers");

    private static readonly MailboxForm Asking = new("talk",
        FormShape.Within(64 * 1024).Text("Way", 16).Text("Preferred", 16 * 1024).Text("Number", 256), "Way", "talk");

    private static readonly MailboxForm Replying = new("talk-reply",
        FormShape.Within(64 * 1024).Text("Request", 64).Text("Text", 16 * 1024).Text("Choice", 16), "Text", "talk-reply");

    private static readonly MailboxForm Checking = new("minutes",
        FormShape.Within(2 * TextBytes).Text("Minutes", 64).Text("Text", TextBytes).Text("Choice", 16), "Text", "minutes", About: "Minutes");

    public static void MapMailboxActs(this RouteGroupBuilder pages)
    {
        pages.MapPost("/answer", AnswerAsync);
        pages.MapPost("/talk", TalkAsync);
        pages.MapPost("/talk-reply", ReplyAsync);
        pages.MapPost("/minutes", MinutesAsync);
        foreach (var page in new[] { "/answer", "/talk", "/talk-reply", "/minutes" })
            pages.MapGet(page, BackToOpen);
    }

    private static Task<IResult> AnswerAsync(HttpContext http, MailboxVisit visit, MailboxDesk desk, Text text, CancellationToken cancel) =>
        visit.TakeAsync(http, Answering, (mailbox, form, errors) =>
        {
            var choice = form.Text("Choice");
            if (!Guid.TryParse(form.Text("Answers"), out var question)) return Task.FromResult(MailboxWrite.NotNow);
            if (!string.IsNullOrWhiteSpace(form.Text("Text")) || Questions.IsChoice(choice))
                return desk.AnswerQuestionAsync(mailbox, question, form.Text("Text"), choice, cancel);
            errors.Add(MailboxForm.Of("answer", question) + "-Text", text["Mailbox.Answer.Missing"]);
            return Task.FromResult(MailboxWrite.NotNow);
        }, cancel);

    private static Task<IResult> TalkAsync(HttpContext http, MailboxVisit visit, TalkDesk desk, Text text, CancellationToken cancel) =>
        visit.TakeAsync(http, Asking, (mailbox, form, errors) =>
        {
            if (form.Text("Way") is TalkHistory.Phone or TalkHistory.Meeting)
                return desk.RequestAsync(mailbox, form.Text("Way"), form.Text("Preferred"), form.Text("Number"), cancel);
            errors.Add("talk-Way", text["Mailbox.Talk.Way.Missing"]);
            return Task.FromResult(MailboxWrite.NotNow);
        }, cancel);

    private static Task<IResult> ReplyAsync(HttpContext http, MailboxVisit visit, TalkDesk desk, Text text, CancellationToken cancel) =>
        visit.TakeAsync(http, Replying, (mailbox, form, errors) =>
        {
            var choice = form.Text("Choice");
            if (choice == "other" && string.IsNullOrWhiteSpace(form.Text("Text"))) errors.Add("talk-reply-Text", text["Mailbox.Talk.Other.Missing"]);
            return errors.Any || !Guid.TryParse(form.Text("Request"), out var request)
                ? Task.FromResult(MailboxWrite.NotNow)
                : desk.ReplyAsync(mailbox, request, choice, form.Text("Text"), cancel);
        }, cancel);

    private static Task<IResult> MinutesAsync(HttpContext http, MailboxVisit visit, TalkDesk desk, CancellationToken cancel) =>
        visit.TakeAsync(http, Checking, (mailbox, form, _) =>
            form.Text("Choice") is "approve" or "correct" && Guid.TryParse(form.Text("Minutes"), out var minutes)
                ? desk.AnswerMinutesAsync(mailbox, minutes, form.Text("Choice") == "approve", form.Text("Text"), cancel)
                : Task.FromResult(MailboxWrite.NotNow), cancel);

    private static RedirectHttpResult BackToOpen(PageAddress here) => TypedResults.Redirect(here.To("mailbox/open"));
}
