using Intake.Core.Storage;

namespace Intake.Core.Reports.Files;

/// <summary>
/// Bounds how many files stream in at once: each holds up to three megabytes for as long as its sender takes. One for the
/// process.
/// </summary>
/// <param name="places">Files at once.</param>
/// <param name="patience">How long a file waits for a place. Its sender is held back meanwhile, and nothing is buffered.</param>
public sealed class UploadLimiter(int places, TimeSpan patience) : IDisposable
{
    private readonly SemaphoreSlim free = new(places);

    /// <summary>Whether every place is taken.</summary>
    public bool IsFull => free.CurrentCount == 0;

    /// <summary>Takes a place; disposing gives it back.</summary>
    /// <exception cref="BusyException">None came free in time.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken cancel) =>
        await free.WaitAsync(patience, cancel) ? new Place(free) : throw BusyException.Refused();

    public void Dispose() => free.Dispose();

    private sealed class Place(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
