namespace Intake.Web.Site.Waiting;

/// <summary>
/// How much of each act one web process takes on (settings under <c>Intake:Waiting</c>, such as
/// <c>Intake:Waiting:Rates:Send:PerSecond</c>). The defaults lie far above what a hospital's staff do on their busiest
/// day and far below what fills a disk overnight. See docs/decisions/waiting-without-identity.md.
/// </summary>
public sealed class WaitingSettings
{
    /// <summary>How long a request is kept waiting before it gets the page that asks to try again.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a turn is good for.</summary>
    public TimeSpan TurnLife { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many requests with a turn, and how many without, wait at one door at once.</summary>
    public int Places { get; init; } = 32;

    /// <summary>By act; what is not set, or zero, is as in <see cref="Defaults"/>.</summary>
    public Dictionary<CostlyAct, WaitingRate> Rates { get; init; } = [];

    private static readonly Dictionary<CostlyAct, WaitingRate> Defaults = new()
    {
        [CostlyAct.Stage] = new() { PerSecond = 6, Burst = 400, SchemePerSecond = 3, SchemeBurst = 200 },
        [CostlyAct.Send] = new() { PerSecond = 6, Burst = 400, SchemePerSecond = 3, SchemeBurst = 200 },
        [CostlyAct.Draft] = new() { PerSecond = 1, Burst = 200, SchemePerSecond = 0.5, SchemeBurst = 100 },
        [CostlyAct.Open] = new() { PerSecond = 12, Burst = 400, SchemePerSecond = 12, SchemeBurst = 400 },
        [CostlyAct.Reply] = new() { PerSecond = 6, Burst = 400, SchemePerSecond = 3, SchemeBurst = 200 },
        [CostlyAct.Leave] = new() { PerSecond = 6, Burst = 400, SchemePerSecond = 3, SchemeBurst = 200 },
    };

    /// <summary>What one act may come to.</summary>
    public WaitingRate Of(CostlyAct act) => Rates.TryGetValue(act, out var set) ? set.Or(Defaults[act]) : Defaults[act];

    /// <summary>Reads the settings.</summary>
    public static WaitingSettings Read(IConfiguration settings) => settings.GetSection("Intake:Waiting").Get<WaitingSettings>() ?? new();
}

/// <summary>How often an act may happen: over time, and at once after a quiet while; for all schemes together and for each.</summary>
public sealed record WaitingRate
{
    public double PerSecond { get; init; }

    public int Burst { get; init; }

    public double SchemePerSecond { get; init; }

    public int SchemeBurst { get; init; }

    internal WaitingRate Or(WaitingRate other) => new()
    {
        PerSecond = PerSecond > 0 ? PerSecond : other.PerSecond,
        Burst = Burst > 0 ? Burst : other.Burst,
        SchemePerSecond = SchemePerSecond > 0 ? SchemePerSecond : other.SchemePerSecond,
        SchemeBurst = SchemeBurst > 0 ? SchemeBurst : other.SchemeBurst,
    };
}
