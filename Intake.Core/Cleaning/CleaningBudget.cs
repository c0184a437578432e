namespace Intake.Core.Cleaning;

/// <summary>
/// The files of one post, cleaned one after another. They share a limit of time, so that no post blocks places that others
/// wait for; when it is used up, the rest are busy at once, and the reporter can have them tried again. One for the request.
/// </summary>
public sealed class CleaningBudget(FileCleaner cleaner, CleanerSettings settings, TimeProvider time)
{
    private TimeSpan left = settings.PostLimit;

    /// <summary>Cleans the next file, as <see cref="FileCleaner"/> does, in what is left of the time.</summary>
    public async Task<CleaningRefusal?> CleanAsync(
        CleaningOrder order, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        var refusal = await cleaner.CleanAsync(order, left, source, receive, cancel);
        left = refusal?.Why == NotCleaned.Busy ? TimeSpan.Zero : left - time.GetElapsedTime(since);
        return refusal;
    }
}
