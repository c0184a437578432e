namespace Intake.Core.Notices;

/// <summary>
/// That a mail of a cause was made: it outlives the mail for some days, so that a second worker, or one whose clock is behind,
/// does not tell a person twice. Of a thing that waits it is kept for as long as the thing waits, and those days longer.
/// </summary>
public sealed class MailCause
{
    /// <summary>For how many days after its hour a cause is remembered.</summary>
    public const int DaysKept = 7;

    /// <summary>32-byte hash of recipient, topic and hour, keyed with the file secret: it shows none of them.</summary>
    public required byte[] Cause { get; init; }

    /// <summary>The day of its mail hour; of a thing, the day on which it was last seen to wait.</summary>
    public required DateOnly Day { get; set; }
}
