namespace Intake.Core.Schemes.Wording;

/// <summary>Whether a scheme's own wording may stand in for a text of the site.</summary>
public static class WordingCheck
{
    /// <summary>What is wrong with it; empty when it may stand.</summary>
    /// <param name="text">The site's own text in the same language.</param>
    /// <param name="wording">The scheme's.</param>
    public static IReadOnlyList<WordingFault> Faults(SiteText text, string wording)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wording);
        if (!text.IsReporters)
            return [new WordingFault(0, "is no text of the reporter's side")];
        List<WordingFault> faults = [.. text.Runs ? MarkdownSubset.Read(wording).Faults : LineFaults(wording)];
        var wanted = SiteTexts.Placeholders(text.Value);
        if (!SiteTexts.Placeholders(wording).SetEquals(wanted))
        {
            faults.Add(new WordingFault(0, wanted.Count == 0
                ? "holds a placeholder where the text has none"
                : $"must hold {string.Join(" and ", wanted.Order())}, and no other placeholder"));
        }

        if (SiteTexts.WithoutPlaceholders(wording).AsSpan().IndexOfAny('{', '}') >= 0)
            faults.Add(new WordingFault(0, "a curly bracket that belongs to no placeholder"));
        return faults;
    }

    /// <summary>
    /// A line is shown as it is, also where nothing but letters can
    /// stand, such as a title: it holds nothing that would be markup.
    /// </summary>
    private static IReadOnlyList<WordingFault> LineFaults(string wording) =>
        MarkdownSubset.Read(wording).Text is { Blocks: [Paragraph { Spans: [PlainSpan plain] }] } && plain.Text == wording
            ? []
            : [new WordingFault(0, "stands on one line: no paragraphs, lists, links or emphasis")];
}
