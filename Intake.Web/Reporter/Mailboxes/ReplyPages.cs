using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.Features;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>What a reporter does in the open mailbox: answers, with files, and changes whether to follow the case.</summary>
public static class ReplyPages
{
    private static readonly FormShape FollowShape = FormShape.Within(8 * 1024).Text("Follow");

    /// <summary>Takes an answer whole or not at all. The session is looked at once, at the start: an upload may outlast it.</summary>
    internal static async Task<IResult> ReplyAsync(
        HttpContext http, MailboxDesk desk, ReplyDesk replies, SchemeCatalogue schemes, WaitingRoom room, PageAddress here, Text text, CancellationToken cancel)
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
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(http, await TextAloneAsync(http, cancel), unreachable: true);
        }

        using (mailbox)
        {
            http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReportForm.BodyBytes(scheme);
            var post = new ReplyPost(mailbox, scheme, desk, replies, room, text);
            var reading = await FormReader.ReadAsync(http.Request, ReplyForm.Shape(scheme), post.ReceiveAsync, cancel);
            if (!reading.TryGet(out var form))
            {
                return reading.Refusal == FormRefusal.TooLarge && post.Before is { } before
                    ? await TooLargeAsync(http, desk, schemes, mailbox, text, before.Text("Text"), cancel)
                    : reading.Refused;
            }

            using (form)
            {
                try
                {
                    var (errors, decides) = await post.CheckAsync(form, cancel);
                    if (decides || errors.Any)
                    {
                        return await MailboxPages.ShowAsync(
                            http, desk, schemes, mailbox, text, new MailboxAnswer(form.Text("Text"), errors) { Files = post.Kept(form), Answers = form.Text("Answers") }, cancel);
                    }

                    if (!await post.EnterAsync(form, cancel))
                    {
                        return await WaitAsync(http, desk, mailbox, scheme, form, post.Turn, cancel);
                    }

                    if (await post.SaveAsync(form, cancel) is var answer and not MailboxWrite.Stored)
                    {
                        errors = new FormErrors().Add(answer == MailboxWrite.FilesGone ? "Files" : "Text", text[$"Mailbox.Reply.{answer}"]);
                        var files = answer == MailboxWrite.FilesGone ? KeptFiles.None : post.Kept(form);
                        return await MailboxPages.ShowAsync(
                            http, desk, schemes, mailbox, text, new MailboxAnswer(form.Text("Text"), errors) { Files = files, Answers = form.Text("Answers") }, cancel);
                    }
                }
                catch (Exception failure) when (Failures.IsTransient(failure))
                {
                    return KeyPages.Ended(http, form.Text("Text"), unreachable: true);
                }
            }

            await MailboxCookie.TryRenewAsync(http, desk, mailbox, cancel);
            return Done(here, "reply");
        }
    }

    internal static async Task<IResult> FollowAsync(
        HttpContext http, MailboxDesk desk, SchemeCatalogue schemes, PageAddress here, Text text, CancellationToken cancel)
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

            if (await desk.SetFollowAsync(mailbox, form.Text("Follow") == "yes", cancel) is var answer and not MailboxWrite.Stored)
            {
                var errors = new FormErrors().Add("follow", text[$"Mailbox.Reply.{answer}"]);
                return await MailboxPages.ShowAsync(http, desk, schemes, mailbox, text, new MailboxAnswer("", errors), cancel);
            }

            await MailboxCookie.TryRenewAsync(http, desk, mailbox, cancel);
            return Done(here, "follow");
        }
    }

    /// <summary>More people are writing than we take on at once: the page keeps the text and the turn, and the session goes on.</summary>
    private static async Task<IResult> WaitAsync(
        HttpContext http, MailboxDesk desk, UnlockedMailbox mailbox, Scheme scheme, ReadForm form, string turn, CancellationToken cancel)
    {
        await MailboxCookie.TryRenewAsync(http, desk, mailbox, cancel);
        http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        return Page.Of<WaitPage>(
            new
            {
                Scheme = scheme,
                Act = CostlyAct.Reply,
                Path = "mailbox/reply",
                Turn = turn,
                Answers = form.Text("Answers"),
                Upload = form.Text(ReplyForm.Upload),
                KeepsOriginals = form.Values(ReportForm.KeepOriginals).Count > 0,
                Typed = form.Text("Text"),
            },
            StatusCodes.Status503ServiceUnavailable);
    }

    private static SeeOther Done(PageAddress here, string what) => new(here.To($"mailbox/open?done={what}"));

    /// <summary>The mailbox with the text of an answer whose files were too much at once.</summary>
    private static async Task<IResult> TooLargeAsync(
        HttpContext http, MailboxDesk desk, SchemeCatalogue schemes, UnlockedMailbox mailbox, Text text, string typed, CancellationToken cancel)
    {
        try
        {
            var errors = new FormErrors().Add("Files", text["Mailbox.Reply.TooLarge"]);
            return await MailboxPages.ShowAsync(
                http, desk, schemes, mailbox, text, new MailboxAnswer(typed, errors), cancel, StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(http, typed, unreachable: true);
        }
    }

    /// <summary>The text of an answer that can't be taken; its files are read past, so that the browser waits for the page.</summary>
    private static async Task<string> TextAloneAsync(HttpContext http, CancellationToken cancel)
    {
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = ReplyForm.MostBytes;
        ReadForm? before = null;
        var reading = await FormReader.ReadAsync(http.Request, ReplyForm.TextAlone, Pass, cancel);
        if (!reading.TryGet(out var form))
        {
            return before?.Text("Text") ?? "";
        }

        using (form)
        {
            return form.Text("Text");
        }

        ValueTask Pass(SentFile file, Stream content, CancellationToken passing)
        {
            before = file.Before;
            return ValueTask.CompletedTask;
        }
    }
}
