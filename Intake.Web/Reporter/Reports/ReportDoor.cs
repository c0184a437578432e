using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;

namespace Intake.Web.Reporter.Reports;

/// <summary>The way to a scheme's form: no page below it is drawn and no form read before the scheme is found.</summary>
internal static class ReportDoor
{
    /// <summary>
    /// A group below <c>/da/{scheme}/report</c> and <c>/en/{scheme}/report</c>. Take a <see cref="ReportVisit"/> as a
    /// parameter.
    /// </summary>
    public static RouteGroupBuilder MapReport(this IEndpointRouteBuilder app) =>
        app.InEachLanguage().MapGroup("/{scheme}/report").AddEndpointFilter(AdmitAsync);

    /// <summary>
    /// For an endpoint whose form carries the ticket: opens the ticket, and answers itself where it does not open or the
    /// database is away.
    /// </summary>
    public static RouteHandlerBuilder WithTicket(this RouteHandlerBuilder endpoint) => endpoint.AddEndpointFilter(OpenTicketAsync);

    private static async ValueTask<object?> AdmitAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var http = call.HttpContext;
        var visit = http.RequestServices.GetRequiredService<ReportVisit>();
        if (!await visit.OpenAsync(http)) return TypedResults.NotFound();
        http.Features.Set(new FormProof(ReportForm.Ticket, value => visit.Staging.IsOurs(visit.Scheme, value)));
        return await next(call);
    }

    private static async ValueTask<object?> OpenTicketAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        var visit = call.HttpContext.RequestServices.GetRequiredService<ReportVisit>();
        var sent = call.HttpContext.RequestServices.GetRequiredService<PostedForm>().Text(ReportForm.Ticket);
        using var ticket = visit.Staging.Open(visit.Scheme, sent);
        if (ticket is null) return SendPages.Not(visit.Scheme, NotReceived.Expired);
        visit.Ticket = ticket;
        try
        {
            return await visit.Left.HasAsync(visit.Scheme, sent, visit.Cancel) ? SendPages.Left(visit.Scheme) : await next(call);
        }
        catch (Exception failure) when (Failures.IsTransient(failure))
        {
            return SendPages.Unreachable(visit, sent);
        }
    }
}
