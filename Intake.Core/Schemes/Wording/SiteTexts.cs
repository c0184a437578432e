using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Intake.Core.Schemes.Wording;

/// <summary>
/// The site's own texts of one language, read from the files <c>Texts/Room.da.json</c> that a program carries. A value is
/// one line, or a list of paragraphs, which makes it a running text. Placeholders are <c>{0}</c>, <c>{1:d. MMMM}</c>.
/// </summary>
public sealed partial class SiteTexts
{
    /// <summary>
    /// Rooms that reporters read and a scheme may word. What no page of one scheme shows, and what tests hold as
    /// promised, is not here.
    /// </summary>
    public static IReadOnlySet<string> ReporterRooms { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "Answer", "Check", "Draft", "File", "Help", "Mailbox", "Message", "NotReceived", "Receipt", "Report", "Shell", "Start", "Talk",
        "Waiting",
    };

    private readonly Dictionary<string, SiteText> _texts = new(StringComparer.Ordinal);

    /// <summary>Every text by its key.</summary>
    public IReadOnlyDictionary<string, SiteText> All => _texts;

    /// <summary>Reads a language's files from a program; a key that stands twice is a bug and throws.</summary>
    public static SiteTexts Load(Assembly program, string language)
    {
        ArgumentNullException.ThrowIfNull(program);
        SiteTexts read = new();
        foreach (var name in program.GetManifestResourceNames().Where(name => name.EndsWith($".{language}.json", StringComparison.Ordinal)))
        {
            using var content = program.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(content);
            foreach (var entry in json.RootElement.EnumerateObject())
                read._texts.Add(entry.Name, Read(entry));
        }

        return read;
    }

    /// <summary>A text's placeholders whole, as <c>{1:d. MMMM}</c>.</summary>
    public static IReadOnlySet<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).ToHashSet();

    internal static string WithoutPlaceholders(string text) => Placeholder().Replace(text, "");

    private static SiteText Read(JsonProperty entry)
    {
        var runs = entry.Value.ValueKind == JsonValueKind.Array;
        var text = runs
            ? string.Join("\n\n", entry.Value.EnumerateArray().Select(paragraph => paragraph.GetString()))
            : entry.Value.GetString() ?? "";
        return new SiteText(entry.Name, text, runs);
    }

    [GeneratedRegex(@"\{\d+(?::[^{}]*)?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}

/// <summary>A text of the site.</summary>
/// <param name="Key">Its key: room, dot, and the rest.</param>
/// <param name="Value">The text; paragraphs are parted by a blank line.</param>
/// <param name="Runs">Whether it is a running text, in <see cref="MarkdownSubset"/>; else it stands on one line as it is.</param>
public sealed record SiteText(string Key, string Value, bool Runs)
{
    /// <summary>Whether it is of the reporter's side.</summary>
    public bool IsReporters => SiteTexts.ReporterRooms.Contains(Key.Split('.')[0]);
}
