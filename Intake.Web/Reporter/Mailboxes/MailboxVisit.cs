using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>One request to the open mailbox: its session, and a form of texts taken whole or given back whole.</summary>
public sealed class MailboxVisit(MailboxDesk desk, SchemeCatalogue schemes, Text text, PageAddress here)
{
    /// <summary>The mailbox behind the request's cookie; null when there is none, or no longer.</summary>
    public Task<UnlockedMailbox?> ResumeAsync(HttpContext http, CancellationToken cancel) => MailboxCookie.ResumeAsync(http, desk, cancel);

    /// <summary>The mailbox as it stands, with another 20 minutes on the session; 422 when there is something to change.</summary>
    public Task<IResult> ShowAsync(HttpContext http, UnlockedMailbox mailbox, MailboxAnswer answer, CancellationToken cancel) =>
        MailboxPages.ShowAsync(http, desk, schemes, mailbox, text, answer, cancel);

    /// <summary>
    /// Takes a form. What was typed comes back when it can't be taken, when the session is over, and when the store can't be
    /// reached.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="form">The form's name; <c>name-Field</c> is where its errors are told.</param>
    /// <param name="take">Checks and stores; adds to the errors what is to be changed, and then stores nothing.</param>
    internal async Task<IResult> TakeAsync(HttpContext http, MailboxForm form, Func<UnlockedMailbox, ReadForm, FormErrors, Task<MailboxWrite>> take,
        CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, form.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using (read)
        {
            var typed = form.TypedOf(read);
            try
            {
                using var mailbox = await ResumeAsync(http, cancel);
                if (mailbox is null) return KeyPages.Ended(http, typed.All);
                var errors = new FormErrors().Add(read.Faults.Select(fault => fault with { Field = typed.Field(fault.Field) }), text);
                var answer = errors.Any ? MailboxWrite.NotNow : await take(mailbox, read, errors);
                if (!errors.Any && answer != MailboxWrite.Stored) errors.Add(PlaceOf(answer) ?? typed.Field(form.Main), text[$"Mailbox.Reply.{answer}"]);
                if (errors.Any) return await ShowAsync(http, mailbox, new MailboxAnswer("", errors) { Typed = typed }, cancel);
                await MailboxCookie.TryRenewAsync(http, desk, mailbox, cancel);
                return new SeeOther(here.To($"mailbox/open?done={form.Done}"));
            }
            catch (Exception failure) when (Failures.IsTransient(failure))
            {
                return KeyPages.Ended(http, typed.All, unreachable: true);
            }
        }
    }

    /// <summary>Where a refusal is told that leaves the form itself off the page: beside what was typed.</summary>
    private static string? PlaceOf(MailboxWrite answer) => answer switch
    {
        MailboxWrite.Closed or MailboxWrite.OutOfScope => "Text",
        MailboxWrite.NotNow => "Kept",
        _ => null,
    };
}

/// <summary>A form of the open mailbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Shape">Its fields.</param>
/// <param name="Main">The field that what is wrong with the whole is told at.</param>
/// <param name="Done">What was done, in the address that follows.</param>
/// <param name="About">The field whose value tells this form from others of its name, or null.</param>
internal sealed record MailboxForm(string Name, FormShape Shape, string Main, string Done, string? About = null)
{
    /// <summary>What was typed. An id that is none makes no place on the page, so it is left out.</summary>
    public TypedForm TypedOf(ReadForm form) =>
        new(About is not null && Guid.TryParse(form.Text(About), out var id) ? Of(Name, id) : Name, form);

    /// <summary>The name of one of several forms.</summary>
    public static string Of(string name, Guid about) => $"{name}-{about}";
}

/// <summary>What was typed into a form of the mailbox and not taken.</summary>
public sealed record TypedForm(string Name, ReadForm Form)
{
    /// <summary>Every text of it.</summary>
    public string All => string.Join("\n\n", new[] { "Text", "Preferred", "Number" }.Where(Form.Has).Select(Form.Text).Where(text => !string.IsNullOrWhiteSpace(text)));

    /// <summary>A field's id.</summary>
    public string Field(string field) => $"{Name}-{field}";

    /// <summary>A field's text when that form is the one, else null.</summary>
    public string? Text(string form, string field = "Text") => form == Name ? Form.Text(field) : null;
}
