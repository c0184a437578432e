using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Intake.Core.Schemes.Reading;

/// <summary>
/// Gathers faults and knows the line of every path in the file, so that a fault found long after parsing still names its
/// line. A path that is not there takes the line of what would hold it.
/// </summary>
internal sealed class FileFaults
{
    private static readonly JavaScriptEncoder Escaping = JavaScriptEncoder.Create(UnicodeRanges.All);

    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<SchemeFault> _faults = [];

    public int Count => _faults.Count;

    public IReadOnlyList<SchemeFault> InOrder => [.. _faults.OrderBy(fault => fault.Line)];

    public void Place(string path, int line) => _lines[path] = line;

    public void Add(string path, string reason) => Add(LineOf(path), path, reason);

    public void Add(int line, string path, string reason) => _faults.Add(new SchemeFault(line, path, reason));

    /// <summary>The path of a field; names that are no plain words are quoted and escaped.</summary>
    public static string Field(string path, string name)
    {
        if (name.Length == 0 || !name.All(char.IsAsciiLetterOrDigit))
            return $"{path}[{Quote(name)}]";
        return path.Length == 0 ? name : $"{path}.{name}";
    }

    public static string Item(string path, int index) => FormattableString.Invariant($"{path}[{index}]");

    /// <summary>A value of the file, safe to print: escaped and cut at 60 characters.</summary>
    public static string Quote(string value) =>
        $"\"{Escaping.Encode(value.Length <= 60 ? value : value[..60] + "...")}\"";

    private int LineOf(string path)
    {
        int line;
        while (!_lines.TryGetValue(path, out line) && path.Length > 0)
            path = path[..Math.Max(0, path.LastIndexOfAny(['.', '[']))];
        return Math.Max(1, line);
    }
}
