using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Intake.Core.Schemes;

namespace Intake.Core.Accountability.Figures;

/// <summary>A unit as it was called when a report was made.</summary>
/// <param name="Id">The unit.</param>
/// <param name="Parent">The unit above; null at the top.</param>
/// <param name="Da">Its title in Danish.</param>
/// <param name="En">Its title in English, Danish where the scheme has none.</param>
public sealed record ReportedUnit(Guid Id, Guid? Parent, string Da, string En)
{
    /// <summary>The title in a language: "da" or "en".</summary>
    public string In(string language) => language == "en" ? En : Da;
}

/// <summary>A figure of the period before, which is kept as a number alone.</summary>
/// <param name="Unit">The unit; null for the whole scheme.</param>
/// <param name="Column">The column's key.</param>
/// <param name="Value">The figure.</param>
public sealed record EarlierFigure(Guid? Unit, string Column, FigureValue Value);

/// <summary>The administrator who asked for a report.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="FullName">As the certificate named the person then.</param>
public sealed record Asker(Guid PersonId, string FullName);

/// <summary>
/// What a kept report holds and the installation signs: the facts of the period, from which every figure and the list behind it are
/// counted again, and the figures of the period before. Ids, dates, numbers and who asked for it; nothing that anybody wrote.
/// </summary>
public sealed record AccountabilityDocument(
    string Format, Guid Scheme, DateOnly From, DateOnly To, DateOnly MadeOn, DateOnly BeforeFrom, DateOnly BeforeTo,
    IReadOnlyList<ReportedUnit> Units, IReadOnlyList<Fact> Facts, IReadOnlyList<EarlierFigure> Before)
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "intake/accountability/1";

    /// <summary>Who asked for it; null where the schedule made it, or a release that did not keep this.</summary>
    public Asker? AskedBy { get; init; }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>Makes the document of a period out of facts; the units are all that the scheme has or a fact names.</summary>
    internal static AccountabilityDocument Of(Scheme scheme, IEnumerable<UnitRow> rows, ReportPeriod period, DateOnly madeOn,
        IReadOnlyList<Fact> facts, IReadOnlyList<Fact> before)
    {
        var earlier = period.Before();
        var titles = scheme.Units.ToDictionary(unit => unit.Id, unit => unit.Title);
        var named = facts.Concat(before).SelectMany(fact => fact.Units).ToHashSet();
        var all = rows.ToDictionary(row => row.Id);
        List<UnitRow> kept = [.. scheme.Units.Select(unit => all[unit.Id]),
            .. all.Values.Where(row => !titles.ContainsKey(row.Id) && named.Contains(row.Id)).OrderBy(row => row.Id)];
        var ids = kept.Select(row => row.Id).ToHashSet();
        List<ReportedUnit> units = [.. kept.Select(row => titles.GetValueOrDefault(row.Id) is { } title
            ? new ReportedUnit(row.Id, row.ParentId, title.Da, title.In("en"))
            : new ReportedUnit(row.Id, row.ParentId is { } parent && ids.Contains(parent) ? parent : null, row.Name, row.Name))];
        var document = new AccountabilityDocument(
            FormatName, scheme.Id, period.From, period.To, madeOn, earlier.From, earlier.To, units, facts, []);
        var table = new FigureTable(document with { Facts = before });
        return document with
        {
            Before =
            [
                .. from row in table.Rows
                   from column in FigureColumn.All
                   where column.HasBefore
                   let value = table.Value(row, column)
                   where value.Count > 0
                   select new EarlierFigure(row.Unit?.Id, column.Key, value),
            ],
        };
    }

    /// <summary>The bytes that are kept and signed.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>Who asked for a kept document, without reading its facts; null where it does not say.</summary>
    /// <exception cref="JsonException">It is no document.</exception>
    public static Asker? AskerOf(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<AskedDocument>(bytes, JsonSerializerOptions.Web)?.AskedBy;

    /// <summary>A kept document.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static AccountabilityDocument Read(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize<AccountabilityDocument>(bytes, Json) is { Format: FormatName } document
            ? document
            : throw new JsonException("Not an accountability report.");

    private sealed record AskedDocument(Asker? AskedBy);
}
