using System.Globalization;
using System.Text.RegularExpressions;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// What in a text may show who wrote it: for a hint on the check page, never a refusal. Numbers are found over a line
/// break too; dates and case numbers are let pass. Pure.
/// </summary>
public static partial class IdentifyingDetails
{
    /// <summary>How many characters before a number may say that it is a case's.</summary>
    private const int Before = 24;

    private static readonly string[] Dates = ["ddMMyyyy", "yyyyMMdd"];

    /// <summary>The kinds found, in the order of <see cref="TellingDetail"/>.</summary>
    public static IReadOnlyList<TellingDetail> In(IEnumerable<string?> texts)
    {
        var text = string.Join("\n\n", texts.Where(one => one is not null));
        return
        [
            .. new (TellingDetail Kind, bool Found)[]
            {
                (TellingDetail.Name, Name().IsMatch(text) || Signature().IsMatch(text)),
                (TellingDetail.Cpr, Cpr().Matches(text).Any(match => !IsCase(text, match.Groups[1].Index))),
                (TellingDetail.Phone, Abroad().IsMatch(text)
                    || Phone().Matches(text).Any(match => !IsDate(match.Groups[1].Value) && !IsCase(text, match.Groups[1].Index))),
                (TellingDetail.Mail, Mail().IsMatch(text)),
            }.Where(known => known.Found).Select(known => known.Kind),
        ];
    }

    /// <summary>Eight digits that are a day, unless they are written in pairs, as dates are not.</summary>
    private static bool IsDate(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        var inPairs = number.Length == digits.Length + 3;
        return !inPairs && Dates.Any(form =>
            DateOnly.TryParseExact(digits, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is >= 1900 and < 2100);
    }

    /// <summary>Whether the words before a number, or a longer number that it belongs to, say that it is a case's.</summary>
    private static bool IsCase(string text, int at) => CaseBefore().IsMatch(text[Math.Max(0, at - Before)..at]);

    [GeneratedRegex(@"\b(jeg\s+hedder|mit\s+navn\s+er|my\s+name\s+is|i\s+am\s+called)\s+\S",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    /// <summary>A name below a greeting.</summary>
    [GeneratedRegex(@"\b(?i:mvh|(venlig|kærlig|bedste)\s+hilsen|(kind|best)\s+regards)[.,]?\s+\p{Lu}\p{Ll}", RegexOptions.NonBacktracking)]
    private static partial Regex Signature();

    /// <summary>A Danish civil registration number: a day, a month, a year and four digits.</summary>
    [GeneratedRegex(@"(?:^|[^0-9])((?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}\s?[-–]?\s?[0-9]{4})(?:$|[^0-9])",
        RegexOptions.NonBacktracking)]
    private static partial Regex Cpr();

    /// <summary>Eight digits, in pairs, in fours or unbroken.</summary>
    [GeneratedRegex(@"(?:^|[^0-9])([2-9][0-9](?:[\s.-]?[0-9]{2}){3})(?:$|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    /// <summary>The same with a country code: certainly a telephone number.</summary>
    [GeneratedRegex(@"(\+|\b00)45\s?[2-9][0-9](\s?[0-9]{2}){3}", RegexOptions.NonBacktracking)]
    private static partial Regex Abroad();

    [GeneratedRegex(
        @"(\b(sag|journal|j\.?\s?nr|ref|case|file|record)[a-z]*\.?\s*(nr|nummer|no|number|id)?[.:]?\s*|[0-9][-/])$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CaseBefore();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[a-z]{2,}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mail();
}

/// <summary>A kind of detail that may show who wrote.</summary>
public enum TellingDetail
{
    Name,
    Cpr,
    Phone,
    Mail,
}
