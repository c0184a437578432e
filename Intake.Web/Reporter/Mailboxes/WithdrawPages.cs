using Intake.Core.Mailboxes;
using Intake.Core.Storage;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>Withdrawing a report that nobody has opened: the consequence, the form, then a page without a mailbox.</summary>
public static class WithdrawPages
{
    private static readonly FormShape Shape = FormShape.Within(1024);

    public static void MapWithdraw(this RouteGroupBuilder pages)
    {
        pages.MapGet("/withdraw", AskAsync);
        pages.MapPost("/withdraw", WithdrawAsync).Takes(Shape);
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

    private static async Task<IResult> WithdrawAsync([AsParameters] MailboxVisit visit, WithdrawalDesk desk, FormUse form)
    {
        using var mailbox = await visit.ResumeAsync();
        if (mailbox is null && await form.WasTakenAsync(visit.Cancel)) return Done(visit);
        if (mailbox is null) return KeyPages.Ended(visit.Http);
        switch (await desk.WithdrawAsync(mailbox, visit.Cancel))
        {
            case WithdrawalAnswer.Withdrawn:
                return Done(visit);
            case WithdrawalAnswer.Opened:
                var errors = new FormErrors().Add("mailbox-status", visit.Text["Mailbox.Withdraw.TooLate"]);
                return await visit.ShowAsync(mailbox, new MailboxAnswer(errors));
            default:
                MailboxCookie.Clear(visit.Http);
                return KeyPages.Unknown();
        }
    }

    private static SeeOther Done(MailboxVisit visit)
    {
        MailboxCookie.Clear(visit.Http);
        return new SeeOther(visit.Here.To("mailbox/withdrawn"));
    }
}
