using System.Globalization;
using System.Text.RegularExpressions;

namespace Intake.Core.Cases.Links;

/// <summary>
/// Reads days out of what people write, in Danish and English: "3. marts", "3/3-2026", "March 3", "2026-03-03". It would rather miss
/// a day than take a time of day for one. Pure.
/// </summary>
internal static partial class WrittenDays
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "dec"];

    /// <summary>The days.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="until">A day without a year is the last such day until this one.</param>
    public static IReadOnlySet<DateOnly> In(IEnumerable<string?> texts, DateOnly until) => texts.OfType<string>()
        .SelectMany(text => new[] { Figures(), Iso(), DayFirst(), MonthFirst() }.SelectMany(pattern => pattern.Matches(text)))
        .Select(match => Day(match, until)).OfType<DateOnly>().ToHashSet();

    private static DateOnly? Day(Match match, DateOnly until)
    {
        var written = match.Groups["month"].Value.ToLowerInvariant();
        var month = char.IsAsciiDigit(written[0]) ? Number(written)
            // "mar" before "ma": March, and what is left of it is May.
            : Array.FindIndex(Months, name => written.StartsWith(name, StringComparison.Ordinal)) + 1;
        var (day, year) = (Number(match.Groups["day"].Value), match.Groups["year"].Value);
        if (year.Length > 0) return Of(year.Length == 2 ? 2000 + Number(year) : Number(year), month, day);
        return Of(until.Year, month, day) is { } now && now <= until ? now : Of(until.Year - 1, month, day);
    }

    private static DateOnly? Of(int year, int month, int day) =>
        year is > 1900 and < 2200 && month is > 0 and < 13 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\d.,:/-])(?<day>[0-9]{1,2})(?:/(?<month>[0-9]{1,2})(?:[-/ ](?<year>20[0-9]{2}|[0-9]{2}))?"
        + @"|[.-](?<month>[0-9]{1,2})[.-](?<year>20[0-9]{2}|[0-9]{2}))(?![\d/])")]
    private static partial Regex Figures();

    [GeneratedRegex(@"(?<!\d)(?<year>20[0-9]{2})-(?<month>[0-9]{2})-(?<day>[0-9]{2})(?!\d)")]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<!\d)(?<day>[0-9]{1,2})(?:\.|st|nd|rd|th)? ?(?:of )?\b"
        + @"(?<month>jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?(?: (?<year>20[0-9]{2}))?", Options)]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b"
        + @"(?:,? (?<year>20[0-9]{2}))?", Options)]
    private static partial Regex MonthFirst();
}
