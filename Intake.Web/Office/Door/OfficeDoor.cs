using Intake.Web.Office.SignIn;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Door;

/// <summary>The way into the back office: no page behind it is drawn and no form acted on before the session is open.</summary>
public static class OfficeDoor
{
    /// <summary>
    /// A group below <c>/da/office</c> and <c>/en/office</c> for people who are signed in. Mark each endpoint with one of
    /// <see cref="OfficeRules"/>, and take an <see cref="OfficeSession"/> as a parameter.
    /// </summary>
    public static RouteGroupBuilder MapOffice(this IEndpointRouteBuilder app) =>
        app.MapOutsideOffice().AddEndpointFilter(AdmitAsync);

    /// <summary>A group below the same addresses for people who are not signed in yet.</summary>
    internal static RouteGroupBuilder MapOutsideOffice(this IEndpointRouteBuilder app) => app.InEachLanguage().MapGroup("/office");

    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        var session = http.RequestServices.GetRequiredService<OfficeSession>();
        if (!await session.OpenAsync(http)) return await SignInAgainAsync(http);
        http.Features.Set(new KnownSender());
        var rule = http.GetEndpoint()?.Metadata.GetMetadata<OfficeRule>();
        return rule?.Allows(session) == true ? await next(call) : TypedResults.NotFound();
    }

    private static async Task<IResult> SignInAgainAsync(HttpContext http)
    {
        if (await UnsentTexts.OfAsync(http) is { Count: > 0 } texts || (texts = UnsentTexts.Carried(http)).Count > 0)
        {
            OfficeCookie.Clear(http.Response);
            return Page.Of<SignInPage>(new { Notice = SignInNotice.Ended, Texts = texts }, StatusCodes.Status403Forbidden);
        }

        var here = http.RequestServices.GetRequiredService<PageAddress>();
        if (!http.Request.Cookies.ContainsKey(OfficeCookie.Name)) return new SeeOther(here.To("office/sign-in"));
        OfficeCookie.Clear(http.Response);
        return new SeeOther(here.To($"office/sign-in?notice={SignInNotice.Ended.ToString().ToLowerInvariant()}"));
    }
}
