using Intake.Web.Site.Forms;
using Microsoft.AspNetCore.Http.Features;
using QueryHelpers = Microsoft.AspNetCore.WebUtilities.QueryHelpers;

namespace Intake.Web.Site.Shell;

/// <summary>
/// The post of the language switch: it goes to a page's own address in the other language, is read here and becomes that page's
/// GET. No endpoint that writes is ever reached by it.
/// </summary>
public static class CarriedForms
{
    /// <summary>In the query: that this post asks for a page, and the id of its form where the page has several.</summary>
    public const string Marker = "carried";

    /// <summary>Most bytes of a body: the most text, each byte of it written as three in the worst case.</summary>
    private const int MostBytes = 3 * FormShape.MostCarriedText;

    private const int LongestId = 64;

    /// <summary>Comes after the check that our own page posts, and before routing.</summary>
    public static void UseCarriedForms(this IApplicationBuilder app) =>
        app.Use((http, next) => HttpMethods.IsPost(http.Request.Method) && http.Request.Query.ContainsKey(Marker)
            ? DrawAsync(http, next)
            : next(http));

    /// <summary>An address with the marker.</summary>
    public static string Carrying(string address, string form) => QueryHelpers.AddQueryString(address, Marker, form);

    private static async Task DrawAsync(HttpContext http, RequestDelegate next)
    {
        var own = http.Request.Query[Marker].ToString();
        http.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = MostBytes;
        var posted = http.RequestServices.GetRequiredService<PostedForm>();
        var reading = await posted.ReadAsync(http, FormShape.Carried);
        if (reading.Refusal != FormRefusal.None)
        {
            http.Response.StatusCode = reading.Status;
            return;
        }

        http.RequestServices.GetRequiredService<CarriedForm>().Take(posted.Read, IsId(own) ? own : "");
        BecomeGet(http.Request);
        http.RequestServices.GetRequiredService<PageAddress>().Read(http.Request);
        await next(http);
        if (http.Response.HasStarted
            || http.Response.StatusCode is not (StatusCodes.Status302Found or StatusCodes.Status303SeeOther))
        {
            return;
        }

        // The page is elsewhere: the browser sends the same there, so that what was typed is not left behind.
        http.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
        http.Response.Headers.Location = Carrying(http.Response.Headers.Location.ToString(), own);
    }

    private static void BecomeGet(HttpRequest request)
    {
        request.QueryString = QueryString.Create(request.Query.Where(pair => pair.Key != Marker));
        request.Method = HttpMethods.Get;
        request.Body = Stream.Null;
        request.ContentLength = null;
        request.ContentType = null;
    }

    private static bool IsId(string own) =>
        own.Length <= LongestId && own.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
