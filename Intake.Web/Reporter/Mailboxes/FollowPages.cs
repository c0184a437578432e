using Intake.Core.Mailboxes;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>A reporter changes whether to follow the case.</summary>
public static class FollowPages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text("Follow");

    public static void MapFollow(this RouteGroupBuilder pages)
    {
        pages.MapPost("/follow", FollowAsync).Takes(Shape);
        pages.MapGet("/follow", MailboxPages.BackToOpen);
    }

    private static async Task<IResult> FollowAsync([AsParameters] MailboxVisit visit, PostedForm form)
    {
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null) return KeyPages.Ended(visit.Http);
        if (form.Text("Follow") is not ("yes" or "no")) return TypedResults.UnprocessableEntity();
        var answer = await visit.Desk.SetFollowAsync(mailbox, form.Text("Follow") == "yes", visit.Cancel);
        if (answer == MailboxResult.Stored) return await visit.DoneAsync(mailbox, "follow");
        var errors = new FormErrors().Add("follow", visit.Text[$"Mailbox.Reply.{answer}"]);
        return await visit.ShowAsync(mailbox, new MailboxAnswer("", errors));
    }
}
