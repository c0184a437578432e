using System.Text.RegularExpressions;
using Intake.Core.Cases.Conflict;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Http.HttpResults;
using QueryHelpers = Microsoft.AspNetCore.WebUtilities.QueryHelpers;

namespace Intake.Web.Office.Cases.Conflict;

/// <summary>
/// A link to a page of a case, such as one that a colleague sent, leads a person who has the case and has not answered the
/// conflict question to the question first, and then to the page. It is only ever a page of the same case.
/// </summary>
internal static partial class GateReturn
{
    /// <summary>In the address and in the form: the page, as it stands after the case's address.</summary>
    public const string Field = "To";

    private const int Longest = 200;

    /// <summary>
    /// Leads to the question where a page is not found for a person whom the question waits for. Everybody else's answer stays: a
    /// person who holds no key of the case, or has stepped back, hears no more than that nothing is there.
    /// </summary>
    public static async ValueTask<object?> LeadAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var answer = await next(call);
        var http = call.HttpContext;
        if (answer is not NotFound || !Guid.TryParse(http.GetRouteValue("id")?.ToString(), out var id)) return answer;
        var services = http.RequestServices;
        if (HttpMethods.IsPost(http.Request.Method)) return await UnsentAsync(services, id, http.RequestAborted) ?? answer;
        if (!HttpMethods.IsGet(http.Request.Method)) return answer;
        var here = services.GetRequiredService<PageAddress>();
        if (Of(here, id) is not { Length: > 0 } page) return answer;
        var staff = services.GetRequiredService<OfficeSession>().Staff;
        return await services.GetRequiredService<GateDesk>().IsWaitingAsync(id, staff, http.RequestAborted)
            ? new SeeOther(QueryHelpers.AddQueryString(here.Case(id), Field, page))
            : answer;
    }

    /// <summary>
    /// A form of a person who had answered, from before names were added: the question, with what they wrote and what was not taken. Null
    /// for everybody else.
    /// </summary>
    private static async Task<IResult?> UnsentAsync(IServiceProvider services, Guid id, CancellationToken cancel)
    {
        var (staff, gate) = (services.GetRequiredService<OfficeSession>().Staff, services.GetRequiredService<GateDesk>());
        return await gate.IsAskedAgainAsync(id, staff, cancel) && await gate.ReadAsync(id, staff, cancel) is { } view
            ? Page.Of<GatePage>(
                new { View = view, Unsent = services.GetRequiredService<PostedForm>().Texts }, StatusCodes.Status409Conflict)
            : null;
    }

    /// <summary>The page that was asked for: the address itself, or on the case's own address what it says; empty for the case.</summary>
    public static string Of(PageAddress here, Guid id)
    {
        var parts = here.Rest.Split('?', 2);
        var home = here.Case(id)[(here.Language.Length + 1)..];
        return parts[0].StartsWith(home + "/", StringComparison.OrdinalIgnoreCase) ? Checked(parts[0][(home.Length + 1)..])
            : parts.Length > 1 ? Checked(QueryHelpers.ParseQuery(parts[1])[Field].ToString())
            : "";
    }

    /// <summary>The page if it can be one of a case, else nothing: anybody can write a link.</summary>
    public static string Checked(string page) => page.Length <= Longest && OfCase().IsMatch(page) && page != "gate" ? page : "";

    [GeneratedRegex(@"\A[a-z0-9-]+(/[a-z0-9-]+)*\z")]
    private static partial Regex OfCase();
}
