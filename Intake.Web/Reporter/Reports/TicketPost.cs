using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Reports;

/// <summary>A button of a page that carries the ticket: finds the scheme, reads the small form, opens the ticket, then acts.</summary>
internal static class TicketPost
{
    /// <summary>The fields that every such form may have; a page adds its own.</summary>
    public static FormShape Shape => FormShape.Within(8 * 1024).Text(ReportForm.Ticket, 4096);

    /// <summary>What the button does; a ticket that opens nothing, and a database that is away, are answered here.</summary>
    public static async Task<IResult> TakeAsync(
        string scheme, HttpContext http, SchemeCache shelf, StagingDesk staging, FormShape shape, Text text,
        Func<Scheme, ReadForm, FormTicket, Task<IResult>> act, CancellationToken cancel)
    {
        if (await shelf.FindOrRememberAsync(scheme, text, cancel) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var reading = await FormReader.ReadAsync(http.Request, shape, cancel);
        if (!reading.TryGet(out var form))
        {
            return reading.Refused;
        }

        using (form)
        {
            using var ticket = staging.Open(found.Scheme, form.Text(ReportForm.Ticket));
            try
            {
                return ticket is null ? SendPages.Not(found.Scheme, NotReceived.Expired) : await act(found.Scheme, form, ticket);
            }
            catch (Exception failure) when (Failures.IsTransient(failure))
            {
                return SendPages.Unreachable(http, found.Scheme, form.Text(ReportForm.Ticket));
            }
        }
    }
}
