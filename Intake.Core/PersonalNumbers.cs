using System.Globalization;
using System.Text.RegularExpressions;

namespace Intake.Core;

/// <summary>
/// Finds numbers and addresses in a text that lead to one person. Numbers are found over a line break too; days and case numbers
/// are let pass, and so is a civil registration number whose first six digits are no day. Pure; each finding is a place in the text.
/// </summary>
public static partial class PersonalNumbers
{
    /// <summary>How many characters before a number may say that it is a case's.</summary>
    private const int Before = 24;

    private static readonly string[] Dates = ["ddMMyyyy", "yyyyMMdd"];

    /// <summary>Danish civil registration numbers: a day, a month, a year and four digits.</summary>
    public static IReadOnlyList<Range> CivilNumbers(string text) =>
        [.. Groups(Cpr(), text).Where(found => IsDay(text[found][..6], "ddMMyy") && !IsCase(text, found.Start.Value))];

    /// <summary>Telephone numbers: eight digits, or any with the Danish country code.</summary>
    public static IReadOnlyList<Range> Phones(string text) =>
    [
        .. Groups(Abroad(), text),
        .. Groups(Phone(), text).Where(found => !IsDate(text[found]) && !IsCase(text, found.Start.Value) && !IsAbroad(text, found)),
    ];

    /// <summary>Mail addresses.</summary>
    public static IReadOnlyList<Range> Mails(string text) => Groups(Mail(), text);

    /// <summary>The first group of every match; the next is looked for from its end, since numbers may share what stands between.</summary>
    private static List<Range> Groups(Regex pattern, string text)
    {
        var found = new List<Range>();
        for (var match = pattern.Match(text); match.Success; match = pattern.Match(text, found[^1].End.Value))
            found.Add(match.Groups[1].Index..(match.Groups[1].Index + match.Groups[1].Length));
        return found;
    }

    private static bool IsDay(string digits, string form) =>
        DateOnly.TryParseExact(digits, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

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

    /// <summary>Whether it stands behind a country code, and so was found with it.</summary>
    private static bool IsAbroad(string text, Range found) =>
        CodeBefore().IsMatch(text[Math.Max(0, found.Start.Value - Before)..found.Start.Value]);

    [GeneratedRegex(@"(?:^|[^0-9])((?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}\s?[-–]?\s?[0-9]{4})(?:$|[^0-9])",
        RegexOptions.NonBacktracking)]
    private static partial Regex Cpr();

    /// <summary>Eight digits, in pairs, in fours or unbroken.</summary>
    [GeneratedRegex(@"(?:^|[^0-9])([2-9][0-9](?:[\s.-]?[0-9]{2}){3})(?:$|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    /// <summary>The same with a country code: certainly a telephone number.</summary>
    [GeneratedRegex(@"((?:\+|\b00)45\s?[2-9][0-9](?:\s?[0-9]{2}){3})", RegexOptions.NonBacktracking)]
    private static partial Regex Abroad();

    [GeneratedRegex(@"(\+|\b00)45\s?$", RegexOptions.NonBacktracking)]
    private static partial Regex CodeBefore();

    [GeneratedRegex(
        @"(\b(sag|journal|j\.?\s?nr|ref|case|file|record)[a-z]*\.?\s*(nr|nummer|no|number|id)?[.:]?\s*|[0-9][-/])$",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex CaseBefore();

    [GeneratedRegex(@"([^\s@]+@[^\s@]+\.[a-z]{2,})", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mail();
}
