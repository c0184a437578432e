using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Submission;
using Intake.Web.Reporter.Start;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// One request to a scheme's report form or its check page: the scheme, the ticket, and what pages and forms answer with.
/// Endpoints below <see cref="ReportDoor.MapReport"/> take it as a parameter; its scheme is found there.
/// </summary>
public sealed class ReportVisit(
    SchemeCache shelf, StagingDesk staging, LeftForms left, WaitingRoom room, TimeProvider time, IConfiguration settings, Text text)
{
    private ShelvedScheme? found;
    private FormTicket? ticket;

    public StagingDesk Staging => staging;
    public LeftForms Left => left;
    public WaitingRoom Room => room;
    public Text Text => text;
    public HttpContext Http { get; private set; } = null!;
    public CancellationToken Cancel => Http.RequestAborted;

    /// <exception cref="InvalidOperationException">The endpoint is not below <see cref="ReportDoor.MapReport"/>.</exception>
    public Scheme Scheme => Found.Scheme;

    /// <summary>Whether enough people are there to read what is sent.</summary>
    public bool IsOpen => Found.IsOpen;

    /// <summary>The ticket that the form carried.</summary>
    /// <exception cref="InvalidOperationException">The endpoint does not say <see cref="ReportDoor.WithTicket"/>.</exception>
    public FormTicket Ticket
    {
        get => ticket ?? throw new InvalidOperationException("No ticket was opened here: map the endpoint WithTicket.");
        internal set => ticket = value;
    }

    /// <summary>Tickets issued before this may be sent: setting <c>Intake:TicketMinimumAge</c>, in seconds.</summary>
    public DateTimeOffset OldEnough => time.GetUtcNow() - TimeSpan.FromSeconds(settings.GetValue("Intake:TicketMinimumAge", 3));

    private ShelvedScheme Found =>
        found ?? throw new InvalidOperationException("No scheme was found here: map the endpoint with MapReport.");

    /// <summary>The hidden field's value for the page that answers.</summary>
    public string Seal() => staging.Seal(Scheme, Ticket);

    /// <summary>
    /// Finds the scheme of the request's path; false when there is none in this language. A post finds it also while the
    /// database is away.
    /// </summary>
    internal async Task<bool> OpenAsync(HttpContext http)
    {
        Http = http;
        var name = (string)http.Request.RouteValues["scheme"]!;
        found = HttpMethods.IsPost(http.Request.Method)
            ? await shelf.FindOrRememberAsync(name, text, Cancel)
            : await shelf.FindAsync(name, text, Cancel);
        return found is not null;
    }
}
