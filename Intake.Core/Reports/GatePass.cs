namespace Intake.Core.Reports;

/// <summary>
/// A member of staff answered a report's conflict question with "none", and what they keep about the report for themselves.
/// Named by the pseudonym that their grants carry, so that the row shows a thief no more than the grants do. Goes with the
/// report, and with the person's grants.
/// </summary>
public sealed class GatePass
{
    /// <summary>The holder's pseudonym within this report, 32 bytes.</summary>
    public required byte[] Holder { get; init; }

    public required Guid ReportId { get; init; }
    public required DateOnly PassedOn { get; init; }

    /// <summary>The position in the Dialogue up to which the person has seen it; 0 before they have.</summary>
    public int ReadTo { get; init; }

    /// <summary>The day on which one of the others last moved, so that the night can move the row again.</summary>
    public DateOnly? MarkedOn { get; init; }

    /// <summary>What the person calls the case, sealed to themselves (<see cref="Sealing.LabelSeal"/>); null for nothing.</summary>
    public byte[]? Label { get; init; }

    /// <summary>How many messages between administrators and units the person has seen in the case.</summary>
    public int MessagesSeen { get; init; }

    /// <summary>How many messages that the person proposed in the case wait for a colleague to read them.</summary>
    public int MessagesProposed { get; init; }

    /// <summary>
    /// The day on which names were added that the person has not answered for; null where they have answered for all. Until they answer
    /// again, the case is not open to them.
    /// </summary>
    public DateOnly? AskedAgainOn { get; init; }
}
