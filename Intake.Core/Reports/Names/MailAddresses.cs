using System.Text.RegularExpressions;

namespace Intake.Core.Reports.Names;

/// <summary>Finds mail addresses in a text: those of staff are made of their names, or are known from their accounts. Pure.</summary>
internal static partial class MailAddresses
{
    /// <summary>What stands before the @ of each.</summary>
    public static List<(int From, int End)> NamesIn(string text) =>
        text.Contains('@', StringComparison.Ordinal)
            ? [.. Address().Matches(text).Select(found => (found.Groups[1].Index, found.Groups[1].Index + found.Groups[1].Length))]
            : [];

    /// <summary>Each of them whole, in small letters.</summary>
    public static IReadOnlySet<string> In(IEnumerable<string> texts) => texts.Where(text => text.Contains('@', StringComparison.Ordinal))
        .SelectMany(text => Address().Matches(text)).Select(found => found.Value.ToLowerInvariant()).ToHashSet();

    [GeneratedRegex(@"([\p{L}\p{M}\p{Nd}._%+\-]+)@[\p{L}\p{M}\p{Nd}\-]+(?:\.[\p{L}\p{M}\p{Nd}\-]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
