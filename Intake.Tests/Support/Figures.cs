using System.Text.RegularExpressions;

namespace Intake.Tests.Support;

/// <summary>What a monitor reads at <c>/metrics</c>, in Prometheus' text format.</summary>
internal sealed partial class Figures(string text)
{
    /// <summary>The figures' names.</summary>
    public IReadOnlyList<string> Names => [.. Types().Matches(text).Select(match => match.Groups[1].Value)];

    /// <summary>Every label with its value, such as job=send-mails, once.</summary>
    public IReadOnlyList<string> Labels =>
    [
        .. Samples.SelectMany(line => Label().Matches(line)).Select(match => $"{match.Groups[1].Value}={match.Groups[2].Value}").Distinct(),
    ];

    /// <summary>The lines with values, without comments.</summary>
    public IReadOnlyList<string> Samples => [.. text.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    /// <summary>The names that docs/operations.md says a program gives.</summary>
    public static IReadOnlyList<string> OfDocuments(string program) =>
    [
        .. Row().Matches(File.ReadAllText(Repository.PathOf("docs", "operations.md")))
            .Where(row => row.Groups[2].Value.Contains(program, StringComparison.Ordinal)).Select(row => row.Groups[1].Value),
    ];

    [GeneratedRegex(@"^# TYPE (\S+) ", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Label();

    [GeneratedRegex(@"^\| `(intake_\w+)` \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
