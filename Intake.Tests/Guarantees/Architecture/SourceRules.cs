using System.Text.RegularExpressions;

namespace Intake.Tests.Guarantees.Architecture;

/// <summary>The house rules that can be checked in a source file. Each broken rule gives one line.</summary>
public static partial class SourceRules
{
    private const int MostLines = 300;
    private const int MostColumns = 140;

    public static IEnumerable<string> Broken(string path, string text)
    {
        var isMigration = path.Contains("/Migrations/", StringComparison.Ordinal);
        var lines = text.Count(letter => letter == '\n');
        if (lines > MostLines && !isMigration)
        {
            yield return $"{path}: {lines} lines: split it by reason";
        }

        if (path.EndsWith(".cs", StringComparison.Ordinal) && !isMigration)
        {
            foreach (var wide in OutsideRawStrings(text).Where(line => line.Length > MostColumns))
            {
                yield return $"{path}: {wide.Length} columns: {wide.Trim()}";
            }

            foreach (Match stilted in StiltedWord().Matches(text))
            {
                yield return $"{path}: say it as a colleague would: {stilted.Value.Trim()}";
            }
        }

        foreach (var word in path.Split('/', '.').Where(part => ForbiddenWord().IsMatch(part)))
        {
            yield return $"{path}: the name {word} says nothing";
        }

        foreach (Match type in DeclaredType().Matches(text))
        {
            if (ForbiddenWord().IsMatch(type.Groups[1].Value))
            {
                yield return $"{path}: the name {type.Groups[1].Value} says nothing";
            }
        }

        if (path.EndsWith(".razor", StringComparison.Ordinal) && Script().Match(text) is { Success: true } script)
        {
            yield return $"{path}: script in a page: {script.Value}";
        }

        if (Unfinished().Match(text) is { Success: true } unfinished)
        {
            yield return $"{path}: {unfinished.Value}";
        }
    }

    /// <summary>A raw string's own lines are another language's, and a line break in them would be part of it.</summary>
    private static IEnumerable<string> OutsideRawStrings(string text)
    {
        var isInside = false;
        foreach (var line in text.Split('\n'))
        {
            var changes = Fence().Count(line) % 2 == 1;
            if (!isInside || changes) yield return line;
            isInside ^= changes;
        }
    }

    [GeneratedRegex("\"{3,}")]
    private static partial Regex Fence();

    [GeneratedRegex(@"/{2}.*\b(?:anew|besides|whoever|whomever|told)\b.*", RegexOptions.IgnoreCase)]
    private static partial Regex StiltedWord();

    // "Common" is allowed before a noun, as in common passwords.
    [GeneratedRegex(@"(^|[a-z0-9])((Helpers?|Utils?|Utilities|Managers?|Misc)(?=[A-Z]|$)|Common$)")]
    private static partial Regex ForbiddenWord();

    [GeneratedRegex(
        @"^\s*(?:[a-z]+\s+)*(?:class|record|struct|interface|enum)\s+(?:struct\s+|class\s+)?([A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex DeclaredType();

    [GeneratedRegex(@"<script|<[^>]*\s@?on[a-z]+\s*=|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K)\b|\bAssert\s*\.\s*(?:Ignore|Inconclusive)\b|\[\s*(?:Ignore|Explicit)\b(?=\s*[\](,])")]
    private static partial Regex Unfinished();
}
