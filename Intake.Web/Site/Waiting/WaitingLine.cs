using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Web.Site.Waiting;

/// <summary>
/// Those who wait at one door now, and who goes next. Half of what comes free goes to the oldest turn, so that a person
/// who keeps trying gets through; the other half is drawn by lot among those who came without one, so that turns gathered
/// beforehand can't shut everybody out. Holds at most <paramref name="places"/> of each. Not safe for threads: the room
/// locks.
/// </summary>
internal sealed class WaitingLine(int places)
{
    private readonly SortedSet<Waiter> elders = new(OldestFirst);
    private readonly List<Waiter> newcomers = [];
    private bool lot;

    private static Comparer<Waiter> OldestFirst { get; } = Comparer<Waiter>.Create((one, other) =>
        (one.Turn.Given, one.Turn.Id).CompareTo((other.Turn.Given, other.Turn.Id)));

    public bool IsEmpty => elders.Count == 0 && newcomers.Count == 0;

    public int Count => elders.Count + newcomers.Count;

    /// <summary>Adds a request and returns the one that loses its place, which may be the same one.</summary>
    public Waiter? Add(Waiter waiter)
    {
        if (!waiter.HasTurn) return AddNewcomer(waiter);
        if (elders.TryGetValue(waiter, out var same))
        {
            elders.Remove(same); // The same page sent again: the later request is the one whose answer is seen.
            elders.Add(waiter);
            return same;
        }

        elders.Add(waiter);
        if (elders.Count <= places) return null;
        var youngest = elders.Max!;
        elders.Remove(youngest);
        return AddNewcomer(youngest);
    }

    /// <summary>Takes the request that goes next; there must be one.</summary>
    public Waiter Next()
    {
        lot = elders.Count == 0 || (newcomers.Count > 0 && !lot);
        var next = lot ? newcomers[RandomNumberGenerator.GetInt32(newcomers.Count)] : elders.Min!;
        Remove(next);
        return next;
    }

    /// <summary>Removes a request that waits no longer; false when it was let through or lost its place already.</summary>
    public bool Remove(Waiter waiter) =>
        newcomers.Remove(waiter) || (elders.TryGetValue(waiter, out var there) && ReferenceEquals(there, waiter) && elders.Remove(waiter));

    /// <summary>When all places are taken, the newcomer and those who wait have the same chance of a place.</summary>
    private Waiter? AddNewcomer(Waiter waiter)
    {
        if (newcomers.Count < places)
        {
            newcomers.Add(waiter);
            return null;
        }

        var drawn = RandomNumberGenerator.GetInt32(newcomers.Count + 1);
        if (drawn == newcomers.Count) return waiter;
        var leaves = newcomers[drawn];
        newcomers[drawn] = waiter;
        return leaves;
    }
}

/// <summary>One request that waits.</summary>
/// <param name="turn">Its turn: the one it brought, or a new one.</param>
/// <param name="hasTurn">Whether it brought one.</param>
internal sealed class Waiter(WaitingTurn turn, bool hasTurn)
{
    private readonly TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WaitingTurn Turn { get; } = turn;

    public bool HasTurn { get; } = hasTurn;

    /// <summary>Ends with true when it is let through, with false when it lost its place.</summary>
    public Task<bool> Answer => answer.Task;

    public void Let(bool through) => answer.TrySetResult(through);
}
