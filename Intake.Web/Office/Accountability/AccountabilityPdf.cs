using Intake.Core.Accountability.Figures;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accountability;

/// <summary>A report as a PDF.</summary>
public sealed class AccountabilityPdf(PdfPages pages, Text text)
{
    /// <summary>Whether PDF files can be made here.</summary>
    public bool IsThere => pages.IsThere;

    /// <summary>The PDF; null where it can't be made.</summary>
    public Task<byte[]?> PrintAsync(
        OpenedAccountability opened, AccountabilityDocument document, IReadOnlySet<Guid> held, CancellationToken cancel) =>
        pages.PrintAsync<AccountabilityPrint>(new Dictionary<string, object?>
        {
            ["Opened"] = opened, ["Document"] = document,
            ["Sheet"] = new AccountabilitySheet(document, text, leaves: true, held)
            {
                Follow = FollowLines.Of(opened, text, leaves: true),
            },
        }, cancel);
}
