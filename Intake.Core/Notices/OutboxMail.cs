namespace Intake.Core.Notices;

/// <summary>
/// A mail to a staff member, waiting or sent. Text is composed from the kind at sending; only figures and daily roots
/// carry a body here, since nobody could compose them again. Nothing a reporter does writes a row.
/// </summary>
public sealed class OutboxMail
{
    /// <summary>After so many attempts, about three days of replies that say no, the operator decides.</summary>
    public const int MostAttempts = 20;

    public required Guid Id { get; init; }

    /// <summary>32-byte keyed hash of recipient and cause: one mail for one cause, also with two workers.</summary>
    public required byte[] Cause { get; init; }

    public required Guid RecipientId { get; init; }
    public required MailKind Kind { get; init; }
    public string? BodyText { get; init; }

    /// <summary>RFC 5322 Message-ID, the same at every attempt; at most 200 characters.</summary>
    public required string MessageId { get; init; }

    public required MailState State { get; set; }
    public int Attempts { get; set; }
    public required DateTimeOffset NextAt { get; set; }
    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The mail hour of its cause: the only time that a mail shows, the same at every attempt.</summary>
    public required DateTimeOffset HourAt { get; init; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
