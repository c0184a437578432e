using System.Globalization;
using System.Text;

namespace Intake.Core.Cleaning;

/// <summary>
/// Names of files as strangers give them: the last part alone, without letters that nobody sees or that turn the text around
/// them (Unicode's controls, formats and halves of pairs), and cut in front of the ending.
/// </summary>
public static class FileNames
{
    private const int Longest = 200;
    private const int LongestEnding = 12;

    /// <summary>Endings that a text may keep: what they say of its form is seen in the text too.</summary>
    private static readonly string[] TextEndings = [".txt", ".csv", ".tsv", ".md", ".log", ".json", ".vtt", ".srt"];

    /// <summary>The name to keep; empty when nothing is left of it. At most 200 UTF-16 code units.</summary>
    public static string Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var letter in last.EnumerateRunes().Where(IsShown)) kept.Append(letter);
        var clean = kept.ToString().Trim();
        if (clean.Length <= Longest) return clean;
        var ending = EndingOf(clean);
        return CutTo(clean[..^ending.Length], Longest - ending.Length) + ending;
    }

    /// <summary>The same for a place inside a file: each part of the path, joined by slashes.</summary>
    public static string CleanPath(string path) => string.Join('/', path.Split('/', '\\').Select(Clean).Where(part => part.Length > 0));

    /// <summary>A cleaned file's name: with the ending of what it is.</summary>
    /// <param name="name">The name of the file as it came.</param>
    /// <param name="ending">Of the cleaned file's format, without a dot.</param>
    public static string WithEnding(string name, string ending)
    {
        var own = EndingOf(name);
        return ending switch
        {
            "txt" when TextEndings.Contains(own.ToLowerInvariant()) => name,
            "jpg" when own.Equals(".jpeg", StringComparison.OrdinalIgnoreCase) => name,
            "tiff" when own.Equals(".tif", StringComparison.OrdinalIgnoreCase) => name,
            _ when own.Equals("." + ending, StringComparison.OrdinalIgnoreCase) => name,
            _ => $"{CutTo(name[..^own.Length], Longest - ending.Length - 1)}.{ending}",
        };
    }

    private static string EndingOf(string name)
    {
        var ending = Path.GetExtension(name);
        return ending.Length is > 1 and <= LongestEnding && ending[1..].All(char.IsAsciiLetterOrDigit) ? ending : "";
    }

    /// <summary>As many whole letters as fit; a pair or a letter with its marks is not parted.</summary>
    private static string CutTo(string name, int length)
    {
        if (name.Length <= length) return name;
        var cut = 0;
        for (var next = 0; next <= length; next += StringInfo.GetNextTextElementLength(name, next)) cut = next;
        return name[..cut].TrimEnd();
    }

    /// <summary>EnumerateRunes puts U+FFFD in the place of half a pair.</summary>
    private static bool IsShown(Rune letter) => letter.Value != 0xFFFD && Rune.GetUnicodeCategory(letter) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
