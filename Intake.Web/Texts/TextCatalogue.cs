using System.Collections.Frozen;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Intake.Web.Texts;

/// <summary>
/// All texts of one language. Files <c>Room.da.json</c> and <c>Room.en.json</c> lie in this folder; each key starts with
/// its room. A value is a text, or a list of paragraphs. Placeholders are <c>{0}</c>, <c>{1:d. MMMM yyyy}</c> and so on.
/// </summary>
public sealed partial class TextCatalogue
{
    /// <summary>Languages that the site speaks; the first is the one it falls back to.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["da", "en"];

    private readonly FrozenDictionary<string, string> texts;

    private TextCatalogue(FrozenDictionary<string, string> texts) => this.texts = texts;

    public IReadOnlyDictionary<string, string> All => texts;

    /// <summary>Reads the language's files from the program; a key that stands twice is a bug and throws.</summary>
    public static TextCatalogue Load(string language)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var program = typeof(TextCatalogue).Assembly;
        foreach (var name in program.GetManifestResourceNames().Where(name => name.EndsWith($".{language}.json", StringComparison.Ordinal)))
        {
            using var content = program.GetManifestResourceStream(name)!;
            using var json = JsonDocument.Parse(content);
            foreach (var entry in json.RootElement.EnumerateObject())
            {
                texts.Add(entry.Name, TextOf(entry.Value));
            }
        }

        return new TextCatalogue(texts.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>What is wrong with a scheme's own wording: unknown keys, and placeholders that the text does not have.</summary>
    public IEnumerable<string> Problems(IReadOnlyDictionary<string, string> overrides)
    {
        foreach (var (key, value) in overrides)
        {
            if (!texts.TryGetValue(key, out var ours))
            {
                yield return $"{key}: there is no such text";
            }
            else if (!Placeholders(value).SetEquals(Placeholders(ours)))
            {
                yield return $"{key}: the placeholders differ from ours";
            }
        }
    }

    /// <summary>The numbers of a text's placeholders.</summary>
    public static IReadOnlySet<int> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => int.Parse(match.Groups[1].ValueSpan, null)).ToHashSet();

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join("\n\n", value.EnumerateArray().Select(paragraph => paragraph.GetString()))
        : value.GetString() ?? "";

    [GeneratedRegex(@"\{(\d+)(?::[^}]*)?\}")]
    private static partial Regex Placeholder();
}
