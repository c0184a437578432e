namespace Intake.Core.Deadlines;

/// <summary>A step of the escalation ladder that was taken for a deadline. The key makes each step happen once.</summary>
public sealed class EscalationRow
{
    public required Guid DeadlineId { get; init; }

    /// <summary><see cref="EscalationStep.Number"/>.</summary>
    public required int Step { get; init; }

    public required DateOnly DoneOn { get; init; }
}
