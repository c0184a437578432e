using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Core.Reports;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accountability;

/// <summary>A cell in words: the figure and that of the period before. <c>Count</c>: how many cases a link shows; 0 for no link.</summary>
public sealed record SheetCell(string Now, string Before, int Count);

/// <summary>A row: the scheme or a unit, by its level in the tree.</summary>
public sealed record SheetRow(Guid? Unit, string Name, int Level, IReadOnlyList<SheetCell> Cells);

/// <summary>A table of figures.</summary>
public sealed record SheetTable(
    FigureGroup Group, string Title, string Hint, IReadOnlyList<(string Key, string Title)> Columns, IReadOnlyList<SheetRow> Rows);

/// <summary>Something overdue: which case, what, since when, and whose move it is.</summary>
public sealed record LateLine(Guid ReportId, string Reference, string What, DateOnly Due, int Days, string Move);

/// <summary>A month's screened reports, and those whose reporters did not follow the case.</summary>
public sealed record FollowLine(string Month, string Screened, string Unfollowed);

/// <summary>
/// A report in words, from which page, PDF, CSV and XLSX are made. What leaves the office has units with small counts hidden and names no
/// unit by a late case where it is hidden; administrators see all figures, and the lines of the cases that they have a key to.
/// </summary>
public sealed class AccountabilitySheet
{
    private readonly AccountabilityDocument document;
    private readonly FigureTable table;
    private readonly Text text;
    private readonly bool leaves;
    private readonly IReadOnlySet<Guid> held;
    private readonly Dictionary<string, IReadOnlyList<bool>> now;
    private readonly Dictionary<string, IReadOnlyList<bool>> before;

    /// <param name="document">What is kept.</param>
    /// <param name="text">The language.</param>
    /// <param name="leaves">Whether it leaves the office.</param>
    /// <param name="held">The cases that the reader has a key to: no other is named to them, since a report may name its reader.</param>
    public AccountabilitySheet(AccountabilityDocument document, Text text, bool leaves, IReadOnlySet<Guid> held)
    {
        (this.document, this.text, this.leaves, table) = (document, text, leaves, new FigureTable(document));
        now = Hidden((row, column) => table.Value(row, column).Count);
        before = Hidden((row, column) => table.Before(row, column)?.Count ?? 0);
        this.held = held;
        Late = [.. table.Late.Where(fact => held.Contains(fact.ReportId)).Select(Line)];
        Tables = [.. Enum.GetValues<FigureGroup>().Select(Table).OfType<SheetTable>()];
    }

    /// <summary>What a person would say first.</summary>
    public string Lead
    {
        get
        {
            var late = table.Late;
            var open = document.Facts.Count(fact => fact.Figure == Figure.Open);
            var cases = late.Select(fact => fact.ReportId).Distinct().Count();
            if (cases == 0) return text["Accountability.Lead.None", open];
            var most = late.SelectMany(fact => fact.Moves.DefaultIfEmpty().Select(unit => (Unit: unit, fact.ReportId))).Distinct()
                .CountBy(move => move.Unit).MaxBy(move => move.Value);
            return text["Accountability.Lead.Late", cases, open] + (most.Key == Guid.Empty
                ? " " + text[cases == 1 ? "Accountability.Lead.One.Administrator" : "Accountability.Lead.Administrator", most.Value, cases]
                : Mover(most.Key) is { } mover
                ? " " + text[cases == 1 ? "Accountability.Lead.One.Most" : "Accountability.Lead.Most", mover, most.Value, cases] : "");
        }
    }

    /// <summary>What is overdue of the reader's cases, the latest first.</summary>
    public IReadOnlyList<LateLine> Late { get; }

    /// <summary>Whether anything is overdue, also in cases that the reader has no key to.</summary>
    public bool IsAnyLate => table.Late.Count > 0;

    /// <summary>The tables, without those that would be empty.</summary>
    public IReadOnlyList<SheetTable> Tables { get; }

    /// <summary>Of each month how many reports were screened, and how many of them their reporters did not follow.</summary>
    public IReadOnlyList<FollowLine> Follow { get; init; } = [];

    /// <summary>How many units have nothing to show and so no row.</summary>
    public int SilentUnits => table.Rows.Where((row, index) => row.Unit is not null && IsSilent(row, index)).Count();

