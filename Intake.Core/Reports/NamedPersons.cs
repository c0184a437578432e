using System.Globalization;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// Finds certified people whose full name stands in what a reporter wrote, so that they get no key. Pure. Case, accents,
/// punctuation and spacing are forgiven; first and last name must both be there, in the certificate's order.
/// </summary>
public static class NamedPersons
{
    /// <summary>The certificates whose names the texts hold.</summary>
    public static IReadOnlyList<Certificate> In(IEnumerable<string?> texts, IEnumerable<Certificate> certificates)
    {
        var text = ' ' + string.Join(' ', texts.Where(t => t is not null).SelectMany(t => Words(t!))) + ' ';
        return [.. certificates.Where(c => Forms(c.FullName).Any(f => text.Contains(' ' + f + ' ', StringComparison.Ordinal)
            || text.Contains(' ' + f + "s ", StringComparison.Ordinal)))];
    }

    /// <summary>"Anna Maria Holm" also as "Anna Holm".</summary>
    private static IEnumerable<string> Forms(string fullName)
    {
        var words = Words(fullName);
        if (words.Length < 2) yield break;
        yield return string.Join(' ', words);
        if (words.Length > 2) yield return words[0] + ' ' + words[^1];
    }

    private static string[] Words(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in Noncharacters.Without(text).Normalize(NormalizationForm.FormKD))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category is UnicodeCategory.NonSpacingMark) continue;
            folded.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        }

        return folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
