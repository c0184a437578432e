using Intake.Core.Mailboxes;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>Taking a report back that nobody has opened: the consequence first, then the deed, then a page without a mailbox.</summary>
public static class WithdrawPages
{
    public static void MapWithdraw(this RouteGroupBuilder pages)
    {
        pages.MapGet("/withdraw", AskAsync);
        pages.MapPost("/withdraw", WithdrawAsync);
        pages.MapGet("/withdrawn", () => Page.Of<WithdrawnPage>());
    }

    private static async Task<IResult> AskAsync(HttpContext http, MailboxVisit visit, MailboxDesk desk, PageAddress here, CancellationToken cancel)
    {
        if (!MailboxCookie.IsSent(http.Request)) return TypedResults.Redirect(here.To("mailbox"));
        using var mailbox = await visit.ResumeAsync(http, cancel);
        if (mailbox is null) return KeyPages.Ended(http);
        if (await desk.ReadAsync(mailbox, cancel) is not { MayWithdraw: true }) return TypedResults.Redirect(here.To("mailbox/open"));
        await MailboxCookie.RenewAsync(http, desk, mailbox, cancel);
        return Page.Of<WithdrawPage>();
    }

    private static async Task<IResult> WithdrawAsync(
        HttpContext http, MailboxVisit visit, WithdrawalDesk desk, PageAddress here, Text text, CancellationToken cancel)
    {
        using var mailbox = await visit.ResumeAsync(http, cancel);
        if (mailbox is null) return KeyPages.Ended(http);
        switch (await desk.WithdrawAsync(mailbox, cancel))
        {
            case WithdrawalAnswer.Withdrawn:
                MailboxCookie.Clear(http);
                return new SeeOther(here.To("mailbox/withdrawn"));
            case WithdrawalAnswer.Opened:
                var errors = new FormErrors().Add("mailbox-status", text["Mailbox.Withdraw.TooLate"]);
                return await visit.ShowAsync(http, mailbox, new MailboxAnswer("", errors), cancel);
            default:
                MailboxCookie.Clear(http);
                return KeyPages.Unknown();
        }
    }
}
