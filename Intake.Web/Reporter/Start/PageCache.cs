using System.Collections.Concurrent;

namespace Intake.Web.Reporter.Start;

/// <summary>
/// Pages that are the same for everybody, drawn once and then given as bytes. Only for pages without a cookie, a ticket or
/// anything typed; as many as there are names, which the caller bounds.
/// </summary>
internal sealed class PageCache
{
    private readonly ConcurrentDictionary<string, byte[]> drawn = new(StringComparer.Ordinal);

    /// <summary>The page of this name as it was drawn before, or drawn now.</summary>
    public IResult Keep(string name, IResult page) => new Kept(drawn, name, page);

    private sealed class Kept(ConcurrentDictionary<string, byte[]> drawn, string name, IResult page) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            if (!drawn.TryGetValue(name, out var bytes))
            {
                bytes = drawn.GetOrAdd(name, await DrawAsync(httpContext));
            }

            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.ContentLength = bytes.Length;
            await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }

        private async Task<byte[]> DrawAsync(HttpContext http)
        {
            var body = http.Response.Body;
            using var held = new MemoryStream();
            http.Response.Body = held;
            try
            {
                await page.ExecuteAsync(http);
            }
            finally
            {
                http.Response.Body = body;
            }

            return held.ToArray();
        }
    }
}
