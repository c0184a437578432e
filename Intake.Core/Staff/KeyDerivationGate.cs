namespace Intake.Core.Staff;

/// <summary>Bounds how many Argon2id derivations run at once, receipt keys and passwords together, so that a flood costs time and not memory.</summary>
public sealed class KeyDerivationGate(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim places = new(atOnce);
    private long count;

    /// <summary>How many derivations have run: for tests of equal work.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Runs one derivation when there is a place, on a pool thread.</summary>
    public async Task<T> RunAsync<T>(Func<T> derive, CancellationToken cancel)
    {
        await places.WaitAsync(cancel);
        try
        {
            Interlocked.Increment(ref count);
            return await Task.Run(derive, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();
}
