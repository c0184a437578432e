using Intake.Core.Storage;

namespace Intake.Core.Staff.SignIn;

/// <summary>Whose derivation waits in which queue: a flood of one kind leaves the others their places.</summary>
public enum DerivationQueue
{
    /// <summary>Passwords and recovery codes, 64 MiB each.</summary>
    Staff,

    /// <summary>Keys tried at the mailbox, 19 MiB each.</summary>
    Mailbox,

    /// <summary>New receipt keys, 19 MiB each.</summary>
    Receipt,
}

/// <summary>
/// Bounds how many Argon2id derivations run at once, and how many wait, each kind in a queue of its own. The first
/// of a queue waits only for the first of the others: a flood costs time, then a refusal, and never the memory or a
/// reporter's receipt.
/// </summary>
/// <param name="atOnce">How many run at once, of all kinds together: as many as there are cores.</param>
/// <param name="waiting">
/// How many of each kind may wait: more are refused. Sixty passwords take Konscious about half a minute of two cores,
/// sixty receipt keys five seconds.
/// </param>
public sealed class KeyDerivationLimiter(int atOnce, int waiting = 60) : IDisposable
{
    private readonly Queue[] queues = [new(atOnce), new(atOnce), new(atOnce)];
    private readonly SemaphoreSlim cores = new(atOnce);
    private long count;

    /// <summary>How many derivations have run: for tests of equal work.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>Runs a password's derivation when there is a place, on a thread of its own.</summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<T> RunAsync<T>(Func<T> derive, CancellationToken cancel) => RunAsync(DerivationQueue.Staff, derive, cancel);

    /// <summary>
    /// Runs one derivation when it is its turn, on a thread of its own: Konscious' caller waits for tasks on the pool, whose
    /// threads requests need.
    /// </summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public async Task<T> RunAsync<T>(DerivationQueue kind, Func<T> derive, CancellationToken cancel)
    {
        var queue = queues[(int)kind];
        try
        {
            if (Interlocked.Increment(ref queue.Inside) > atOnce + waiting) throw BusyException.Refused();
            await queue.Places.WaitAsync(cancel);
            try
            {
                return await OnACoreAsync(derive, cancel);
            }
            finally
            {
                queue.Places.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref queue.Inside);
        }
    }

    private async Task<T> OnACoreAsync<T>(Func<T> derive, CancellationToken cancel)
    {
        await cores.WaitAsync(cancel);
        try
        {
            Interlocked.Increment(ref count);
            return await Task.Factory.StartNew(derive, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            cores.Release();
        }
    }

    public void Dispose()
    {
        cores.Dispose();
        foreach (var queue in queues) queue.Dispose();
    }

    private sealed class Queue(int atOnce) : IDisposable
    {
        public readonly SemaphoreSlim Places = new(atOnce);
        public int Inside;

        public void Dispose() => Places.Dispose();
    }
}
