using System.Text.RegularExpressions;
using Intake.Core.Schemes.Reading;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Intake.Core.Schemes.Wording;

/// <summary>Walks the inside of a paragraph; what is not on the list here is refused.</summary>
internal sealed partial class InlineWalk
{
    private const int Deepest = 3;

    private readonly int _line;
    private readonly List<WordingFault> _faults;

    private InlineWalk(int line, List<WordingFault> faults) => (_line, _faults) = (line, faults);

    public static IReadOnlyList<TextSpan> Read(ParagraphBlock paragraph, List<WordingFault> faults) =>
        paragraph.Inline is { } inside ? new InlineWalk(paragraph.Line, faults).Spans(inside, 0) : [];

    private List<TextSpan> Spans(ContainerInline container, int depth)
    {
        List<TextSpan> spans = [];
        if (depth > Deepest)
        {
            Refuse(container, "too many things stand in each other");
            return spans;
        }

        foreach (var inline in container)
            Add(spans, inline, depth);
        return spans;
    }

    private void Add(List<TextSpan> spans, Inline inline, int depth)
    {
        switch (inline)
        {
            case LiteralInline literal:
                Plain(spans, literal, literal.Content.ToString());
                break;
            case LineBreakInline { IsHard: true }:
                spans.Add(new BreakSpan());
                break;
            case LineBreakInline:
                Plain(spans, inline, " ");
                break;
            case EmphasisInline { DelimiterCount: 2 } strong:
                spans.Add(new StrongSpan(Spans(strong, depth + 1)));
                break;
            case EmphasisInline { DelimiterCount: 1 } emphasis:
                spans.Add(new EmphasisSpan(Spans(emphasis, depth + 1)));
                break;
            case LinkInline { IsImage: false } link:
                Link(spans, link, depth);
                break;
            default:
                Refuse(inline, NameOf(inline));
                break;
        }
    }

    private void Plain(List<TextSpan> spans, Inline at, string text)
    {
        if (Html().IsMatch(text))
            Refuse(at, "HTML: write the text without");
        if (text.Any(IsTurning))
            Refuse(at, "a character that turns the reading direction");
        if (spans is [.., PlainSpan before])
            spans[^1] = new PlainSpan(before.Text + text);
        else
            spans.Add(new PlainSpan(text));
    }

    private void Link(List<TextSpan> spans, LinkInline link, int depth)
    {
        if (link.Reference is not null || link.IsAutoLink || link.IsShortcut)
            Refuse(link, "a link is written [words](https://...)");
        else if (!string.IsNullOrEmpty(link.Title))
            Refuse(link, "a link has no title of its own");
        else if (!LinkAddress.IsAllowed(link.Url ?? ""))
            Refuse(link, $"{FileFaults.Quote(link.Url ?? "")} is no https, tel or mailto address");
        var words = Spans(link, depth + 1);
        if (words.Count == 0 || words.TrueForAll(word => word is PlainSpan plain && BlankText.Is(plain.Text)))
            Refuse(link, "a link without words");
        spans.Add(new LinkSpan(link.Url ?? "", words));
    }

    private void Refuse(Inline at, string reason) => _faults.Add(new WordingFault(Math.Max(_line, at.Line), reason));

    private static string NameOf(Inline inline) => inline switch
    {
        LinkInline => "a picture",
        AutolinkInline => "a link is written [words](https://...)",
        HtmlEntityInline => "an entity: write the character itself",
        CodeInline => "code, which ` begins",
        _ => "no words, emphasis or link",
    };

    /// <summary>Marks that reverse the direction of later words, so that they look like other words.</summary>
    private static bool IsTurning(char c) =>
        c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';

    [GeneratedRegex("<[A-Za-z/!?]", RegexOptions.CultureInvariant)]
    private static partial Regex Html();
}
