using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Web.Site.Forms;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// What a reporter does in the open mailbox apart from writing: talks by code word, checking minutes, naming people who
/// must not read along, following the case or not.
/// </summary>
public static class MailboxActs
{
    private static readonly MailboxAct Asking = new("talk", "Way", field => field is "Way" or "Preferred" or "Number");

    private static readonly MailboxAct Replying = new("talk-reply", "TalkText", field => field is "TalkText");

    private static readonly MailboxAct Naming = new("name", "Names", field => field is "Named" or "Names");

    private static readonly MailboxAct Following = new("follow", "follow", _ => false);

    private static readonly FormShape Shape = MailboxFields.WithoutFiles();

    public static void MapMailboxActs(this RouteGroupBuilder pages)
    {
        pages.MapPost("/talk", TalkAsync).Takes(Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        pages.MapPost("/talk-reply", ReplyAsync).Takes(Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        pages.MapPost("/minutes", MinutesAsync).Takes(Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        pages.MapPost("/name", NameAsync).Takes(Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        pages.MapPost("/follow", FollowAsync).Takes(Shape).AcceptsBodyUpTo(MailboxFields.BodyBytes);
        foreach (var page in new[] { "/talk", "/talk-reply", "/minutes", "/name", "/follow" })
            pages.MapGet(page, MailboxPages.BackToOpen);
    }

    private static Task<IResult> TalkAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk) =>
        visit.TakeAsync(Asking, form, (mailbox, errors) =>
        {
            if (form.Text("Way") is TalkHistory.Phone or TalkHistory.Meeting)
                return desk.RequestAsync(mailbox, form.Text("Way"), form.Text("Preferred"), form.Text("Number"), visit.Cancel);
            errors.Add("Way", visit.Text["Mailbox.Talk.Way.Missing"]);
            return Task.FromResult(MailboxResult.NotNow);
        });

    private static Task<IResult> ReplyAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk) =>
        visit.TakeAsync(Replying, form, (mailbox, errors) =>
        {
            var choice = form.Text("Choice");
            if (choice == "other" && BlankText.Is(form.Text("TalkText")))
            {
                errors.Add("TalkText", visit.Text["Mailbox.Talk.Other.Missing"]);
            }

            return errors.Any || !Guid.TryParse(form.Text("Request"), out var request)
                ? Task.FromResult(MailboxResult.NotNow)
                : desk.ReplyAsync(mailbox, request, choice, form.Text("TalkText"), visit.Cancel,
                    Guid.TryParse(form.Text("Proposal"), out var shown) ? shown : null);
        });

    private static Task<IResult> NameAsync([AsParameters] MailboxVisit visit, PostedForm form, NamingDesk desk) =>
        visit.TakeAsync(Naming, form, (mailbox, errors) =>
        {
            if (form.Values("Named").Count > 0 || !BlankText.Is(form.Text("Names")))
                return desk.NameAsync(mailbox, form.Values("Named"), form.Text("Names"), visit.Cancel);
            errors.Add("Names", visit.Text["Mailbox.Name.Missing"]);
            return Task.FromResult(MailboxResult.NotNow);
        });

    private static async Task<IResult> MinutesAsync([AsParameters] MailboxVisit visit, PostedForm form, TalkDesk desk)
    {
        var approves = form.Text("Approve").Length > 0;
        if (!Guid.TryParse(form.Text(approves ? "Approve" : "Correct"), out var minutes)) return TypedResults.UnprocessableEntity();
        var field = FormShape.About(MailboxFields.Minutes, minutes);
        return await visit.TakeAsync(new("minutes", field, name => name == field), form, (mailbox, _) =>
            desk.AnswerMinutesAsync(mailbox, minutes, approves, form.Text(field), visit.Cancel));
    }

    private static async Task<IResult> FollowAsync([AsParameters] MailboxVisit visit, PostedForm form) =>
        form.Text("Follow") is not ("yes" or "no") ? TypedResults.UnprocessableEntity()
            : await visit.TakeAsync(Following, form, (mailbox, _) =>
                visit.Desk.SetFollowAsync(mailbox, form.Text("Follow") == "yes", visit.Cancel));
}
