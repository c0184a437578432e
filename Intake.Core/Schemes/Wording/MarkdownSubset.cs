using System.Buffers;
using Markdig;
using Markdig.Syntax;

namespace Intake.Core.Schemes.Wording;

/// <summary>
/// The Markdown that a scheme's wording may be written in: paragraphs, lists of one level, **strong**, *emphasis*, and
/// links written [words](https://…), also tel: and mailto:. Everything else is refused with its line. Source: CommonMark 0.31.
/// </summary>
public static class MarkdownSubset
{
    // Without HTML: what looks like it stays text, and the walk refuses it too.
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    // What no writer types, and what parsers judge differently.
    private static readonly SearchValues<char> Unseen = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))]);

    /// <summary>The text, or every fault with its line from 0. Nothing is thrown for anything that a text can hold.</summary>
    public static RunningTextResult Read(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        if (markdown.AsSpan().IndexOfAny(Unseen) is >= 0 and var at)
            return new RunningTextResult(null, [new WordingFault(markdown.AsSpan(0, at).Count('\n'), "a control character")]);
        MarkdownDocument document;
        try
        {
            document = Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's own limit on how deep things may stand in each other.
            return new RunningTextResult(null, [new WordingFault(0, "too many things stand in each other")]);
        }

        List<WordingFault> faults = [];
        List<TextBlock> blocks = [.. document.Select(block => Block(block, faults)).OfType<TextBlock>()];
        if (blocks.Count == 0 && faults.Count == 0)
            faults.Add(new WordingFault(0, "there are no words in it"));
        return new RunningTextResult(faults.Count == 0 ? new RunningText(blocks) : null, faults);
    }

    private static TextBlock? Block(Block block, List<WordingFault> faults)
    {
        switch (block)
        {
            case ParagraphBlock paragraph:
                return new Paragraph(InlineWalk.Read(paragraph, faults));
            case ListBlock list:
                if (list is { IsOrdered: true, OrderedStart: not "1" })
                    faults.Add(new WordingFault(list.Line, "a numbered list begins with 1"));
                return new TextList(list.IsOrdered, [.. list.Select(item => Item((ListItemBlock)item, faults))]);
            default:
                faults.Add(new WordingFault(block.Line, NameOf(block)));
                return null;
        }
    }

    private static IReadOnlyList<TextSpan> Item(ListItemBlock item, List<WordingFault> faults)
    {
        if (item is [ParagraphBlock only])
            return InlineWalk.Read(only, faults);
        faults.Add(new WordingFault(item.Line, "a list's item is one line of text, without lists or paragraphs of its own"));
        return [];
    }

    private static string NameOf(Block block) => block switch
    {
        HeadingBlock => "a heading: the page has its own",
        CodeBlock => "code, which four spaces or ``` begin",
        QuoteBlock => "a quotation, which > begins",
        ThematicBreakBlock => "a line across",
        LinkReferenceDefinitionGroup => "a link kept apart: write it as [words](https://...)",
        _ => "no paragraph and no list",
    };
}

/// <summary>What came of reading a text: the text, or its faults.</summary>
public sealed record RunningTextResult(RunningText? Text, IReadOnlyList<WordingFault> Faults);

/// <summary>Something wrong in a text.</summary>
/// <param name="Line">The line of the text, from 0.</param>
/// <param name="Reason">What is wrong, in one English clause for the person who keeps the scheme file.</param>
public sealed record WordingFault(int Line, string Reason);
