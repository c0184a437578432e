using System.Globalization;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Http.Metadata;

namespace Intake.Web.Site.Shell;

/// <summary>Where the request is, seen from its language: makes addresses that keep it.</summary>
public sealed class PageAddress
{
    /// <summary>The first part of the path when it is one of ours, else the first language.</summary>
    public string Language { get; private set; } = TextCatalogue.Languages[0];

    /// <summary>The path after the language, with its slash; <c>/</c> for the front.</summary>
    public string Rest { get; private set; } = "/";

    /// <summary>Host and port as the browser asked for them.</summary>
    public string Host { get; private set; } = "";

    /// <summary>True when the page answers a plain GET, so that following its own address shows it again.</summary>
    public bool CanBeFollowed { get; private set; }

    /// <summary>An address in the page's language: <c>To("mailbox")</c> is <c>/da/mailbox</c>.</summary>
    public string To(string path) => $"/{Language}/{path.TrimStart('/')}";

    /// <summary>This page in another language.</summary>
    public string In(string language) => $"/{language}{Rest}";

    internal void Read(HttpRequest request)
    {
        var parts = (request.Path.Value ?? "/").Split('/', 3);
        if (TextCatalogue.Languages.Contains(parts.ElementAtOrDefault(1)))
        {
            Language = parts[1];
            Rest = Uri.EscapeDataString(parts.ElementAtOrDefault(2) ?? "").Replace("%2F", "/", StringComparison.Ordinal);
            Rest = "/" + Rest + request.QueryString;
        }

        Host = request.Host.Value ?? "";
        CanBeFollowed = HttpMethods.IsGet(request.Method);
    }
}

public static class LanguageFromPath
{
    /// <summary>The language is in the path and nowhere else: no cookie, no Accept-Language.</summary>
    public static void UseLanguageFromPath(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.RequestServices.GetRequiredService<PageAddress>().Read(http.Request);
        var culture = http.RequestServices.GetRequiredService<Text>().Culture;
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        return next(http);
    });

    /// <summary>
    /// A group of endpoints under <c>/da</c> and <c>/en</c>. Endpoints that are generated say of themselves that they take
    /// JSON when they take a service; routing then prefers any other that fits the address, so that the mailbox's door
    /// would be a scheme of that name. No page of ours takes JSON.
    /// </summary>
    public static RouteGroupBuilder InEachLanguage(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/{culture:regex(^(da|en)$)}");
        ((IEndpointConventionBuilder)pages).Finally(endpoint =>
        {
            foreach (var accepts in endpoint.Metadata.OfType<IAcceptsMetadata>().ToList()) endpoint.Metadata.Remove(accepts);
        });
        return pages;
    }
}
