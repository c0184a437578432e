namespace Intake.Core.Notices;

/// <summary>
/// How long a mail waits that no server took: a minute after the first attempt, twice as long after each further one,
/// never more than six hours.
/// </summary>
public static class MailPauses
{
    private const int Doublings = 9;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);

    /// <summary>The pause after an attempt.</summary>
    /// <param name="attempts">How many there have been, at least one.</param>
    public static TimeSpan After(int attempts) => attempts > Doublings ? Longest : TimeSpan.FromMinutes(1 << (attempts - 1));

    /// <summary>All pauses together from the first attempt to the next one; zero when there was none.</summary>
    /// <param name="attempts">How many there have been.</param>
    public static TimeSpan UntilTry(int attempts)
    {
        var doubled = Math.Min(attempts, Doublings);
        return TimeSpan.FromMinutes((1 << doubled) - 1) + (Longest * (attempts - doubled));
    }
}
