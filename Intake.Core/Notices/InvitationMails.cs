using System.Globalization;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;

namespace Intake.Core.Notices;

/// <summary>
/// Invitations by mail. The outbox gets a row without the link; the worker makes the link when it writes the mail. A person at
/// work made it, so it goes at once and not at a mail hour; the mail shows the clock hour alone.
/// </summary>
public sealed class InvitationMails(IntakeDb db, NoticeBook notices, InvitationMailDomain domain, TimeProvider time) : IInvitationPost
{
    /// <inheritdoc />
    public async Task PostAsync(Guid staffId, Guid invitation, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        await notices.AddAsync(
            db, MailKind.Invitation, staffId, new NoticeCause($"invitation {invitation:N}", hour), domain.Name, body: null, cancel);
    }
}

/// <summary>The right-hand side of the Message-IDs of invitations: that of the sender's address.</summary>
/// <param name="Name">In ASCII.</param>
public sealed record InvitationMailDomain(string Name)
{
    /// <summary>
    /// That of the mails that web makes for a scheme: where web knows no sender, the domain of the scheme's own, else a name that
    /// can be nobody's (RFC 2606).
    /// </summary>
    internal static InvitationMailDomain For(Scheme scheme, InvitationMailDomain? known) =>
        known ?? Of(scheme.Notices.Sender?.Mail) ?? new("notice.invalid");

    /// <summary>
    /// The domain of the sender that the worker's mails have (<c>Intake:Mail:From</c>). Null where no mail is set up, or for
    /// what is no address: the worker refuses to start with that.
    /// </summary>
    public static InvitationMailDomain? Of(string? from)
    {
        if (from is null || from.LastIndexOf('@') is not (> 0 and var at) || at == from.Length - 1) return null;
        try
        {
            return new(new IdnMapping().GetAscii(from[(at + 1)..].Trim().TrimEnd('>')));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
