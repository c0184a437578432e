using Intake.Core.Reports.Files;
using Intake.Web.Site.Privacy;

namespace Intake.Web.Site.Shell;

/// <summary>
/// Sends a file in clear, under a neutral name. Each piece is verified before it leaves; if a later one was altered, the
/// connection breaks off and the browser reports a failed download.
/// </summary>
internal static class FileDownload
{
    /// <summary>Sends what was found, and disposes of it; 404 where nothing was.</summary>
    /// <param name="http">The request.</param>
    /// <param name="found">The file, its key in hand.</param>
    /// <param name="name">What it is called, without an ending.</param>
    public static async Task<IResult> SendAsync(HttpContext http, FoundFile? found, string name)
    {
        using var file = found;
        if (file is null) return TypedResults.NotFound();
        http.SendAsItIs();
        http.Response.ContentType = "application/octet-stream";
        http.Response.ContentLength = file.Content.Length;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}{Ending(file.Content.Name)}\"";
        await file.CopyToAsync(http.Response.Body, http.RequestAborted);
        return TypedResults.Empty;
    }

    /// <summary>The ending of a file's name, so that it opens in the right program; nothing that is not plainly one.</summary>
    private static string Ending(string name)
    {
        var ending = Path.GetExtension(name).ToLowerInvariant();
        return ending.Length is > 1 and <= 6 && ending[1..].All(char.IsAsciiLetterOrDigit) ? ending : "";
    }
}
