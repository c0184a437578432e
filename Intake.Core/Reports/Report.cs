using Intake.Core.Deadlines;

namespace Intake.Core.Reports;

/// <summary>
/// The open columns of a report: what lists, inboxes and deadlines read. What the reporter wrote and chose is in sealed
/// entries. Deleting the row takes everything below it along; its vault secret goes first, in the other database.
/// </summary>
public sealed class Report
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    /// <summary>Set by the lifecycle alone: every other place asks it.</summary>
    public ReportState State { get; internal set; }

    /// <summary>SHA-256 of the receipt key's lookup id, 32 bytes.</summary>
    public required byte[] LookupHash { get; init; }

    /// <summary>The mailbox's HPKE public key, 65 bytes, derived from the receipt key.</summary>
    public required byte[] MailboxEncryptionKey { get; init; }

    /// <summary>The mailbox's ECDSA public key, 65 bytes, derived from the receipt key.</summary>
    public required byte[] MailboxSigningKey { get; init; }

    /// <summary>The Dialogue's first content key, wrapped under the receipt key.</summary>
    public required byte[] MailboxWrap { get; init; }

    /// <summary>Set by staff, never by the reporter: a category's id of the scheme file, at most 64 characters.</summary>
    public string? Category { get; set; }

    public Severity? Severity { get; set; }
    public DateOnly? ClosedOn { get; set; }

    /// <summary>Last day the report is kept. The worker deletes it the day after, unless it is on legal hold.</summary>
    public DateOnly? KeepUntil { get; set; }

    public bool LegalHold { get; set; }

    /// <summary>The day on which one person proposed to set the hold, or to lift it; null when nothing is proposed.</summary>
    public DateOnly? HoldAskedOn { get; set; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
