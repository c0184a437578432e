namespace Intake.Core.Cleaning;

/// <summary>
/// How many files are cleaned at once, so that their memory is bounded. Files that need long have places of their own: they
/// wait for each other, and a photo never waits for a film.
/// </summary>
internal sealed class CleaningPlaces(CleanerSettings settings) : IDisposable
{
    private readonly SemaphoreSlim quick = new(settings.Places);
    private readonly SemaphoreSlim slow = new(settings.SlowPlaces);

    /// <summary>Whether every place of both kinds is taken.</summary>
    public bool AreFull => quick.CurrentCount == 0 && slow.CurrentCount == 0;

    /// <summary>Waits for a place; null when none came free in time.</summary>
    public async Task<IDisposable?> TakeAsync(bool isSlow, TimeSpan patience, CancellationToken cancel)
    {
        var places = isSlow ? slow : quick;
        return patience > TimeSpan.Zero && await places.WaitAsync(patience, cancel) ? new Place(places) : null;
    }

    public void Dispose()
    {
        quick.Dispose();
        slow.Dispose();
    }

    private sealed class Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
