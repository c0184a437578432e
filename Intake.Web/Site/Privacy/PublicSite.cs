namespace Intake.Web.Site.Privacy;

/// <summary>Where the site is reached and who runs it (settings under <c>Intake:</c>).</summary>
public sealed class PublicSite
{
    /// <summary>
    /// Origins that pages are served from (site and onion), such as <c>https://example.dk</c>; no path, no slash at the
    /// end.
    /// </summary>
    public IReadOnlyList<string> PublicOrigins { get; init; } = [];

    /// <summary>The onion service's origin among them, shown on start pages for users of Tor Browser; null when there is none.</summary>
    public string? Onion =>
        PublicOrigins.FirstOrDefault(origin => new Uri(origin).Host.EndsWith(".onion", StringComparison.OrdinalIgnoreCase));

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public string Urls { get; init; } = "http://127.0.0.1:5080";

    /// <summary>The name shown where no scheme's name stands, by language.</summary>
    public IReadOnlyDictionary<string, string> Product { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// A whole address to write down: under the public origin by which the reader came (site or onion), else the first one.
    /// A host that is not ours is never repeated.
    /// </summary>
    public string AddressFrom(string host, string path) =>
        PublicOrigins.Where(origin => string.Equals(new Uri(origin).Authority, host, StringComparison.OrdinalIgnoreCase))
            .Concat(PublicOrigins).Append(Urls.Split(';')[0]).First().TrimEnd('/') + path;

    /// <summary>Who answers for the installation; shown on the accessibility and privacy pages when set.</summary>
    public SiteOwner Owner { get; init; } = new();
}

/// <summary>Name, mail address and telephone of the installation's owner; empty strings when not set.</summary>
public sealed class SiteOwner
{
    public string Name { get; init; } = "";

    public string Email { get; init; } = "";

    /// <summary>The accessibility statement must name a telephone as well as the mail address.</summary>
    public string Phone { get; init; } = "";
}

public static class PublicSiteSettings
{
    /// <summary>Reads the settings and stops the start with a plain message when an origin is not one.</summary>
    public static void AddPublicSite(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider =>
        {
            var site = provider.GetRequiredService<IConfiguration>().GetSection("Intake").Get<PublicSite>() ?? new PublicSite();
            if (site.PublicOrigins.FirstOrDefault(origin => !IsOrigin(origin)) is { } wrong)
            {
                throw new InvalidOperationException(
                    $"Intake:PublicOrigins holds '{wrong}'. Write scheme and host alone, such as https://example.dk");
            }

            return site;
        });
        builder.WebHost.UseUrls(builder.Configuration["Intake:Urls"] ?? "http://127.0.0.1:5080");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && string.Equals(address.GetLeftPart(UriPartial.Authority), text, StringComparison.OrdinalIgnoreCase);
}
