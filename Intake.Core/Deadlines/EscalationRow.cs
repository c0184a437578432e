namespace Intake.Core.Deadlines;

/// <summary>A rung of the escalation ladder that was taken for a deadline. The key makes each rung happen once.</summary>
public sealed class EscalationRow
{
    public required Guid DeadlineId { get; init; }

    /// <summary>Counts from 1.</summary>
    public required int Step { get; init; }

    public required DateOnly DoneOn { get; init; }
}
