namespace Intake.Core.Cleaning;

/// <summary>
/// The files of one post, cleaned one after another. They share a limit of time, and after the first that took too long
/// or found no place the others are not tried: no post blocks places that others wait for. One for the request.
/// </summary>
public sealed class CleaningBudget(FileCleaner cleaner, CleanerSettings settings, TimeProvider time)
{
    private TimeSpan left = settings.PostLimit;

    /// <summary>Cleans the next file, as <see cref="FileCleaner"/> does, in what is left of the time.</summary>
    public async Task<NotCleaned?> CleanAsync(
        FileKind kind, long length, long limit, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        var since = time.GetTimestamp();
        var why = await cleaner.CleanAsync(kind, length, limit, left, source, receive, cancel);
        left = why is NotCleaned.TimedOut or NotCleaned.Busy ? TimeSpan.Zero : left - time.GetElapsedTime(since);
        return why;
    }
}
