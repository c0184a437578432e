using System.Text.RegularExpressions;
using Intake.Core;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// What in a text may show who wrote it: for a hint on the check page, never a refusal. Numbers and
/// addresses are those of <see cref="PersonalNumbers"/>. Pure.
/// </summary>
public static partial class IdentifyingDetails
{
    /// <summary>The kinds found, in the order of <see cref="TellingDetail"/>.</summary>
    public static IReadOnlyList<TellingDetail> In(IEnumerable<string?> texts)
    {
        var text = string.Join("\n\n", texts.Where(one => one is not null));
        return
        [
            .. new (TellingDetail Kind, bool Found)[]
            {
                (TellingDetail.Name, Name().IsMatch(text) || Signature().IsMatch(text)),
                (TellingDetail.Cpr, PersonalNumbers.CivilNumbers(text).Count > 0),
                (TellingDetail.Phone, PersonalNumbers.Phones(text).Count > 0),
                (TellingDetail.Mail, PersonalNumbers.Mails(text).Count > 0),
            }.Where(known => known.Found).Select(known => known.Kind),
        ];
    }

    [GeneratedRegex(@"\b(jeg\s+hedder|mit\s+navn\s+er|my\s+name\s+is|i\s+am\s+called)\s+\S",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    /// <summary>A name below a greeting.</summary>
    [GeneratedRegex(@"\b(?i:mvh|(venlig|kærlig|bedste)\s+hilsen|(kind|best)\s+regards)[.,]?\s+\p{Lu}\p{Ll}", RegexOptions.NonBacktracking)]
    private static partial Regex Signature();
}

/// <summary>A kind of detail that may show who wrote.</summary>
public enum TellingDetail
{
    Name,
    Cpr,
    Phone,
    Mail,
}
