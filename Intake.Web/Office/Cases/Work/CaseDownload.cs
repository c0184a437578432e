using Intake.Core.Cases.Work;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Work;

/// <summary>
/// Sends a file in clear, under a name that tells nothing. Each piece is verified before it leaves; should a later one be
/// altered, the connection breaks off and the browser reports a failed download.
/// </summary>
internal static class CaseDownload
{
    public static async Task<IResult> SendAsync(HttpContext http, OfficeSession session, CaseFiles files, Text text,
        (Guid Report, CompartmentKind Kind, Guid? Referral, Guid File) place, CancellationToken cancel)
    {
        using var found = await files.FindAsync(place.Report, session.Staff, place.Kind, place.Referral, place.File, cancel);
        return await SendAsync(http, found, text, cancel);
    }

    /// <summary>Sends what was found, or answers 404.</summary>
    public static async Task<IResult> SendAsync(HttpContext http, FoundFile? found, Text text, CancellationToken cancel)
    {
        if (found is null) return TypedResults.NotFound();
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = found.Content.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{text["CaseFile.FileName"]}{Ending(found.Content.Name)}\"";
        await found.CopyToAsync(http.Response.Body, cancel);
        return TypedResults.Empty;
    }

    /// <summary>The ending of a file's name, so that it opens in the right program; nothing that is not plainly one.</summary>
    private static string Ending(string name)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        return ending.Length is > 1 and <= 6 && ending[1..].All(char.IsAsciiLetterOrDigit) ? ending : "";
    }
}
