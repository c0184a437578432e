namespace Intake.Web.Site.Forms;

/// <summary>
/// The bytes of all forms that are in memory together in this process, in two shares: one for senders who were looked at and
/// found to hold a ticket of ours or an open session, and a small one for everybody else. A form takes from its share as its
/// bytes arrive; where the share is spent, the longest form that is still arriving gives way, so that a person's page of text
/// comes through whatever others pour in.
/// </summary>
/// <param name="known">Bytes for those with a ticket or a session.</param>
/// <param name="unknown">Bytes for all others.</param>
public sealed class FormBudget(long known, long unknown)
{
    private readonly Lock gate = new();
    private readonly HashSet<FormLease> leases = [];

    /// <summary>Settings <c>Intake:Forms:KnownMegabytes</c> (48) and <c>Intake:Forms:UnknownMegabytes</c> (6).</summary>
    public static FormBudget Read(IConfiguration settings) => new(
        settings.GetValue("Intake:Forms:KnownMegabytes", 48) * 1024L * 1024,
        settings.GetValue("Intake:Forms:UnknownMegabytes", 6) * 1024L * 1024);

    /// <summary>Bytes held now.</summary>
    internal (long Known, long Unknown) Held
    {
        get
        {
            lock (gate) return (Sum(isKnown: true), Sum(isKnown: false));
        }
    }

    /// <summary>A form's share, from now until it is disposed.</summary>
    internal FormLease Begin(bool isKnown)
    {
        var lease = new FormLease(this) { IsKnown = isKnown };
        lock (gate) leases.Add(lease);
        return lease;
    }

    internal bool Take(FormLease lease, int bytes)
    {
        lock (gate)
        {
            if (!lease.Arrives) return false;
            while (Sum(lease.IsKnown) + bytes > (lease.IsKnown ? known : unknown))
            {
                var longest = leases.Where(one => one.IsKnown == lease.IsKnown && one.Arrives).MaxBy(one => one.Bytes)!;
                if (longest == lease || longest.Bytes <= lease.Bytes + bytes) return false;
                longest.GiveWay();
            }

            lease.Bytes += bytes;
            return true;
        }
    }

    internal void Promote(FormLease lease)
    {
        lock (gate) lease.IsKnown = true;
    }

    internal void End(FormLease lease)
    {
        lock (gate) leases.Remove(lease);
    }

    private long Sum(bool isKnown) => leases.Where(one => one.IsKnown == isKnown).Sum(one => one.Bytes);
}

/// <summary>One form's bytes in <see cref="FormBudget"/>, held until its request is over.</summary>
internal sealed class FormLease(FormBudget budget) : IDisposable
{
    /// <summary>What is taken at a time.</summary>
    private const int Step = 4 * 1024;

    private readonly CancellationTokenSource lost = new();
    private int left;

    /// <summary>Bytes taken.</summary>
    public long Bytes { get; set; }

    /// <summary>Whether its sender was looked at and is known.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Whether it is still being read: one that is read gives way to no other.</summary>
    public bool Arrives { get; private set; } = true;

    /// <summary>Ends when it has to give way to others.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Takes that many bytes; false when there is no room for them.</summary>
    public bool Take(int bytes)
    {
        if (lost.IsCancellationRequested) return false;
        if (bytes <= left)
        {
            left -= bytes;
            return true;
        }

        var steps = ((bytes - left + Step - 1) / Step) * Step;
        if (!budget.Take(this, steps)) return false;
        left += steps - bytes;
        return true;
    }

    /// <summary>The sender showed a ticket or a session.</summary>
    public void Promote() => budget.Promote(this);

    /// <summary>It is read.</summary>
    public void Settle() => Arrives = false;

    public void Dispose()
    {
        budget.End(this);
        lost.Dispose();
    }

    internal void GiveWay()
    {
        Bytes = 0;
        Arrives = false;
        lost.Cancel();
    }
}

/// <summary>In a request's features: its session was looked at and is open, before anything of its form is read.</summary>
internal sealed record KnownSender;

/// <summary>In a request's features: the field that shows that the form is one of our pages, and what looks at it.</summary>
/// <param name="Field">Its name.</param>
/// <param name="IsOurs">Whether its value is ours, however old.</param>
internal sealed record FormProof(string Field, Func<string, bool> IsOurs);
