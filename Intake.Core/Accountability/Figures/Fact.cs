using Intake.Core.Deadlines;

namespace Intake.Core.Accountability.Figures;

/// <summary>One thing that a figure counts, without content: a figure is how many such facts there are.</summary>
/// <param name="ReportId">The case.</param>
/// <param name="Figure">What is counted.</param>
/// <param name="On">The day it happened; of what is open or late, the day since which.</param>
/// <param name="Units">The units that have it: a referral's unit, or all units of a case; none before it is referred.</param>
public sealed record Fact(Guid ReportId, Figure Figure, DateOnly On, IReadOnlyList<Guid> Units)
{
    /// <summary>How long a step took, or for how long a deadline has passed; else 0.</summary>
    public int Days { get; init; }

    /// <summary>The deadline, of what is overdue.</summary>
    public DeadlineKind? Clock { get; init; }

    /// <summary>The units whose move it is, of what is overdue; none where it is the administrators'.</summary>
    public IReadOnlyList<Guid> Moves { get; init; } = [];
}