    /// <summary>The figure of an address: its column and row with the facts behind it; null for one that there is not.</summary>
    public (string Column, string Row, IReadOnlyList<Fact> Facts)? Find(string? key, Guid? unit) =>
        FigureColumn.All.FirstOrDefault(column => column.Key == key) is { } column
        && table.Rows.FirstOrDefault(row => row.Unit?.Id == unit) is { } row
            ? (Title(column), Name(row), [.. table.Behind(row, column).Where(fact => held.Contains(fact.ReportId))]) : null;

    /// <summary>The names of units.</summary>
    public string Units(IEnumerable<Guid> ids) => string.Join(", ", document.Units.Where(unit => ids.Contains(unit.Id))
        .Select(unit => unit.In(text.Language)));

    /// <summary>A late fact in words.</summary>
    public LateLine Line(Fact fact) => new(fact.ReportId, CaseReference.Of(fact.ReportId), text[$"CaseFile.Deadline.{fact.Clock}"],
        fact.On, fact.Days, string.Join(", ", fact.Moves.Cast<Guid?>().DefaultIfEmpty()
            .Select(unit => Mover(unit) ?? text["Accountability.Move.Unit"]).Distinct()));

    private string? Mover(Guid? unit)
    {
        if (unit is not { } id || id == Guid.Empty) return text["Accountability.Move.Administrator"];
        var place = table.Rows.Select((row, index) => (row, index)).First(at => at.row.Unit?.Id == id);
        return leaves && now.Values.Any(column => column[place.index]) ? null : Name(place.row);
    }

    /// <summary>Of each column that units have which cells are hidden; of nothing where the report stays.</summary>
    private Dictionary<string, IReadOnlyList<bool>> Hidden(Func<FigureRow, FigureColumn, int> count)
    {
        if (!leaves) return [];
        List<FigureColumn> columns = [.. FigureColumn.All.Where(column => column.Group != FigureGroup.Bands)];
        var hidden = SmallCells.Hidden([.. table.Rows.Select(row => row.Parent)],
            [.. columns.Select(column => (IReadOnlyList<int>)[.. table.Rows.Select(row => count(row, column))])]);
        return columns.Zip(hidden).ToDictionary(both => both.First.Key, both => both.Second);
    }

    /// <summary>
    /// Nothing but zeros, and all of them shown. Where one is withheld the row stays: its absence would say that it is zero, and so
    /// what the withheld ones beside it are.
    /// </summary>
    private bool IsSilent(FigureRow row, int index) =>
        table.IsEmpty(row) && !now.Values.Concat(before.Values).Any(column => column[index]);

    private SheetTable? Table(FigureGroup group)
    {
        var columns = table.Columns(group);
        if (columns.Count == 0) return null;
        var rows = table.Rows.Select((row, index) => (row, index)).Where(at => at.index == 0 || !IsSilent(at.row, at.index))
            .Where(at => !leaves || group != FigureGroup.Bands || at.index == 0);
        return new(group, text[$"Accountability.Group.{group}"], text[$"Accountability.Group.{group}.Hint"],
            [.. columns.Select(column => (column.Key, Title(column)))],
            [.. rows.Select(at => new SheetRow(at.row.Unit?.Id, Name(at.row), at.row.Level,
                [.. columns.Select(column => Cell(column, at.row, at.index))]))]);
    }

    private SheetCell Cell(FigureColumn column, FigureRow row, int index)
    {
        var value = table.Value(row, column);
        var earlier = table.Before(row, column);
        return new(Words(column, value, now, index), earlier is null ? "–" : Words(column, earlier, before, index),
            leaves ? 0 : value.Count);
    }

    private string Words(FigureColumn column, FigureValue value, Dictionary<string, IReadOnlyList<bool>> hidden, int index)
    {
        // How long it is overdue stands for the whole alone, which goes when its number of open cases does.
        var key = column.Group == FigureGroup.Bands ? nameof(Figure.Open) : column.Key;
        if (leaves && hidden[key][index]) return "*";
        if (column.Group != FigureGroup.Days) return value.Count.ToString(CultureInfo.InvariantCulture);
        return value.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{value.Median} / {value.Ninetieth}");
    }

    private string Title(FigureColumn column) =>
        column.Clock is { } clock ? text[$"CaseFile.Deadline.{clock}"] : text[$"Accountability.Column.{column.Key}"];

    private string Name(FigureRow row) => row.Unit?.In(text.Language) ?? text["Accountability.Whole"];
}
