using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;
using Microsoft.AspNetCore.Http.Features;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>What a reporter writes in the open mailbox: answers, with files.</summary>
public static class ReplyPages
{
    /// <summary>Takes an answer whole or not at all. The session is looked at once, at the start: an upload may outlast it.</summary>
    internal static async Task<IResult> ReplyAsync([AsParameters] MailboxVisit visit, PostedForm form, ReplyDesk replies, WaitingRoom room)
    {
        UnlockedMailbox? mailbox;
        Scheme scheme;
        try
        {
            mailbox = await visit.ResumeAsync();
            if (mailbox is null)
            {
                return await KeyPages.EndedAsync(visit, await TextAloneAsync(visit.Http, form));
            }

            scheme = await visit.Schemes.GetAsync(mailbox.Report.SchemeId, visit.Cancel);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(visit.Http, await TextAloneAsync(visit.Http, form), unreachable: true);
        }

        using (mailbox)
        {
            LimitBody(visit.Http, ReportForm.BodyBytes(scheme));
            var post = new ReplyPost(visit, mailbox, scheme, replies, room);
            var reading = await form.ReadAsync(visit.Http, ReplyForm.Shape(scheme), post.ReceiveAsync);
            if (reading.TryGet(out var read))
            {
                if (!visit.Fits(mailbox)) return KeyPages.Ended(visit.Http);
                return await TakeAsync(visit, mailbox, post, read);
            }

            if (!visit.Fits(mailbox)) return KeyPages.Ended(visit.Http);
            return reading.Refusal is FormRefusal.TooLarge or FormRefusal.TooSlow && post.Before is { } before
                ? await TooMuchAsync(visit, mailbox, before, reading)
                : reading.Refused;
        }
    }

    private static async Task<IResult> TakeAsync(MailboxVisit visit, UnlockedMailbox mailbox, ReplyPost post, ReadForm form)
    {
        try
        {
            var (errors, decides) = await post.CheckAsync(form, visit.Cancel);
            if (decides || errors.Any)
            {
                return await AgainAsync(errors, post.Kept(form));
            }

            if (!await post.EnterAsync(form, visit.Cancel))
            {
                return await WaitAsync(visit, mailbox, post, form);
            }

            if (await post.SaveAsync(form, visit.Cancel) is var answer and not MailboxResult.Stored)
            {
                var gone = answer == MailboxResult.FilesGone;
                var isOver = answer is MailboxResult.NotNow or MailboxResult.Closed or MailboxResult.OutOfScope;
                var place = gone ? "Files" : isOver ? MailboxFields.Kept : "Text";
                errors = new FormErrors().Add(place, visit.Text[$"Mailbox.Reply.{answer}"]);
                return await AgainAsync(errors, gone ? KeptFiles.None : post.Kept(form));
            }
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(visit.Http, Typed(form), unreachable: true);
        }

        var (what, sent) = ReplyForm.Done(form, post.Kept(form).Files.Count > 0);
        return await visit.DoneAsync(mailbox, what, MailboxFields.Rest(form, ReplyForm.Takes), sent);

        Task<IResult> AgainAsync(FormErrors errors, KeptFiles files) =>
            visit.ShowAsync(mailbox, new MailboxAnswer(errors) { Form = Typed(form), Files = files });
    }

    /// <summary>More people are writing than we take on at once: the page keeps the text and the turn, and the session goes on.</summary>
    private static async Task<IResult> WaitAsync(MailboxVisit visit, UnlockedMailbox mailbox, ReplyPost post, ReadForm form)
    {
        var given = ReplyForm.Given(form);
        await MailboxCookie.TryRenewAsync(visit.Http, visit.Desk, mailbox, visit.Cancel);
        visit.Http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        return Page.Of<WaitPage>(
            new
            {
                post.Scheme,
                Act = CostlyAct.Reply,
                Path = "mailbox/reply",
                post.Turn,
                Given = given.ToDictionary(one => FormShape.About(MailboxFields.Answer, one.Question), one => one.Text),
                Handed = Typed(form).Without(field => field == "Text" || ReplyForm.IsAbout(MailboxFields.Answer, field)),
                Typed = form.Text("Text"),
            },
            StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The mailbox with the text of an answer whose files were too much at once, or took too long.</summary>
    private static async Task<IResult> TooMuchAsync(MailboxVisit visit, UnlockedMailbox mailbox, ReadForm typed, FormReading reading)
    {
        try
        {
            var errors = new FormErrors().Add("Files", visit.Text[$"Mailbox.Reply.{reading.Refusal}"]);
            return await visit.ShowAsync(mailbox, new MailboxAnswer(errors) { Form = Typed(typed) }, reading.Status);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(visit.Http, Typed(typed), unreachable: true);
        }
    }

    /// <summary>The text of an answer that can't be taken; its files are read past, so that the browser waits for the page.</summary>
    private static async Task<ReadForm?> TextAloneAsync(HttpContext http, PostedForm form)
    {
        LimitBody(http, ReplyForm.MostBytes);
        ReadForm? before = null;
        var reading = await form.ReadAsync(http, ReplyForm.TextAlone, Pass);
        return (reading.TryGet(out var read) ? read : before) is { } typed ? Typed(typed) : null;

        ValueTask Pass(SentFile file, Stream content, CancellationToken passing)
        {
            before = file.Before;
            return ValueTask.CompletedTask;
        }
    }

    private static ReadForm Typed(ReadForm form) => MailboxFields.Rest(form, _ => false);

    private static void LimitBody(HttpContext http, long bytes) =>
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = bytes;
}
