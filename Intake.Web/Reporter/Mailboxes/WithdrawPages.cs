using Intake.Core.Mailboxes;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>Withdrawing a report that nobody has opened: the consequence, the form, then a page without a mailbox.</summary>
public static class WithdrawPages
{
    public static void MapWithdraw(this RouteGroupBuilder pages)
    {
        pages.MapGet("/withdraw", AskAsync);
        pages.MapPost("/withdraw", WithdrawAsync);
        pages.MapGet("/withdrawn", () => Page.Of<WithdrawnPage>());
    }

    private static async Task<IResult> AskAsync([AsParameters] MailboxVisit visit)
    {
        if (!MailboxCookie.IsSent(visit.Http.Request)) return TypedResults.Redirect(visit.Here.To("mailbox"));
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null) return KeyPages.Ended(visit.Http);
        if (await visit.Desk.ReadAsync(mailbox, visit.Cancel) is not { MayWithdraw: true })
        {
            return TypedResults.Redirect(visit.Here.To("mailbox/open"));
        }

        await visit.RenewAsync(mailbox);
        return Page.Of<WithdrawPage>();
    }

    private static async Task<IResult> WithdrawAsync([AsParameters] MailboxVisit visit, WithdrawalDesk desk)
    {
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null) return KeyPages.Ended(visit.Http);
        switch (await desk.WithdrawAsync(mailbox, visit.Cancel))
        {
            case WithdrawalAnswer.Withdrawn:
                MailboxCookie.Clear(visit.Http);
                return new SeeOther(visit.Here.To("mailbox/withdrawn"));
            case WithdrawalAnswer.Opened:
                var errors = new FormErrors().Add("mailbox-status", visit.Text["Mailbox.Withdraw.TooLate"]);
                return await visit.ShowAsync(mailbox, new MailboxAnswer("", errors));
            default:
                MailboxCookie.Clear(visit.Http);
                return KeyPages.Unknown();
        }
    }
}
