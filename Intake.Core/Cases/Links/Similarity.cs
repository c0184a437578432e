using Intake.Core.Cases.Outbound;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Links;

/// <summary>In what two reports are alike.</summary>
public enum Likeness
{
    /// <summary>They tell it in the same words.</summary>
    Words = 1,

    /// <summary>They are about the same unit.</summary>
    Unit,

    /// <summary>They have the same category.</summary>
    Category,

    /// <summary>They speak of the same day.</summary>
    Days,

    /// <summary>They name the same people.</summary>
    Names,
}

/// <summary>A report as it is compared: what it says, read out once.</summary>
internal sealed record ComparedReport(
    string Words, string? Unit, IReadOnlySet<string> Categories, IReadOnlySet<DateOnly> Days, IReadOnlySet<string> Names)
{
    /// <summary>Reads a report. Pure.</summary>
    /// <param name="report">What the reporter wrote.</param>
    /// <param name="category">The category that staff set, or null.</param>
    /// <param name="receivedOn">The day it came.</param>
    /// <param name="isUnit">Whether a word is a unit's name, and not "several" or "unknown".</param>
    /// <param name="harmless">Words that are no people's names, such as the units' titles.</param>
    public static ComparedReport Of(ReportContent report, string? category, DateOnly receivedOn, Func<string, bool> isUnit,
        IEnumerable<string?> harmless) => new(
            string.Concat(report.Description.Where(char.IsLetterOrDigit)).ToUpperInvariant(),
            report.Unit is { } unit && isUnit(unit) ? unit : null,
            new[] { category, report.Category }.OfType<string>().ToHashSet(),
            WrittenDays.In(report.FreeTexts, receivedOn),
            PartyNames.In(report.FreeTexts, harmless).ToHashSet(StringComparer.OrdinalIgnoreCase));
}

/// <summary>
/// How alike two reports are, as a hint and no more: a person reads both and decides. It says nothing that the report which is looked
/// at does not say itself. Pure.
/// </summary>
/// <param name="In">What is alike, the most telling first.</param>
/// <param name="Names">The names that both have.</param>
public sealed record Similarity(IReadOnlyList<Likeness> In, IReadOnlyList<string> Names)
{
    /// <summary>Fewer letters than this are the same words by chance.</summary>
    private const int FewestLetters = 20;

    /// <summary>What makes a hint: unit, category and day count one each, a name that both have counts two.</summary>
    private const int Enough = 3;

    /// <summary>What is alike; null where that is too little.</summary>
    internal static Similarity? Of(ComparedReport one, ComparedReport other)
    {
        var names = one.Names.Where(other.Names.Contains).Order(StringComparer.CurrentCulture).ToList();
        var alike = new List<Likeness>();
        if (one.Words.Length >= FewestLetters && one.Words == other.Words) alike.Add(Likeness.Words);
        if (names.Count > 0) alike.Add(Likeness.Names);
        if (one.Days.Overlaps(other.Days)) alike.Add(Likeness.Days);
        if (one.Unit is not null && one.Unit == other.Unit) alike.Add(Likeness.Unit);
        if (one.Categories.Overlaps(other.Categories)) alike.Add(Likeness.Category);
        return alike.Contains(Likeness.Words) || alike.Sum(like => like == Likeness.Names ? 2 : 1) >= Enough
            ? new(alike, names) : null;
    }
}
