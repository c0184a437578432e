using Intake.Core.Printing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Intake.Web.Site.Shell;

/// <summary>Draws a whole page of ours and has it made a PDF.</summary>
public sealed class PdfPages(PdfPrinter printer, IServiceProvider services, ILoggerFactory logs)
{
    /// <summary>Whether PDF files can be made here.</summary>
    public bool IsThere => printer.IsThere;

    /// <summary>The PDF; null where it can't be made. The page has its styles in it.</summary>
    public async Task<byte[]?> PrintAsync<TPage>(IDictionary<string, object?> parameters, CancellationToken cancel) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(parameters))).ToHtmlString());
        return (await printer.PrintAsync(html, cancel)).Pdf;
    }
}
