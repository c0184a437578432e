using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Intake.Worker.Mail;

/// <summary>Who a mail goes to, in which language, and from whom.</summary>
/// <param name="Email">The address.</param>
/// <param name="Language">"da" or "en".</param>
/// <param name="Sender">Their scheme's own sender; null for the installation's.</param>
internal sealed record MailReader(string Email, string Language, MailboxAddress? Sender)
{
    /// <summary>What an office hears of a serious or widespread case; null in other mails.</summary>
    public OrientationText? Orientation { get; init; }

    /// <summary>What a person hears who may not see what is late; null in other mails.</summary>
    public LateText? Late { get; init; }
}

/// <summary>
/// Finds the reader of a mail by the id that its row seals: a member of staff, or a scheme for its executive contact or, of an
/// orientation, the office that gets those.
/// </summary>
internal sealed class MailReaders(IntakeDb db, SchemeCatalogue schemes)
{
    /// <summary>Null for a person who has left, and for a scheme without such an office.</summary>
    public async Task<MailReader?> FindAsync(Guid recipient, MailKind kind, CancellationToken cancel)
    {
        var person = await db.Staff.Where(one => one.Id == recipient)
            .Select(one => new { one.Email, one.Language, one.State, one.SchemeId }).SingleOrDefaultAsync(cancel);
        if (person is { State: StaffState.Left }) return null;
        var scheme = await SchemeAsync(person is null ? recipient : person.SchemeId, cancel);
        var sender = scheme?.Notices.Sender is { } own ? new MailboxAddress(own.Name, own.Mail) : null;
        if (person is not null) return new(person.Email, person.Language, sender) { Late = Late(person.Language, hasAccount: true) };
        if (kind is MailKind.Orientation && scheme?.Orientation is { } office)
            return new(office.Mail, office.Language, sender) { Orientation = OrientationText.Of(scheme) };
        if (kind is not MailKind.Orientation && scheme?.Executive is { } contact)
            return new(contact.Mail, contact.Language, sender) { Late = Late(contact.Language, hasAccount: false) };
        // A file that no longer reads hides the address: the operator's page shows a mail that can't be sent.
        return scheme is null && await db.Schemes.AnyAsync(one => one.Id == recipient, cancel) ? new("", "da", null) : null;

        LateText? Late(string language, bool hasAccount) =>
            kind is MailKind.Overdue && scheme is not null ? LateText.Of(scheme, language, hasAccount) : null;
    }

    /// <summary>Null where the scheme's file no longer reads: its people's mails go all the same.</summary>
    private async Task<Scheme?> SchemeAsync(Guid? id, CancellationToken cancel)
    {
        if (id is not { } known) return null;
        try
        {
            return await schemes.GetAsync(known, cancel);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
