using Intake.Core.Storage;

namespace Intake.Core.Staff.SignIn;

/// <summary>Whose derivation waits in which queue: a flood of one kind leaves the others their places.</summary>
public enum DerivationQueue
{
    /// <summary>Passwords and recovery codes, 64 MiB each, of people who brought a right one-time code or are signed in.</summary>
    Staff,

    /// <summary>Passwords and recovery codes of everybody else, known or not.</summary>
    Stranger,

    /// <summary>Keys tried at the mailbox, 19 MiB each.</summary>
    Mailbox,

    /// <summary>New receipt keys, 19 MiB each.</summary>
    Receipt,
}

/// <summary>
/// Bounds how many Argon2id derivations run at once, and how many wait, each kind in a queue of its own. The first
/// of a queue waits only for the first of the others: a flood costs time, then a refusal, and never the memory, a
/// reporter's receipt or the sign-in of a person with the authenticator at hand. Within a queue accounts take turns.
/// </summary>
/// <param name="atOnce">How many run at once, of all kinds together: as many as there are cores.</param>
/// <param name="waiting">
/// How many of each kind may wait: more are refused. Sixty passwords take Konscious about half a minute of two cores,
/// sixty receipt keys five seconds.
/// </param>
public sealed class KeyDerivationLimiter(int atOnce, int waiting = 60) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly FairQueue<Guid>[] queues =
        [.. Enum.GetValues<DerivationQueue>().Select(_ => new FairQueue<Guid>(atOnce, waiting, Patience))];

    private readonly SemaphoreSlim cores = new(atOnce);
    private long count;

    /// <summary>How many derivations have run: for tests of equal work.</summary>
    public long Count => Interlocked.Read(ref count);

    /// <summary>How many run and wait in a queue.</summary>
    public (int Running, int Waiting) Held(DerivationQueue kind) => queues[(int)kind].Held;

    /// <summary>
    /// Runs the derivation of a person who brought a right one-time code or is signed in, when there is a place, on a thread
    /// of its own.
    /// </summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<T> RunAsync<T>(Guid account, Func<T> derive, CancellationToken cancel) =>
        RunAsync(DerivationQueue.Staff, account, derive, cancel);

    /// <summary>Runs one derivation of somebody who is no account.</summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public Task<T> RunAsync<T>(DerivationQueue kind, Func<T> derive, CancellationToken cancel) =>
        RunAsync(kind, Guid.NewGuid(), derive, cancel);

    /// <summary>
    /// Runs one derivation when it is its turn, on a thread of its own: Konscious' caller waits for tasks on the pool, whose
    /// threads requests need.
    /// </summary>
    /// <exception cref="BusyException">Too many wait already.</exception>
    public async Task<T> RunAsync<T>(DerivationQueue kind, Guid asker, Func<T> derive, CancellationToken cancel)
    {
        using var place = await queues[(int)kind].EnterAsync(asker, cancel);
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

    public void Dispose() => cores.Dispose();
}
