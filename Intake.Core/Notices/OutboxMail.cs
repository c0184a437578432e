using Intake.Core.Sealing;

namespace Intake.Core.Notices;

/// <summary>
/// A mail to a staff member that waits or was given up; when it is sent, its row goes. Text is composed from the kind at
/// sending; only figures and daily roots carry a body here, since nobody could compose them again. Nothing a reporter does
/// writes a row.
/// </summary>
public sealed class OutboxMail
{
    /// <summary>After so many attempts, about three days of replies that say no, the operator decides.</summary>
    public const int MostAttempts = 20;

    /// <summary>More are counted no further: no attempt fails for the number of those before it.</summary>
    public const int MostEver = 1000;

    /// <summary>The longest text of its own, in bytes of UTF-8: about a hundred days' roots.</summary>
    public const int LongestBody = 64 * 1024;

    public required Guid Id { get; init; }

    /// <summary>The member of staff, sealed under the file secret for this row: see <see cref="RecipientSeal"/>.</summary>
    public required byte[] Recipient { get; init; }

    /// <summary>What the recipient is sealed for: all that decides what is sent, and when at the earliest.</summary>
    public SealedMail Sealed => new(Id, (int)Kind, MessageId, HourAt, BodyText);

    public required MailKind Kind { get; init; }
    public string? BodyText { get; init; }

    /// <summary>RFC 5322 Message-ID, the same at every attempt; at most 200 characters.</summary>
    public required string MessageId { get; init; }

    public required MailState State { get; set; }
    public int Attempts { get; set; }
    public required DateTimeOffset NextAt { get; set; }

    /// <summary>Why it was given up last; null while it was not.</summary>
    public MailFailure? Failure { get; set; }

    /// <summary>The mail hour of its cause: the only time that a mail shows, the same at every attempt.</summary>
    public required DateTimeOffset HourAt { get; init; }

    /// <summary>Until when its person's leave puts it off; null while none does. It counts as late from here, if that is later.</summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
