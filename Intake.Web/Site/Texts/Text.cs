using System.Globalization;
using Intake.Core.Schemes.Wording;

namespace Intake.Web.Site.Texts;

/// <summary>
/// The texts of one request, in its language: lines as <c>T["Mailbox.Title"]</c> or <c>T["Shell.Step", 2, 4]</c>, running
/// texts as <c>T.Words("Mailbox.Key.Lead")</c>.
/// </summary>
public sealed class Text
{
    private readonly TextCatalogue catalogue;
    private SchemeWording? own;

    public Text(string language, TextCatalogue catalogue)
    {
        this.catalogue = catalogue;
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language == "en" ? "en-GB" : "da-DK");
    }

    /// <summary><c>da</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>The languages in which the page can be had, this one among them.</summary>
    public IReadOnlyList<string> Offered { get; private set; } = TextCatalogue.Languages;

    /// <summary>Danish or British English ways of writing dates and numbers.</summary>
    public CultureInfo Culture { get; }

    public string this[string key] =>
        own?.Lines.GetValueOrDefault(key) ?? (catalogue.All.TryGetValue(key, out var text)
            ? text
            : throw new KeyNotFoundException($"There is no text '{key}' in {Language}."));

    /// <summary>The text; null where there is none of that key, as for a code of ours that a later version wrote.</summary>
    public string? Known(string key) => own?.Lines.GetValueOrDefault(key) ?? catalogue.All.GetValueOrDefault(key);

    public string this[string key, params object?[] values] => string.Format(Culture, this[key], values);

    /// <summary>
    /// A running text, its placeholders filled after its markup was read, so that nothing in a value is ever markup.
    /// </summary>
    public RunningText Words(string key, params object?[] values)
    {
        var text = own?.Running.GetValueOrDefault(key) ?? (catalogue.Running.TryGetValue(key, out var ours)
            ? ours
            : throw new KeyNotFoundException($"There is no running text '{key}' in {Language}."));
        return values.Length == 0 ? text : text.Map(plain => string.Format(Culture, plain, values));
    }

    /// <summary>A date in words, such as 4. marts 2026.</summary>
    public string Date(DateOnly date) => date.ToString(Language == "en" ? "d MMMM yyyy" : "d. MMMM yyyy", Culture);

    /// <summary>An hour of the day, such as 22.10 in Danish and 22:10 in English.</summary>
    public string Hour(TimeOnly hour) => hour.ToString(Language == "en" ? "HH':'mm" : "HH'.'mm", CultureInfo.InvariantCulture);

    /// <summary>The same with its day of the week, such as onsdag 4. marts 2026.</summary>
    public string Day(DateOnly date) => date.ToString("dddd ", Culture) + Date(date);

    /// <summary>From here on the page is offered in these languages alone.</summary>
    public void Offer(IReadOnlyList<string> languages) => Offered = languages;

    /// <summary>From here on this request uses a scheme's own wording where it has one that fits.</summary>
    public void Override(IReadOnlyDictionary<string, string>? wording) => own = wording is null ? null : catalogue.Fitting(wording);
}
