using System.Security.Cryptography;

namespace Intake.Web.Site.Privacy;

/// <summary>
/// Style sheets, fonts and icons. Only an address that carries a version may be kept by the browser, for a day: a new
/// version has a new address, and leaving clears what is kept (promise 30).
/// </summary>
public sealed class VersionedAssets(IWebHostEnvironment host)
{
    internal const string Dkfds = "/dkfds-11.2.0/";

    private readonly Lazy<string> siteVersion = new(() => VersionOf(host, "site.css"));

    /// <summary>Address of the design system's style sheet.</summary>
    public string DesignSystem => Dkfds + "dkfds.css";

    /// <summary>Address of our own style sheet; changes when its bytes do.</summary>
    public string Site => "/site.css?v=" + siteVersion.Value;

    internal bool IsVersioned(HttpRequest request) =>
        request.Path.StartsWithSegments(Dkfds.TrimEnd('/'), StringComparison.Ordinal)
        || request.Query["v"] == siteVersion.Value;

    private static string VersionOf(IWebHostEnvironment host, string file)
    {
        using var content = host.WebRootFileProvider.GetFileInfo(file).CreateReadStream();
        return Convert.ToHexStringLower(SHA256.HashData(content))[..16];
    }
}

public static class VersionedAssetFiles
{
    public static void UseVersionedAssets(this IApplicationBuilder app)
    {
        var assets = app.ApplicationServices.GetRequiredService<VersionedAssets>();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                assets.IsVersioned(file.Context.Request) ? "public, max-age=86400, immutable" : "no-store",
        });
    }
}
