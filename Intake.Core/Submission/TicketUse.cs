namespace Intake.Core.Submission;

/// <summary>A form ticket was used: a 32-byte keyed hash of its id, so that a replay collides. Dates only.</summary>
public sealed class TicketUse
{
    public required byte[] Hash { get; init; }
    public required DateOnly ExpiresOn { get; init; }
}
