using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// One request to the mailbox: its session, its page, and a form of texts taken whole or given back whole. Handlers take it
/// with <c>[AsParameters]</c>.
/// </summary>
public sealed record MailboxVisit(
    HttpContext Http, MailboxDesk Desk, SchemeCatalogue Schemes, MailboxRenderLimiter Places,
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
            return KeyPages.Unknown(answer.All);
        }

        var scheme = await Schemes.GetAsync(view.SchemeId, Cancel);
        Text.Override(scheme.Texts.GetValueOrDefault(Text.Language));
        await RenewAsync(mailbox);
        var page = Page.Of<MailboxPage>(
            new { Scheme = scheme, View = view, Answer = answer },
            answer.Errors.Any ? status : StatusCodes.Status200OK);
        return new DrawnInPlace(page, mailbox.Report.ReportId, place, Places);
    }

    /// <summary>What was sent is stored: the mailbox again, with a notice, and another 20 minutes where that can be had.</summary>
    internal async Task<IResult> DoneAsync(UnlockedMailbox mailbox, string what)
    {
        await MailboxCookie.TryRenewAsync(Http, Desk, mailbox, Cancel);
        return new SeeOther(Here.To($"mailbox/open?done={what}"));
    }

    /// <summary>
    /// Takes a form. What was typed comes back when it can't be taken, when the session is over, and when the store can't
    /// be reached.
    /// </summary>
    /// <param name="form">The form; <c>name-Field</c> is where its errors are shown.</param>
    /// <param name="posted">What was sent.</param>
    /// <param name="take">Checks and stores; adds to the errors what is to be changed, and then stores nothing.</param>
    internal async Task<IResult> TakeAsync(MailboxForm form, PostedForm posted, Func<UnlockedMailbox, FormErrors, Task<MailboxResult>> take)
    {
        var typed = form.TypedOf(posted.Read);
        try
        {
            using var mailbox = await ResumeAsync();
            if (mailbox is null) return KeyPages.Ended(Http, typed.All);
            var errors = posted.Faults(typed.Field(""));
            var answer = errors.Any ? MailboxResult.NotNow : await take(mailbox, errors);
            if (!errors.Any && answer != MailboxResult.Stored)
            {
                errors.Add(PlaceOf(answer) ?? typed.Field(form.Main), Text[$"Mailbox.Reply.{answer}"]);
            }

            return errors.Any
                ? await ShowAsync(mailbox, new MailboxAnswer("", errors) { Typed = typed })
                : await DoneAsync(mailbox, form.Done);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return KeyPages.Ended(Http, typed.All, unreachable: true);
        }
    }

    /// <summary>Where a refusal is shown when its form is no longer on the page: beside what was typed.</summary>
    private static string? PlaceOf(MailboxResult answer) => answer switch
    {
        MailboxResult.Closed or MailboxResult.OutOfScope => "Text",
        MailboxResult.NotNow => "Kept",
        _ => null,
    };
}

/// <summary>A form of the open mailbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its fields.</param>
/// <param name="Main">The field where errors of the whole form are shown.</param>
/// <param name="Done">What was done, in the address that follows.</param>
/// <param name="About">The field whose value distinguishes this form from others of its name, or null.</param>
internal sealed record MailboxForm(string Name, FormShape Shape, string Main, string Done, string? About = null)
{
    /// <summary>What was typed. A value that is not an id has no place on the page, so it is left out.</summary>
    public TypedForm TypedOf(ReadForm form) =>
        new(About is not null && Guid.TryParse(form.Text(About), out var id) ? Of(Name, id) : Name, form);

    /// <summary>The name of one of several forms.</summary>
    public static string Of(string name, Guid about) => $"{name}-{about}";
}

/// <summary>What was typed into a form of the mailbox and not taken.</summary>
public sealed record TypedForm(string Name, ReadForm Form)
{
    /// <summary>Every text of it.</summary>
    public string All => AllOf(Form);

    /// <summary>Every text of a form of the mailbox: answers to questions first, as on the page.</summary>
    public static string AllOf(ReadForm form) =>
        Joined(form.AllAbout(ReplyForm.Answer).Select(id => FormShape.About(ReplyForm.Answer, id))
            .Concat(new[] { "Text", "Preferred", "Number", "Names" }.Where(form.Has)).Select(form.Text));

    internal static string Joined(IEnumerable<string> texts) => string.Join("\n\n", texts.Where(text => !BlankText.Is(text)));

    /// <summary>A field's id.</summary>
    public string Field(string field) => $"{Name}-{field}";

    /// <summary>A field's text when that form is the one, else null.</summary>
    public string? Text(string form, string field = "Text") => form == Name ? Form.Text(field) : null;
}
