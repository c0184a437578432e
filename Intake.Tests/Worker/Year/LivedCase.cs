using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Tests.Worker.Year;

/// <summary>A person of the simulated year, as the script knows them.</summary>
internal sealed class LivedPerson(Guid id, string email, bool administers, bool deputises, IReadOnlyList<Guid> units)
{
    public Guid Id => id;
    public string Email => email;
    public bool Administers => administers;
    public bool Deputises => deputises;
    public IReadOnlyList<Guid> Units => units;
    public DateOnly? AwayUntil { get; set; }
    public LivedPerson? Substitute { get; set; }
    public bool HasLeft { get; set; }

    public bool IsAway(DateOnly today) => AwayUntil >= today;
}

/// <summary>A scheme of the simulated year: its rules as its file has them, and who works there.</summary>
/// <param name="Scheme">The file.</param>
/// <param name="Places">The units that have handlers.</param>
/// <param name="People">Everybody.</param>
internal sealed record LivedScheme(Scheme Scheme, IReadOnlyList<Unit> Places, IReadOnlyList<LivedPerson> People)
{
    /// <summary>Whether its file does not read at this time.</summary>
    public bool IsBroken { get; set; }

    public bool HandlersHearDaily => Scheme.Notices.Handlers is NoticeCover.EachWorkingDay;

    public IEnumerable<LivedPerson> Active => People.Where(person => !person.HasLeft);
}

/// <summary>A deadline by the script's own arithmetic.</summary>
internal sealed class LivedClock(DateOnly start, DateOnly due)
{
    public DateOnly Start => start;
    public DateOnly Due => due;
    public DateOnly? Met { get; set; }
    public DateOnly? Ended { get; set; }

    /// <summary>The id of its row.</summary>
    public Guid Row { get; set; }

    /// <summary>Steps of the ladder, and the day on which each was taken.</summary>
    public Dictionary<int, DateOnly> Taken { get; } = [];

    public bool IsOpen => Met is null && Ended is null;
}

internal sealed class LivedReferral(Guid id, Unit unit, DateOnly on)
{
    public Guid Id => id;
    public Unit Unit => unit;
    public DateOnly On => on;
    public DateOnly? AcceptedOn { get; set; }

    /// <summary>Statements, returns and acceptances, in order.</summary>
    public List<(EntryKind Kind, Guid Entry, DateOnly On)> Statements { get; } = [];

    /// <summary>Who holds its WorkFile.</summary>
    public List<LivedPerson> Workers { get; } = [];

    public Guid Room { get; set; }
    public Guid StatementRoom { get; set; }

    public EntryKind? Last => Statements.Count == 0 ? null : Statements[^1].Kind;

    public bool IsDone => Last is EntryKind.StatementAcceptance;
}

/// <summary>A report of the simulated year and what became of it.</summary>
internal sealed class LivedCase(Guid id, LivedScheme scheme, DateOnly received)
{
    public Guid Id => id;
    public LivedScheme Scheme => scheme;
    public DateOnly Received => received;
    public ReportState State { get; set; } = ReportState.Received;

    /// <summary>One of the cases that people leave lying.</summary>
    public bool IsNeglected { get; init; }

    public DateOnly? OpenedOn { get; set; }
    public DateOnly? ScreenedOn { get; set; }
    public DateOnly? ClosedOn { get; set; }
    public DateOnly? KeptUntil { get; set; }
    public DateOnly? AnnouncedOn { get; set; }
    public List<DateOnly> Recusals { get; } = [];
    public List<DateOnly> Feedbacks { get; } = [];
    public List<LivedReferral> Referrals { get; } = [];
    public Dictionary<(DeadlineKind Kind, Guid? Referral), LivedClock> Clocks { get; } = [];

    /// <summary>Who holds the GateCard, and who of them has passed the gate.</summary>
    public List<LivedPerson> Holders { get; } = [];
    public HashSet<LivedPerson> Passed { get; } = [];

    /// <summary>Messages between reporter and staff, in order.</summary>
    public List<(EntryKind Kind, Guid Entry, DateOnly On)> Messages { get; } = [];

    public Guid GateCard { get; set; }
    public Guid Dialogue { get; set; }
    public Dictionary<Guid, int> Positions { get; } = [];

    public bool IsOpen => State
        is ReportState.Received or ReportState.Opened or ReportState.InScope or ReportState.Referred or ReportState.Handled;

    public void Meet(DeadlineKind kind, Guid? referral, DateOnly today)
    {
        if (Clocks.GetValueOrDefault((kind, referral)) is { IsOpen: true } clock) clock.Met = today;
    }

    /// <summary>Ends all that is open of the report, or of one of its referrals.</summary>
    public void EndAll(DateOnly today, Guid? referral = null)
    {
        foreach (var (key, clock) in Clocks)
            if (clock.IsOpen && (referral is null || key.Referral == referral)) clock.Ended = today;
    }
}
