using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Web.Reporter.Drafts;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>The door of the mailbox: the receipt key in, a session out.</summary>
public static class KeyPages
{
    internal static readonly FormShape Shape = Fields;

    /// <summary>The key and, after a session that ended, what was typed and not taken; a page adds its own.</summary>
    internal static FormShape Fields => MailboxFields.WithoutFiles().Secret("Key");

    internal static async Task<IResult> ShowAsync([AsParameters] MailboxVisit visit)
    {
        if (!MailboxCookie.IsSent(visit.Http.Request))
        {
            return Page.Of<KeyPage>();
        }

        using var mailbox = await visit.ResumeAsync();
        return mailbox is null ? Ended(visit.Http) : TypedResults.Redirect(visit.Here.To("mailbox/open"));
    }

    /// <summary>
    /// A malformed key is refused by its check character and costs nothing. A well-formed one costs one derivation, and
    /// unknown, wrong and deleted keys get one and the same answer. A draft's key leads on to its form.
    /// </summary>
    internal static Task<IResult> OpenAsync(
        [AsParameters] MailboxVisit visit, PostedForm form, ReceiptKeyLookup door, ResumeDraft drafts, WaitingRoom room) =>
        TryAsync(visit, form, door, drafts, room, _ => Task.FromResult<IResult?>(null));

    /// <summary>The same from another page, which answers a key that opens nothing itself where it can.</summary>
    internal static async Task<IResult> TryAsync(
        MailboxVisit visit, PostedForm form, ReceiptKeyLookup door, ResumeDraft drafts, WaitingRoom room,
        Func<ReceiptKeyError?, Task<IResult?>> wrong)
    {
        var kept = MailboxFields.Rest(form.Read, _ => false);
        if (MailboxFields.HoldsWork(kept) && !await MailboxCookie.WroteAsync(visit.Http)) kept = null;
        // What is typed counts; a page that asked to wait carries the key that was typed before, sealed.
        using var carried = form.Secret("Key").Length == 0 ? room.Carried(form.Text(WaitingFields.Turn)) : null;
        if (!ReceiptKey.TryParse(carried is null ? form.Secret("Key").Bytes : carried.Carried.Span, out var key, out var error))
        {
            var why = form.Read.Faults.Count > 0 ? ReceiptKeyError.Length : error;
            return await wrong(why)
                ?? Page.Of<KeyPage>(new { Malformed = (ReceiptKeyError?)why, Kept = kept }, StatusCodes.Status422UnprocessableEntity);
        }

        using (key)
        {
            var admission = await room.EnterAsync(CostlyAct.Open, Guid.Empty, form.Text(WaitingFields.Turn), visit.Cancel);
            if (!admission.MayGo)
            {
                return Wait(visit.Http, room.Carry(admission, key), kept);
            }

            try
            {
                using var behind = await door.OpenAsync(key, visit.Cancel);
                return await BehindAsync(visit, behind, drafts, kept) ?? await wrong(null) ?? Unknown(kept);
            }
            catch (BusyException)
            {
                return Wait(visit.Http, room.Carry(default, key), kept);
            }
        }
    }

    private static async Task<IResult?> BehindAsync(MailboxVisit visit, FoundByKey? behind, ResumeDraft drafts, ReadForm? kept)
    {
        if (behind?.Mailbox is { } mailbox)
        {
            if (!visit.Fits(mailbox)) kept = null; // What was typed in another mailbox is not shown in this one.
            await visit.RenewAsync(mailbox);
            var open = visit.Here.To("mailbox/open");
            // The browser takes the text there as a change of language does, so that it is kept nowhere on the way.
            return kept is null || !MailboxFields.HoldsWork(kept) ? new SeeOther(open)
                : TypedResults.Redirect(CarriedForms.Carrying(open, ""), permanent: false, preserveMethod: true);
        }

        if (behind?.Draft is not { } draft) return null;
        // A page that answers a key stays in the browser's history with it: loaded again there, it opens nothing.
        return await visit.Http.RequestServices.GetRequiredService<FormUse>().TakeAloneAsync(visit.Cancel)
            ? await drafts.FormAsync(draft, visit.Cancel) : Page.Of<KeyPage>(new { IsUsed = true }, StatusCodes.Status409Conflict);
    }

    /// <summary>More people come than we take on at once: the page keeps the turn, and the key sealed within it.</summary>
    private static IResult Wait(HttpContext http, string turn, ReadForm? kept)
    {
        http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
        return Page.Of<WaitPage>(
            new
            {
                Act = CostlyAct.Open, Path = "mailbox", Turn = turn, Handed = kept,
                Typed = kept is null ? "" : MailboxFields.All(kept),
            },
            StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>No mailbox behind it, or no longer. What was typed into an answer comes back all the same.</summary>
    internal static IResult Unknown(ReadForm? kept = null) =>
        Page.Of<KeyPage>(new { IsUnknown = true, Kept = kept }, StatusCodes.Status404NotFound);

    /// <summary>
    /// The session is over. What was typed into an answer comes back to be kept or copied, to the browser whose session it was:
    /// one without the cookie has left, and posts from its memory for the one who sits there now. So the cookie stays, though it opens
    /// nothing, for as long as the text is on the page.
    /// </summary>
    internal static async Task<IResult> EndedAsync(MailboxVisit visit, ReadForm? kept = null)
    {
        if (kept is not null && MailboxFields.HoldsWork(kept) && !await MailboxCookie.WroteAsync(visit.Http))
        {
            if (!visit.Http.RequestServices.GetRequiredService<FormOwner>().WasAnothers) MailboxCookie.Clear(visit.Http);
            return Ended(visit.Http, kept, isStrange: true);
        }

        return Ended(visit.Http, kept);
    }

    /// <inheritdoc cref="EndedAsync"/>
    internal static IResult Ended(HttpContext http, ReadForm? kept = null, bool unreachable = false, bool isStrange = false)
    {
        if (http.RequestServices.GetRequiredService<FormOwner>().WasAnothers)
            return Page.Of<KeyPage>(new { IsAnothers = true }, StatusCodes.Status409Conflict);
        if (kept is not null && !MailboxFields.HoldsWork(kept)) kept = null;
        var wasLeft = kept is not null && (isStrange || !MailboxCookie.IsSent(http.Request));
        if (!unreachable && (wasLeft || kept is null))
        {
            MailboxCookie.Clear(http);
        }

        return Page.Of<KeyPage>(
            new { HasEnded = !unreachable && !wasLeft, WasLeft = wasLeft, IsUnreachable = unreachable, Kept = wasLeft ? null : kept },
            unreachable ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden);
    }
}
