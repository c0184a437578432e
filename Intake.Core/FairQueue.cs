using System.Security.Cryptography;
using Intake.Core.Storage;

namespace Intake.Core;

/// <summary>
/// Places for costly work, shared between those who ask for it: of one asker one piece runs at a time, and askers take turns
/// however much each of them asks for. When too much waits, who has most waiting loses one of it, drawn by lot, so that a
/// flood is in nobody's way but its own. Nothing is held while waiting but the place in the queue.
/// </summary>
/// <typeparam name="TKey">Who asks: an account, a mailbox. Never an address of the network.</typeparam>
/// <param name="atOnce">How many run at once.</param>
/// <param name="waiting">How many wait, of all askers together.</param>
/// <param name="patience">How long one waits at most.</param>
public sealed class FairQueue<TKey>(int atOnce, int waiting, TimeSpan patience) where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly Dictionary<TKey, Asker> askers = [];
    private readonly Queue<Asker> turns = [];
    private int running;
    private int waits;

    /// <summary>How many run and wait now.</summary>
    public (int Running, int Waiting) Held
    {
        get
        {
            lock (gate) return (running, waits);
        }
    }

    /// <summary>Waits for a place; disposed, it is free again. Disposing twice does no harm.</summary>
    /// <exception cref="BusyException">Too much waits, or none came free in time.</exception>
    public async Task<IDisposable> EnterAsync(TKey who, CancellationToken cancel)
    {
        Asker asker;
        TaskCompletionSource<bool> mine;
        lock (gate)
        {
            if (!askers.TryGetValue(who, out asker!)) askers.Add(who, asker = new Asker(who));
            mine = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            asker.Waiting.Add(mine);
            waits++;
            if (asker is { Runs: false, InTurn: false }) Queue(asker);
            Pump();
            if (waits > waiting) RefuseOne(asker, mine);
        }

        try
        {
            return await mine.Task.WaitAsync(patience, cancel) ? new Place(this, asker) : throw BusyException.Refused();
        }
        catch (Exception ended) when (ended is TimeoutException or OperationCanceledException)
        {
            lock (gate)
            {
                if (asker.Waiting.Remove(mine)) waits--;
                else if (mine.Task is { IsCompletedSuccessfully: true, Result: true }) Leave(asker);
                Forget(asker);
            }

            if (ended is TimeoutException) throw BusyException.Refused();
            throw;
        }
    }

    private void Queue(Asker asker)
    {
        asker.InTurn = true;
        turns.Enqueue(asker);
    }

    private void Pump()
    {
        while (running < atOnce && turns.TryDequeue(out var asker))
        {
            asker.InTurn = false;
            if (asker.Waiting.Count == 0)
            {
                Forget(asker);
                continue;
            }

            var next = asker.Waiting[RandomNumberGenerator.GetInt32(asker.Waiting.Count)];
            asker.Waiting.Remove(next);
            waits--;
            running++;
            asker.Runs = true;
            next.SetResult(true);
        }
    }

    /// <summary>Among those who have as much waiting, the one who just came.</summary>
    private void RefuseOne(Asker came, TaskCompletionSource<bool> mine)
    {
        var most = askers.Values.MaxBy(asker => asker.Waiting.Count)!;
        var isMine = most.Waiting.Count == came.Waiting.Count;
        if (isMine) most = came;
        var lost = isMine && came.Waiting.Count == 1 ? mine : most.Waiting[RandomNumberGenerator.GetInt32(most.Waiting.Count)];
        most.Waiting.Remove(lost);
        waits--;
        lost.SetResult(false);
        Forget(most);
    }

    private void Leave(Asker asker)
    {
        running--;
        asker.Runs = false;
        if (asker is { Waiting.Count: > 0, InTurn: false }) Queue(asker);
        Forget(asker);
        Pump();
    }

    private void Forget(Asker asker)
    {
        // A later one of the same name stays.
        var isOver = asker is { Runs: false, InTurn: false, Waiting.Count: 0 };
        if (isOver && askers.TryGetValue(asker.Who, out var now) && ReferenceEquals(now, asker)) askers.Remove(asker.Who);
    }

    private sealed class Asker(TKey who)
    {
        public TKey Who { get; } = who;

        public List<TaskCompletionSource<bool>> Waiting { get; } = [];

        public bool Runs { get; set; }

        public bool InTurn { get; set; }
    }

    private sealed class Place(FairQueue<TKey> queue, Asker asker) : IDisposable
    {
        private FairQueue<TKey>? held = queue;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref held, null) is not { } from) return;
            lock (from.gate) from.Leave(asker);
        }
    }
}
