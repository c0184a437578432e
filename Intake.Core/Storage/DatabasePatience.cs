namespace Intake.Core.Storage;

/// <summary>
/// How long one request waits for databases, all its questions together: the bound counts waiting alone, so that an upload
/// may take its time. It flows with the request's own calls; work without one, as a job's, keeps the pool's limits.
/// </summary>
public sealed class DatabasePatience
{
    /// <summary>The longest wait of a request.</summary>
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Kept back of each question: to cancel one that does not end, the driver opens a second connection and waits for the
    /// server at most as long as it waits for any connection to open.
    /// </summary>
    internal static readonly TimeSpan ToOpen = TimeSpan.FromSeconds(8);

    private static readonly AsyncLocal<DatabasePatience?> Current = new();

    private long spent;

    private TimeSpan Left => Most - TimeSpan.FromTicks(Interlocked.Read(ref spent));

    /// <summary>Gives the calling request its patience; what it awaits from here on shares it.</summary>
    public static void Begin() => Current.Value = new();

    /// <summary>
    /// Seconds that the next question may take; null where nothing bounds it. Error: <see cref="TimeoutException"/> when
    /// too little is left to ask and to cancel.
    /// </summary>
    internal static int? ForQuestion()
    {
        if (Current.Value is not { } mine) return null;
        mine.CheckRoomToOpen();
        return Math.Max(1, (int)(mine.Left - ToOpen).TotalSeconds);
    }

    /// <summary>Error: <see cref="TimeoutException"/> when a connection that does not open would outlast the patience.</summary>
    internal static void CheckOpening() => Current.Value?.CheckRoomToOpen();

    /// <summary>Counts time that was waited.</summary>
    internal static void Spend(TimeSpan waited)
    {
        if (Current.Value is { } mine) Interlocked.Add(ref mine.spent, waited.Ticks);
    }

    private void CheckRoomToOpen()
    {
        if (Left < ToOpen) throw new TimeoutException("The databases kept a request waiting as long as it may.");
    }
}
