using Intake.Core.Reports;

namespace Intake.Core.Accountability.Figures;

/// <summary>A row of a report: the scheme, or a unit with those below it.</summary>
/// <param name="Unit">The unit; null for the whole scheme.</param>
/// <param name="Level">0 for the scheme, 1 for a unit at the top, and so on.</param>
/// <param name="Parent">The index of the row above; -1 for the scheme.</param>
public sealed record FigureRow(ReportedUnit? Unit, int Level, int Parent);

/// <summary>
/// The figures of a kept document. A unit's row has what is at the unit and at those below it, a case that several have once in the
/// row of a unit above them. What is about a whole case stands in the row of each unit that has it. Pure.
/// </summary>
public sealed class FigureTable
{
    private readonly AccountabilityDocument document;
    private readonly Dictionary<Guid, List<Fact>> facts;
    private readonly Dictionary<(Guid, string), FigureValue> before;

    /// <summary>The table of a document.</summary>
    public FigureTable(AccountabilityDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        this.document = document;
        Rows = [.. Below(null, 0, -1)];
        var above = document.Units.ToDictionary(unit => unit.Id, unit => AndAbove(unit).ToList());
        facts = document.Units.ToDictionary(unit => unit.Id, _ => new List<Fact>());
        foreach (var fact in document.Facts)
            foreach (var unit in fact.Units.Where(above.ContainsKey).SelectMany(id => above[id]).Distinct()) facts[unit].Add(fact);
        before = document.Before.ToDictionary(earlier => (earlier.Unit ?? Guid.Empty, earlier.Column), earlier => earlier.Value);
    }

    /// <summary>The scheme, then its units, each before those below it.</summary>
    public IReadOnlyList<FigureRow> Rows { get; }

    /// <summary>The facts behind a figure, in the order of days.</summary>
    public IReadOnlyList<Fact> Behind(FigureRow row, FigureColumn column) =>
        [.. Of(row).Where(column.Counts).OrderBy(fact => fact.On).ThenBy(fact => CaseReference.Of(fact.ReportId), StringComparer.Ordinal)];

    /// <summary>A figure.</summary>
    public FigureValue Value(FigureRow row, FigureColumn column) => column.Of(Of(row));

    /// <summary>The figure of the period before; null where there can't be one.</summary>
    public FigureValue? Before(FigureRow row, FigureColumn column) => column.HasBefore
        ? before.GetValueOrDefault((row.Unit?.Id ?? Guid.Empty, column.Key)) ?? new(0)
        : null;

    /// <summary>What is overdue, the latest first.</summary>
    public IReadOnlyList<Fact> Late =>
        [.. document.Facts.Where(fact => fact.Figure == Figure.Overdue).OrderByDescending(fact => fact.Days)
            .ThenBy(fact => CaseReference.Of(fact.ReportId), StringComparer.Ordinal).ThenBy(fact => fact.Clock)];

    /// <summary>The columns of a table; of deadlines those that are overdue somewhere, or were.</summary>
    public IReadOnlyList<FigureColumn> Columns(FigureGroup group) =>
        [.. FigureColumn.All.Where(column => column.Group == group && (group != FigureGroup.Clocks
            || document.Facts.Any(column.Counts) || document.Before.Any(earlier => earlier.Column == column.Key)))];

    /// <summary>Whether there is anything to say of a row.</summary>
    public bool IsEmpty(FigureRow row) =>
        Of(row).Count == 0 && !document.Before.Any(earlier => earlier.Unit == row.Unit?.Id);

    private IReadOnlyList<Fact> Of(FigureRow row) => row.Unit is { } unit ? facts[unit.Id] : document.Facts;

    private List<FigureRow> Below(ReportedUnit? above, int level, int parent)
    {
        List<FigureRow> rows = [];
        Add(above, level, parent);
        return rows;

        void Add(ReportedUnit? unit, int depth, int from)
        {
            var index = rows.Count;
            rows.Add(new(unit, depth, from));
            foreach (var child in document.Units.Where(child => child.Parent == unit?.Id)) Add(child, depth + 1, index);
        }
    }

    private IEnumerable<Guid> AndAbove(ReportedUnit unit)
    {
        for (var next = unit; next is not null; next = document.Units.FirstOrDefault(above => above.Id == next.Parent))
            yield return next.Id;
    }
}
