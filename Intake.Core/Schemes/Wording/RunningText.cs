namespace Intake.Core.Schemes.Wording;

/// <summary>A text of paragraphs and lists, as <see cref="MarkdownSubset"/> reads it. It holds words and links, never markup.</summary>
/// <param name="Blocks">Paragraphs and lists in their order.</param>
public sealed record RunningText(IReadOnlyList<TextBlock> Blocks)
{
    /// <summary>The same with every plain piece changed, such as placeholders filled; link addresses stay.</summary>
    public RunningText Map(Func<string, string> change) => new([.. Blocks.Select(block => block switch
    {
        Paragraph paragraph => new Paragraph(Map(paragraph.Spans, change)),
        TextList list => (TextBlock)new TextList(list.Numbered, [.. list.Items.Select(item => Map(item, change))]),
        _ => throw new InvalidOperationException("No such block."),
    })]);

    private static IReadOnlyList<TextSpan> Map(IReadOnlyList<TextSpan> spans, Func<string, string> change) =>
        [.. spans.Select(span => Map(span, change))];

    private static TextSpan Map(TextSpan span, Func<string, string> change) => span switch
    {
        PlainSpan plain => new PlainSpan(change(plain.Text)),
        StrongSpan strong => new StrongSpan(Map(strong.Spans, change)),
        EmphasisSpan emphasis => new EmphasisSpan(Map(emphasis.Spans, change)),
        LinkSpan link => new LinkSpan(link.Address, Map(link.Spans, change)),
        _ => span,
    };
}

/// <summary>A paragraph or a list.</summary>
public abstract record TextBlock;

/// <summary>A paragraph.</summary>
public sealed record Paragraph(IReadOnlyList<TextSpan> Spans) : TextBlock;

/// <summary>A list of one level.</summary>
/// <param name="Numbered">Whether its items are counted from 1.</param>
/// <param name="Items">One line of text each.</param>
public sealed record TextList(bool Numbered, IReadOnlyList<IReadOnlyList<TextSpan>> Items) : TextBlock;

/// <summary>A piece of a line.</summary>
public abstract record TextSpan;

/// <summary>Words as they are.</summary>
public sealed record PlainSpan(string Text) : TextSpan;

/// <summary>A new line within the paragraph.</summary>
public sealed record BreakSpan : TextSpan;

/// <summary>Strong text.</summary>
public sealed record StrongSpan(IReadOnlyList<TextSpan> Spans) : TextSpan;

/// <summary>Emphasised text.</summary>
public sealed record EmphasisSpan(IReadOnlyList<TextSpan> Spans) : TextSpan;

/// <summary>A link.</summary>
/// <param name="Address">An https address, <c>tel:</c> with a number, or <c>mailto:</c> with one address.</param>
/// <param name="Spans">The words.</param>
public sealed record LinkSpan(string Address, IReadOnlyList<TextSpan> Spans) : TextSpan;
