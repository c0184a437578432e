using System.Text.RegularExpressions;

namespace Intake.Web.Reporting;

/// <summary>What in a text may tell who wrote it: for a gentle word on the check page, never a refusal. Pure.</summary>
public static partial class TellingDetails
{
    /// <summary>The kinds found, in the order of <see cref="TellingDetail"/>.</summary>
    public static IReadOnlyList<TellingDetail> In(IEnumerable<string?> texts)
    {
        var text = string.Join('\n', texts.Where(one => one is not null));
        return
        [
            .. new (TellingDetail Kind, Regex Pattern)[]
            {
                (TellingDetail.Name, Name()),
                (TellingDetail.Cpr, Cpr()),
                (TellingDetail.Phone, Phone()),
                (TellingDetail.Mail, Mail()),
            }.Where(known => known.Pattern.IsMatch(text)).Select(known => known.Kind),
        ];
    }

    [GeneratedRegex(@"\b(jeg hedder|mit navn er|my name is|i am called)\s+\S", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    /// <summary>A Danish civil registration number: a day, a month, a year and four digits.</summary>
    [GeneratedRegex(@"(^|[^0-9])(0[1-9]|[12][0-9]|3[01])(0[1-9]|1[0-2])[0-9]{2}[- ]?[0-9]{4}($|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Cpr();

    /// <summary>Eight digits, in pairs or not, with +45 before them or not.</summary>
    [GeneratedRegex(@"(^|[^0-9])([2-9][0-9]( ?[0-9]{2}){3})($|[^0-9])", RegexOptions.NonBacktracking)]
    private static partial Regex Phone();

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[a-z]{2,}", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Mail();
}

/// <summary>A kind of detail that may tell who wrote.</summary>
public enum TellingDetail
{
    Name,
    Cpr,
    Phone,
    Mail,
}
