using Intake.Core.Schemes.Wording;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Intake.Web.Site.Shell.Parts;

/// <summary>
/// Draws a running text. Words and addresses are encoded as everything is; the only elements are the few written here.
/// In code, not in a .razor file, so that no white space comes between the words.
/// </summary>
public sealed class Words : ComponentBase
{
    [Parameter, EditorRequired] public RunningText Of { get; set; } = new([]);

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        foreach (var block in Of.Blocks)
        {
            switch (block)
            {
                case Paragraph paragraph:
                    Element(builder, "p", paragraph.Spans);
                    break;
                case TextList list:
                    builder.OpenElement(0, list.Numbered ? "ol" : "ul");
                    foreach (var item in list.Items)
                    {
                        Element(builder, "li", item);
                    }

                    builder.CloseElement();
                    break;
            }
        }
    }

    private static void Element(RenderTreeBuilder builder, string name, IReadOnlyList<TextSpan> spans)
    {
        builder.OpenElement(0, name);
        Draw(builder, spans);
        builder.CloseElement();
    }

    private static void Draw(RenderTreeBuilder builder, IReadOnlyList<TextSpan> spans)
    {
        foreach (var span in spans)
        {
            switch (span)
            {
                case PlainSpan plain:
                    builder.AddContent(0, plain.Text);
                    break;
                case BreakSpan:
                    builder.OpenElement(0, "br");
                    builder.CloseElement();
                    break;
                case StrongSpan strong:
                    Element(builder, "strong", strong.Spans);
                    break;
                case EmphasisSpan emphasis:
                    Element(builder, "em", emphasis.Spans);
                    break;
                case LinkSpan link:
                    builder.OpenElement(0, "a");
                    builder.AddAttribute(1, "href", link.Address);
                    builder.AddAttribute(2, "rel", "noreferrer");
                    Draw(builder, link.Spans);
                    builder.CloseElement();
                    break;
            }
        }
    }
}
