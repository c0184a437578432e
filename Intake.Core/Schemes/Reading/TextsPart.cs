using Intake.Core.Schemes.Wording;

namespace Intake.Core.Schemes.Reading;

/// <summary>
/// Reads <c>texts</c>: the scheme's own wording, the same keys in each of its languages. A wording is a text or a list of
/// paragraphs. Where the site's texts are at hand, each is checked against the text that it stands in for.
/// </summary>
internal sealed class TextsPart(FileFaults faults, Func<string, SiteTexts>? known)
{
    private const int MostParagraphs = 30;

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> None { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public Dictionary<string, IReadOnlyDictionary<string, string>> Read(FileObject from, IReadOnlyList<string> languages)
    {
        List<(string Language, FileObject Texts)> objects = [.. languages.Distinct().Select(language => (language, from.Object(language)))];
        List<string> keys = [.. objects.SelectMany(one => one.Texts.Names).Distinct()];
        Dictionary<string, IReadOnlyDictionary<string, string>> read = [];
        foreach ((var language, var texts) in objects)
        {
            var site = known?.Invoke(language);
            read[language] = keys.ToDictionary(key => key, key => Wording(texts, key, site));
        }

        from.Close();
        return read;
    }

    private string Wording(FileObject texts, string key, SiteTexts? site)
    {
        var before = faults.Count;
        if (texts.Has(key) && FileText.TextKeyFault(key) is { } fault)
            texts.Fault(key, fault);
        var paragraphs = texts.Paragraphs(key, MostParagraphs, FileText.Prose);
        var wording = string.Join("\n\n", paragraphs.Select(paragraph => paragraph.Text));
        if (site is null || !texts.Has(key) || faults.Count > before)
            return wording;
        if (!site.All.TryGetValue(key, out var text))
        {
            texts.Fault(key, "there is no such text");
            return wording;
        }

        foreach (var wrong in WordingCheck.Faults(text, wording))
            faults.Add(PathAt(paragraphs, wrong.Line), wrong.Reason);
        return wording;
    }

    /// <summary>The path of the paragraph that holds this line of the joined text.</summary>
    private static string PathAt(List<(string Text, string Path)> paragraphs, int line)
    {
        foreach ((var text, var path) in paragraphs)
        {
            line -= text.Count(letter => letter == '\n') + 2;
            if (line < 0)
                return path;
        }

        return paragraphs[^1].Path;
    }
}
