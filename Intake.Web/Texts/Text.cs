using System.Globalization;

namespace Intake.Web.Texts;

/// <summary>The texts of one request, in its language: <c>T["Mailbox.Title"]</c>, <c>T["Shell.Step", 2, 4]</c>.</summary>
public sealed class Text
{
    private readonly TextCatalogue catalogue;
    private IReadOnlyDictionary<string, string>? overrides;

    public Text(string language, TextCatalogue catalogue)
    {
        this.catalogue = catalogue;
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "da-DK");
    }

    /// <summary><c>da</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>Danish or British English ways of writing dates and numbers.</summary>
    public CultureInfo Culture { get; }

    public string this[string key] =>
        overrides?.GetValueOrDefault(key) ?? (catalogue.All.TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"There is no text '{key}' in {Language}."));

    public string this[string key, params object?[] values] => string.Format(Culture, this[key], values);

    /// <summary>A date in words, such as 4. marts 2026.</summary>
    public string Date(DateOnly date) => date.ToString(Language == "en" ? "d MMMM yyyy" : "d. MMMM yyyy", Culture);

    /// <summary>From here on this request speaks with a scheme's own wording where it has one.</summary>
    public void Override(IReadOnlyDictionary<string, string>? wording) => overrides = wording;
}
