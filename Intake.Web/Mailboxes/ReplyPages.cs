using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Forms;
using Intake.Web.Privacy;
using Intake.Web.Reporting;
using Intake.Web.Shell;
using Intake.Web.Texts;
using Microsoft.AspNetCore.Http.Features;

namespace Intake.Web.Mailboxes;

/// <summary>What a reporter does in the open mailbox: answers, with files, and changes whether to follow the case.</summary>
public static class ReplyPages
{
    private static readonly FormShape FollowShape = FormShape.Within(8 * 1024).Text("Follow");

    /// <summary>Takes an answer whole or not at all. The session is looked at once, at the start: an upload may outlast it.</summary>
    internal static async Task<IResult> ReplyAsync(
        HttpContext http, MailboxDesk desk, SchemeCatalogue schemes, PageAddress here, Text text, CancellationToken cancel)
    {
        UnlockedMailbox? mailbox;
        Scheme scheme;
        try
        {
            mailbox = await MailboxCookie.ResumeAsync(http, desk, cancel);
            if (mailbox is null)
            {
                return KeyPages.Ended(http, await TextAloneAsync(http, cancel));
            }

            scheme = await schemes.GetAsync(mailbox.Report.SchemeId, cancel);
        }
        catch (Exception failure) when (Failures.StatusOf(failure) == StatusCodes.Status503ServiceUnavailable)
        {
            return KeyPages.Ended(http, await TextAloneAsync(http, cancel), unreachable: true);
        }

        using (mailbox)
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReportForm.BodyBytes(scheme);
            var post = new ReplyPost(mailbox, scheme, desk, text);
            var reading = await FormReader.ReadAsync(http.Request, ReplyForm.Shape(scheme), post.ReceiveAsync, cancel);
            if (!reading.TryGet(out var form))
            {
                return reading.Refused;
            }

            using (form)
            {
                try
                {
                    var errors = post.Check(form);
                    if (errors.Any)
                    {
                        return await MailboxPages.ShowAsync(http, desk, schemes, mailbox, text, new MailboxAnswer(form.Text("Text"), errors), cancel);
                    }

                    if (!await post.SaveAsync(form, cancel))
                    {
                        errors = new FormErrors().Add("Text", text["Mailbox.Reply.Closed"]);
                        return await MailboxPages.ShowAsync(http, desk, schemes, mailbox, text, new MailboxAnswer(form.Text("Text"), errors), cancel);
                    }
                }
                catch (Exception failure) when (Failures.StatusOf(failure) == StatusCodes.Status503ServiceUnavailable)
                {
                    return KeyPages.Ended(http, form.Text("Text"), unreachable: true);
                }
            }

            await MailboxCookie.RenewAsync(http, desk, mailbox, cancel);
            return Done(here, "reply");
        }
    }

    internal static async Task<IResult> FollowAsync(HttpContext http, MailboxDesk desk, PageAddress here, CancellationToken cancel)
    {
        using var mailbox = await MailboxCookie.ResumeAsync(http, desk, cancel);
        if (mailbox is null)
        {
            return KeyPages.Ended(http);
        }

        var reading = await FormReader.ReadAsync(http.Request, FollowShape, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refused;
        }

        using (form)
        {
            if (form.Text("Follow") is not ("yes" or "no"))
            {
                return TypedResults.UnprocessableEntity();
            }

            await desk.SetFollowAsync(mailbox, form.Text("Follow") == "yes", cancel);
            await MailboxCookie.RenewAsync(http, desk, mailbox, cancel);
            return Done(here, "follow");
        }
    }

    private static SeeOther Done(PageAddress here, string what) => new(here.To($"mailbox/open?done={what}"));

    private static async Task<string> TextAloneAsync(HttpContext http, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, ReplyForm.TextAlone, (_, _, _) => ValueTask.CompletedTask, cancel);
        if (!reading.TryGet(out var form))
        {
            return "";
        }

        using (form)
        {
            return form.Text("Text");
        }
    }
}
