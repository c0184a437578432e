using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// One request to the mailbox: its session, its page, and its form, of which an act takes its fields whole or gives them back
/// whole. Handlers take it with <c>[AsParameters]</c>.
/// </summary>
public sealed record MailboxVisit(
    HttpContext Http, MailboxDesk Desk, ReplyDesk Replies, SchemeCatalogue Schemes, MailboxRenderLimiter Places,
    PageAddress Here, Text Text, CancellationToken Cancel)
{
    /// <summary>The mailbox behind the request's cookie; null when there is none, or no longer.</summary>
    internal Task<UnlockedMailbox?> ResumeAsync() => MailboxCookie.ResumeAsync(Http, Desk, Cancel);

    /// <summary>Whether the form that was posted may be one of this mailbox.</summary>
    internal bool Fits(UnlockedMailbox mailbox) => Http.RequestServices.GetRequiredService<FormOwner>().Fits(mailbox.Report.ReportId);

    /// <summary>Lets the session run for another 20 minutes.</summary>
    internal Task RenewAsync(UnlockedMailbox mailbox) => MailboxCookie.RenewAsync(Http, Desk, mailbox, Cancel);

    /// <summary>The mailbox as it stands, with an answer that was not taken, and another 20 minutes on the session.</summary>
    internal async Task<IResult> ShowAsync(
        UnlockedMailbox mailbox, MailboxAnswer answer, int status = StatusCodes.Status422UnprocessableEntity)
    {
        var place = await Places.DrawAsync(mailbox.Report.ReportId, Cancel);
        Http.Response.RegisterForDispose(place);
        if (await Desk.ReadAsync(mailbox, Cancel) is not { } view)
        {
            MailboxCookie.Clear(Http);
            return KeyPages.Unknown(answer.Form);
        }

        if (answer.Form is { } form)
        {
            var shown = MailboxFields.Homed(form, MailboxTimeline.FieldsOf(view, answer.Given));
            answer = answer with { Form = shown };
            Http.RequestServices.GetRequiredService<CarriedForm>().Take(shown, "");
        }

        var scheme = await Schemes.GetAsync(view.SchemeId, Cancel);
        Text.Override(scheme.Texts.GetValueOrDefault(Text.Language));
        await RenewAsync(mailbox);
        var page = Page.Of<MailboxPage>(
            new { Scheme = scheme, View = view, Answer = answer },
            answer.Errors.Any ? status : StatusCodes.Status200OK);
        return new DrawnInPlace(page, mailbox.Report.ReportId, place, Places);
    }

    /// <summary>
    /// What was sent is stored: the mailbox again, with a notice, and another 20 minutes where that can be had. What else was typed on
    /// the page is not sent, and stands there again.
    /// </summary>
    internal async Task<IResult> DoneAsync(UnlockedMailbox mailbox, string what, ReadForm rest, int? sent = null)
    {
        await MailboxCookie.TryRenewAsync(Http, Desk, mailbox, Cancel);
        var page = Here.To($"mailbox/open?done={what}") + (sent is null ? "" : $"&sent={sent}");
        if (!MailboxFields.HoldsWork(rest)) return new SeeOther(page);
        try
        {
            var files = await KeptAsync(mailbox, rest);
            return await ShowAsync(mailbox, new MailboxAnswer(FormErrors.None, what) { Form = rest, Files = files, Sent = sent ?? 1 });
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(Http, rest, unreachable: true);
        }
    }

    /// <summary>The files that an earlier page kept for an answer that is not sent yet.</summary>
    internal async Task<KeptFiles> KeptAsync(UnlockedMailbox mailbox, ReadForm form) =>
        Guid.TryParse(form.Text(MailboxFields.Upload), out var upload)
            ? new KeptFiles(await Replies.ResumeAsync(mailbox, upload, Cancel), form.Values(ReportForm.KeepOriginals).Count > 0)
            : KeptFiles.None;

    /// <summary>
    /// Takes one act. What was typed comes back when it can't be taken, when the session is over, and when the store can't
    /// be reached.
    /// </summary>
    /// <param name="act">Which it is: its fields, and where its errors are shown.</param>
    /// <param name="posted">What was sent: everything that stands on the page.</param>
    /// <param name="take">Checks and stores; adds to the errors what is to be changed, and then stores nothing.</param>
    internal async Task<IResult> TakeAsync(MailboxAct act, PostedForm posted, Func<UnlockedMailbox, FormErrors, Task<MailboxResult>> take)
    {
        var typed = MailboxFields.Rest(posted.Read, _ => false);
        try
        {
            using var mailbox = await ResumeAsync();
            if (mailbox is null) return await KeyPages.EndedAsync(this, typed);
            var errors = posted.Faults();
            var answer = errors.Any ? MailboxResult.NotNow : await take(mailbox, errors);
            if (answer == MailboxResult.Stored && !errors.Any)
                return await DoneAsync(mailbox, act.Done, MailboxFields.Rest(posted.Read, act.Takes));
            var kept = await KeptAsync(mailbox, typed);
            if (!errors.Any) errors.Add(PlaceOf(answer, typed) ?? act.Main, Text[$"Mailbox.Reply.{answer}"]);
            return await ShowAsync(mailbox, new MailboxAnswer(errors) { Form = typed, Files = kept });
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(Http, typed, unreachable: true);
        }
    }

    /// <summary>Where a refusal is shown when its field is no longer there: beside what was typed, or where the state is said.</summary>
    private static string? PlaceOf(MailboxResult answer, ReadForm typed) => answer switch
    {
        MailboxResult.Closed or MailboxResult.OutOfScope => MailboxFields.All(typed).Length > 0 ? MailboxFields.Kept : "status-heading",
        MailboxResult.NotNow => MailboxFields.Kept,
        _ => null,
    };
}

/// <summary>Something that a reporter does in the open mailbox apart from writing.</summary>
/// <param name="Done">What was done, in the address that follows.</param>
/// <param name="Main">The field where errors of the whole act are shown.</param>
/// <param name="Takes">Which fields are its own.</param>
internal sealed record MailboxAct(string Done, string Main, Func<string, bool> Takes);
