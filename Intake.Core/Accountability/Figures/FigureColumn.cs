using Intake.Core.Deadlines;

namespace Intake.Core.Accountability.Figures;

/// <summary>The tables of a report.</summary>
public enum FigureGroup
{
    /// <summary>What came and where it went.</summary>
    Flow = 1,

    /// <summary>What is open, by step.</summary>
    Open,

    /// <summary>What is overdue, by deadline.</summary>
    Clocks,

    /// <summary>What is overdue, by how long.</summary>
    Bands,

    /// <summary>How long steps took.</summary>
    Days,

    /// <summary>Handling statements.</summary>
    Statements,

    /// <summary>Recusals, questions and orientations.</summary>
    Other,
}

/// <summary>A column of a report's tables: which facts it counts.</summary>
/// <param name="Key">Its name in addresses and in kept reports.</param>
/// <param name="Group">Its table.</param>
/// <param name="Counts">Whether it counts a fact.</param>
public sealed record FigureColumn(string Key, FigureGroup Group, Func<Fact, bool> Counts)
{
    private static readonly (int Least, int Most)[] BandDays = [(1, 7), (8, 30), (31, 90), (91, int.MaxValue)];

    /// <summary>Every column, in the order shown.</summary>
    public static IReadOnlyList<FigureColumn> All { get; } =
    [
        .. Of(FigureGroup.Flow, Figure.Received, Figure.ScreenedIn, Figure.ScreenedOut, Figure.Referred, Figure.Accepted),
        .. Of(FigureGroup.Open, Figure.Open, Figure.AwaitsOpening, Figure.AwaitsScreening, Figure.AwaitsReferral, Figure.AwaitsAcceptance,
            Figure.Aware, Figure.Involve, Figure.Investigate, Figure.Act, Figure.AwaitsReview, Figure.AwaitsStatement,
            Figure.AwaitsClosing),
        .. Enum.GetValues<DeadlineKind>().Where(kind => kind != DeadlineKind.Retention).Select(kind => new FigureColumn(
            $"{Figure.Overdue}{kind}", FigureGroup.Clocks, fact => fact.Figure == Figure.Overdue && fact.Clock == kind)),
        .. BandDays.Select(band => new FigureColumn($"{Figure.Overdue}{band.Least}", FigureGroup.Bands,
            fact => fact.Figure == Figure.Overdue && fact.Days >= band.Least && fact.Days <= band.Most)),
        .. Of(FigureGroup.Days, Figure.DaysToOpening, Figure.DaysToScreening, Figure.DaysToReferral, Figure.DaysToAcceptance,
            Figure.DaysToStatement, Figure.DaysToReview, Figure.DaysToFeedback, Figure.DaysToClosing),
        .. Of(FigureGroup.Statements, Figure.StatementDue, Figure.StatementSent, Figure.StatementReturned, Figure.StatementAccepted),
        .. Of(FigureGroup.Other, Figure.Recused, Figure.Asked, Figure.Answered, Figure.Oriented),
    ];

    /// <summary>Whether the period before has it too: the step at which a unit works is known of today alone.</summary>
    public bool HasBefore =>
        Key is not (nameof(Figure.Aware) or nameof(Figure.Involve) or nameof(Figure.Investigate) or nameof(Figure.Act));

    /// <summary>The deadline that a column of <see cref="FigureGroup.Clocks"/> is about; null for others.</summary>
    public DeadlineKind? Clock => Group == FigureGroup.Clocks ? Enum.Parse<DeadlineKind>(Key[nameof(Figure.Overdue).Length..]) : null;

    /// <summary>What the column says of these facts.</summary>
    public FigureValue Of(IEnumerable<Fact> facts)
    {
        var counted = facts.Where(Counts).ToList();
        if (Group != FigureGroup.Days) return new(counted.Count);
        var days = counted.Select(fact => fact.Days).Order().ToList();
        return new(counted.Count, Rank(days, 50), Rank(days, 90));
    }

    private static IEnumerable<FigureColumn> Of(FigureGroup group, params Figure[] figures) =>
        figures.Select(figure => new FigureColumn(figure.ToString(), group, fact => fact.Figure == figure));

    /// <summary>The nearest rank: the smallest value that at least this share of all do not exceed.</summary>
    private static int? Rank(List<int> ascending, int percent) =>
        ascending.Count == 0 ? null : ascending[(ascending.Count * percent + 99) / 100 - 1];
}

/// <summary>A figure: how many, and of steps their days too.</summary>
/// <param name="Count">How many facts.</param>
/// <param name="Median">The middle number of days, by nearest rank; null where days are not asked for or there are none.</param>
/// <param name="Ninetieth">The number of days that nine of ten do not exceed, likewise.</param>
public sealed record FigureValue(int Count, int? Median = null, int? Ninetieth = null);
