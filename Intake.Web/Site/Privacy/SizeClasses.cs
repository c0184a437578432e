using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Intake.Web.Site.Privacy;

/// <summary>
/// Fills every page of the mailbox to a size class, so that its length does not show a watcher of the network what is on
/// it or whether a key was right (promise 32). The filler is a comment after the page, random so that no proxy can
/// compress it away. Files that are downloaded, the note with the key among them, keep their length and get no filler.
/// See docs/decisions/pages-in-size-classes.md.
/// </summary>
public static class SizeClasses
{
    /// <summary>
    /// The smallest class in bytes: body and those headers that differ. From here it doubles, then goes by
    /// <see cref="Largest"/>.
    /// </summary>
    public const int Smallest = 32 * 1024;

    /// <summary>Above this, classes are multiples of it.</summary>
    public const int Largest = 1024 * 1024;

    private const string Open = "\n<!-- This fills the page, so that its length tells nothing. ";
    private const string Close = " -->\n";

    private static readonly string[] Differing = [HeaderNames.SetCookie, HeaderNames.Location, HeaderNames.RetryAfter];

    private static readonly byte[] Filler = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(Largest)));

    public static void UseSizeClasses(this IApplicationBuilder app) =>
        app.Use((http, next) => IsMailbox(http.Request) ? HoldAsync(http, next) : next(http));

    /// <summary>The class of a length: the least that holds it.</summary>
    public static int Of(int length)
    {
        var size = Smallest;
        while (size < length && size < Largest) size *= 2;
        return length <= size ? size : (length + Largest - 1) / Largest * Largest;
    }

    /// <summary>What counts of an answer's headers: those whose length differs from answer to answer.</summary>
    public static int Counted(IHeaderDictionary headers) =>
        Differing.Sum(name => headers[name].Sum(value => name.Length + ": \r\n".Length + (value?.Length ?? 0)));

    /// <summary>Lets an answer go as it is written, for a file that streams.</summary>
    public static void SendAsItIs(this HttpContext http)
    {
        if (http.Features.Get<Held>() is { } held) http.Response.Body = held.Body;
    }

    private static bool IsMailbox(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        return path.Length > 3 && path[0] == '/' && path[3] == '/'
            && (path.AsSpan(4).Equals("mailbox", StringComparison.OrdinalIgnoreCase)
                || path.AsSpan(4).StartsWith("mailbox/", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task HoldAsync(HttpContext http, RequestDelegate next)
    {
        using var page = new MemoryStream();
        var held = new Held(http.Response.Body);
        http.Features.Set(held);
        http.Response.Body = page;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = held.Body;
        }

        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested) return;
        http.Response.ContentType ??= "text/html; charset=utf-8";
        if (IsPage(http.Response.ContentType)) await FillAsync(http, page);
        else await http.Response.Body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), http.RequestAborted);
        CryptographicOperations.ZeroMemory(page.GetBuffer());
    }

    private static bool IsPage(string type) => type.StartsWith("text/html", StringComparison.OrdinalIgnoreCase);

    private static async Task FillAsync(HttpContext http, MemoryStream page)
    {
        var taken = (int)page.Length + Counted(http.Response.Headers) + Open.Length + Close.Length;
        var filler = Of(taken) - taken;
        http.Response.ContentLength = page.Length + Open.Length + filler + Close.Length;
        await http.Response.Body.WriteAsync(page.GetBuffer().AsMemory(0, (int)page.Length), http.RequestAborted);
        await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(Open), http.RequestAborted);
        await http.Response.Body.WriteAsync(Filler.AsMemory(0, filler), http.RequestAborted);
        await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(Close), http.RequestAborted);
    }

    private sealed record Held(Stream Body);
}
