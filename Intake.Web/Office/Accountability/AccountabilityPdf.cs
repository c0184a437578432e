using Intake.Core.Accountability.Figures;
using Intake.Core.Printing;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Intake.Web.Office.Accountability;

/// <summary>Draws a report's print page and has it made a PDF.</summary>
public sealed class AccountabilityPdf(PdfPrinter printer, IServiceProvider services, ILoggerFactory logs, Text text)
{
    /// <summary>Whether PDF files can be made here.</summary>
    public bool IsThere => printer.IsThere;

    /// <summary>The PDF; null where it can't be made.</summary>
    public async Task<byte[]?> PrintAsync(
        OpenedAccountability opened, AccountabilityDocument document, IReadOnlySet<Guid> held, CancellationToken cancel)
    {
        await using var renderer = new HtmlRenderer(services, logs);
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            ["Opened"] = opened, ["Document"] = document,
            ["Sheet"] = new AccountabilitySheet(document, text, leaves: true, held)
            {
                Follow = FollowLines.Of(opened, text, leaves: true),
            },
        });
        var html = await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<AccountabilityPrint>(parameters)).ToHtmlString());
        return (await printer.PrintAsync(html, cancel)).Pdf;
    }
}
