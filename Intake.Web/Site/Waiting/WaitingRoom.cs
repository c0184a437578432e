using Intake.Core.Sealing;

namespace Intake.Web.Site.Waiting;

/// <summary>
/// Bounds the costly acts of anonymous people: buckets for each act, for all schemes and for each scheme, and nothing for
/// an address. When a bucket is empty a request waits a little, oldest turn first; then it gets a page with its turn and
/// all that was typed. One for the process; its memory is bounded by schemes, places and the rate of what is let through.
/// </summary>
public sealed class WaitingRoom(WaitingSettings settings, FileSecret fileSecret, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly long began = time.GetTimestamp();
    private readonly Dictionary<CostlyAct, TokenBucket> shared = [];
    private readonly Dictionary<(CostlyAct, Guid), Door> doors = [];
    private readonly Dictionary<Guid, TimeSpan> used = [];
    private readonly Queue<Guid> usedInOrder = [];

    /// <summary>How many requests wait now, and how many turns are remembered as used: for a test of bounds.</summary>
    internal (int Waiting, int Used) Held
    {
        get
        {
            lock (gate) return (doors.Values.Sum(door => door.Line.Count), used.Count);
        }
    }

    /// <summary>
    /// Asks for one act, right before it would cost something and after all cheap checks. Returns at once in quiet times.
    /// </summary>
    /// <param name="act">What is asked for.</param>
    /// <param name="schemeId">The scheme it belongs to; the empty id for none. Only of schemes that exist.</param>
    /// <param name="turn">The hidden field <see cref="WaitingFields.Turn"/> as sent; may be empty or anything else.</param>
    /// <param name="cancel">Ends the wait.</param>
    public async ValueTask<Admission> EnterAsync(CostlyAct act, Guid schemeId, string? turn, CancellationToken cancel)
    {
        Waiter waiter;
        Door door;
        lock (gate)
        {
            door = DoorOf(act, schemeId);
            var brought = Brought(act, schemeId, turn);
            if (door.Line.IsEmpty && door.HasOne(Now))
            {
                Let(door, brought);
                brought?.Dispose();
                return Admission.Granted;
            }

            waiter = new Waiter(brought ?? WaitingTurn.New(time.GetUtcNow()), brought is not null);
            door.Line.Add(waiter)?.Let(through: false);
            Watch(door);
        }

        using (waiter.Turn)
        {
            return await WaitAsync(door, waiter, cancel)
                ? Admission.Granted
                : new Admission(false, waiter.Turn.Seal(fileSecret, (int)act, schemeId));
        }
    }

    /// <summary>The same turn with the key that was typed at the mailbox's door, so that the page need not show it.</summary>
    public string Carry(Admission admission, ReceiptKey key)
    {
        using var turn = WaitingTurn.Open(fileSecret, (int)CostlyAct.Open, Guid.Empty, admission.Turn) ?? WaitingTurn.New(time.GetUtcNow());
        using var grouped = new SecretBytes(ReceiptKey.GroupedLength);
        key.WriteGrouped(grouped.Writable);
        return turn.Seal(fileSecret, (int)CostlyAct.Open, Guid.Empty, grouped.Span);
    }

    /// <summary>The turn at the mailbox's door with the key that it carries; null when it is none, or too old.</summary>
    public WaitingTurn? Carried(string turn)
    {
        if (WaitingTurn.Open(fileSecret, (int)CostlyAct.Open, Guid.Empty, turn) is not { } opened) return null;
        if (IsYoung(opened) && opened.Carried.Length > 0) return opened;
        opened.Dispose();
        return null;
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var door in doors.Values) door.Timer?.Dispose();
        }
    }

    private TimeSpan Now => time.GetElapsedTime(began);

    private async Task<bool> WaitAsync(Door door, Waiter waiter, CancellationToken cancel)
    {
        try
        {
            return await waiter.Answer.WaitAsync(settings.Patience, time, cancel);
        }
        catch (TimeoutException)
        {
            lock (gate) return !door.Line.Remove(waiter) && waiter.Answer is { IsCompletedSuccessfully: true, Result: true };
        }
        catch (OperationCanceledException)
        {
            lock (gate) door.Line.Remove(waiter);
            throw;
        }
    }

    private WaitingTurn? Brought(CostlyAct act, Guid schemeId, string? turn)
    {
        if (WaitingTurn.Open(fileSecret, (int)act, schemeId, turn) is not { } opened) return null;
        if (IsYoung(opened) && !used.ContainsKey(opened.Id)) return opened;
        opened.Dispose();
        return null;
    }

    private bool IsYoung(WaitingTurn turn) => time.GetUtcNow() - turn.Given <= settings.TurnLife;

    private Door DoorOf(CostlyAct act, Guid schemeId)
    {
        if (doors.TryGetValue((act, schemeId), out var known)) return known;
        var rate = settings.Of(act);
        if (!shared.TryGetValue(act, out var all)) shared.Add(act, all = new TokenBucket(rate.PerSecond, rate.Burst, Now));
        var door = new Door(all, new TokenBucket(rate.SchemePerSecond, rate.SchemeBurst, Now), new WaitingLine(settings.Places));
        doors.Add((act, schemeId), door);
        return door;
    }

    /// <summary>Takes what the act costs, and remembers the turn until it is too old to be sent again.</summary>
    private void Let(Door door, WaitingTurn? brought)
    {
        door.TakeOne();
        while (usedInOrder.TryPeek(out var oldest) && used[oldest] < Now) used.Remove(usedInOrder.Dequeue());
        if (brought is null || !used.TryAdd(brought.Id, Now + settings.TurnLife)) return;
        usedInOrder.Enqueue(brought.Id);
    }

    private void Watch(Door door)
    {
        if (door.IsWatched || door.Line.IsEmpty) return;
        door.IsWatched = true;
        var pause = door.UntilOne(Now) + TimeSpan.FromMilliseconds(1);
        if (door.Timer is null) door.Timer = time.CreateTimer(_ => Pump(door), null, pause, Timeout.InfiniteTimeSpan);
        else door.Timer.Change(pause, Timeout.InfiniteTimeSpan);
    }

    private void Pump(Door door)
    {
        lock (gate)
        {
            door.IsWatched = false;
            while (!door.Line.IsEmpty && door.HasOne(Now))
            {
                var next = door.Line.Next();
                Let(door, next.HasTurn ? next.Turn : null);
                next.Let(through: true);
            }

            Watch(door);
        }
    }

    /// <summary>One act at one scheme: its own bucket, the one that all schemes share, and those who wait.</summary>
    private sealed class Door(TokenBucket all, TokenBucket own, WaitingLine line)
    {
        public WaitingLine Line { get; } = line;

        public ITimer? Timer { get; set; }

        public bool IsWatched { get; set; }

        public bool HasOne(TimeSpan now) => own.HasOne(now) && all.HasOne(now);

        public void TakeOne()
        {
            own.TakeOne();
            all.TakeOne();
        }

        public TimeSpan UntilOne(TimeSpan now) =>
            own.UntilOne(now) is var mine && all.UntilOne(now) is var ours && mine > ours ? mine : ours;
    }
}

/// <summary>Whether an act may go on; else the turn to put into the page that asks to wait.</summary>
public readonly record struct Admission(bool MayGo, string Turn)
{
    /// <summary>Go on.</summary>
    public static Admission Granted { get; } = new(true, "");
}
