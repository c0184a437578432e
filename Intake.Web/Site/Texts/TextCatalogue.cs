using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Intake.Core.Schemes.Wording;

namespace Intake.Web.Site.Texts;

/// <summary>
/// All texts of one language. Files <c>Room.da.json</c> and <c>Room.en.json</c> lie in this folder; each key starts with
/// its room. A value is a line, or a list of paragraphs, which may hold lists, emphasis and links and is drawn by the
/// part Words. Placeholders are <c>{0}</c>, <c>{1:d. MMMM yyyy}</c> and so on.
/// </summary>
public sealed class TextCatalogue
{
    /// <summary>Languages that the site speaks; the first is the one it falls back to.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["da", "en"];

    private readonly SiteTexts site;
    private readonly FrozenDictionary<string, string> texts;
    private readonly FrozenDictionary<string, RunningText> running;
    private readonly ConditionalWeakTable<IReadOnlyDictionary<string, string>, SchemeWording> wordings = [];

    private TextCatalogue(SiteTexts site)
    {
        this.site = site;
        texts = site.All.ToFrozenDictionary(text => text.Key, text => text.Value.Value, StringComparer.Ordinal);
        running = site.All.Values.Where(text => text.Runs)
            .ToFrozenDictionary(text => text.Key, text => Read(text.Key, text.Value), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, string> All => texts;

    /// <summary>The running texts, read.</summary>
    public IReadOnlyDictionary<string, RunningText> Running => running;

    /// <summary>
    /// Reads the language's files from the program; a key that stands twice, or a text that is not well formed, is a bug
    /// and throws.
    /// </summary>
    public static TextCatalogue Load(string language) => new(SiteTexts.Load(typeof(TextCatalogue).Assembly, language));

    /// <summary>
    /// A scheme's own wording, as far as it fits: what was loaded before a text here changed or went is left out. Read once
    /// for each version of the scheme's file.
    /// </summary>
    public SchemeWording Fitting(IReadOnlyDictionary<string, string> wording) => wordings.GetValue(wording, Fit);

    private SchemeWording Fit(IReadOnlyDictionary<string, string> wording)
    {
        var fits = wording
            .Where(one => site.All.TryGetValue(one.Key, out var text) && WordingCheck.Faults(text, one.Value).Count == 0)
            .ToList();
        return new SchemeWording(
            fits.ToFrozenDictionary(one => one.Key, one => one.Value, StringComparer.Ordinal),
            fits.Where(one => running.ContainsKey(one.Key))
                .ToFrozenDictionary(one => one.Key, one => Read(one.Key, one.Value), StringComparer.Ordinal));
    }

    private static RunningText Read(string key, string text) =>
        MarkdownSubset.Read(text).Text ?? throw new InvalidOperationException($"The text '{key}' is not well formed.");
}

/// <summary>A scheme's wording in one language: its texts by key, and those of them that run, read.</summary>
public sealed record SchemeWording(IReadOnlyDictionary<string, string> Lines, IReadOnlyDictionary<string, RunningText> Running);
