namespace Intake.Core.Notices;

/// <summary>
/// The id of a mail's row that was sent: random, and of nobody. A row that somebody kept and puts back is known by it and goes no second
/// time. The worker's alone.
/// </summary>
public sealed class MailGone
{
    /// <summary>How long it is kept, in days: no mail waits longer, a leave of the longest with it.</summary>
    public const int DaysKept = 400;

    public required Guid Id { get; init; }
    public required DateOnly Day { get; init; }
}
