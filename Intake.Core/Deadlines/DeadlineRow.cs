namespace Intake.Core.Deadlines;

/// <summary>
/// A legal or agreed date, written by the desk that causes it, in the same transaction. One of a kind per report and referral.
/// </summary>
public sealed class DeadlineRow
{
    public required Guid Id { get; init; }
    public required Guid ReportId { get; init; }
    public Guid? ReferralId { get; init; }
    public required DeadlineKind Kind { get; init; }
    public required DateOnly StartsOn { get; init; }

    /// <summary>Last day on which it is kept.</summary>
    public required DateOnly DueOn { get; set; }

    /// <summary>The day on which what was due was done. Never set together with <see cref="EndedOn"/>.</summary>
    public DateOnly? MetOn { get; set; }

    /// <summary>The day on which its cause went, and with it the deadline: nothing was met.</summary>
    public DateOnly? EndedOn { get; set; }

    /// <summary>Why it ended; set with <see cref="EndedOn"/>.</summary>
    public DeadlineEnd? EndedBy { get; set; }

    /// <summary>Whether it is the administrators', also while a unit has the case: <see cref="Deadline.OfAdministrators"/>.</summary>
    public bool OfAdministrators { get; init; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
