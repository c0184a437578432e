using Intake.Core.Accountability;
using Intake.Core.Cases.Inbox;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accounts;

/// <summary>The schemes of somebody who works in several: what waits in each, and going over to another.</summary>
public static class SchemesPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("To", 36);

    public static void MapSchemes(this IEndpointRouteBuilder app)
    {
        var pages = app.MapOffice().MapGroup("/schemes");
        pages.MapGet("", ShowAsync).ForMembers();
        pages.MapPost("", GoAsync).ForMembers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] SchemesVisit visit) => DrawAsync(visit, refused: false);

    private static async Task<IResult> GoAsync([AsParameters] SchemesVisit visit, PostedForm form, HttpContext http) =>
        Guid.TryParse(form.Text("To"), out var to) && OfficeCookie.Read(http.Request) is { } cookie
            && await visit.Sessions.GoToAsync(cookie, visit.Session.By, to, visit.Cancel)
            ? new SeeOther(visit.Here.To("office"))
            : await DrawAsync(visit, refused: true);

    private static async Task<IResult> DrawAsync(SchemesVisit visit, bool refused)
    {
        var (by, cancel) = (visit.Session.By, visit.Cancel);
        var readers = await visit.Sessions.ReadersAsync(by, cancel);
        var waiting = await visit.Inbox.WaitingAsync(readers, cancel);
        var mine = by.Memberships.Count > 0 ? by.Memberships
            : [new Membership(by.StaffId, visit.Session.Scheme.Id, by.Roles, IsOpen: true)];
        var lines = new List<SchemeLine>();
        foreach (var one in mine)
        {
            var certificate = readers.FirstOrDefault(reader => reader.Certificate.SchemeId == one.SchemeId)?.Certificate;
            var count = certificate is { IsAdministrator: true }
                ? (await visit.Errands.OfAsync(one.SchemeId, cancel)).Count(errand => errand.About != one.StaffId) : 0;
            var scheme = await visit.Schemes.GetAsync(one.SchemeId, cancel);
            lines.Add(new(one, scheme, certificate, waiting.GetValueOrDefault(one.SchemeId), count));
        }

        return Page.Of<SchemesPage>(new { Lines = Sorted(lines, visit.Text), Refused = refused },
            refused ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static List<SchemeLine> Sorted(List<SchemeLine> lines, Text text) =>
        [.. lines.OrderBy(line => line.Scheme.Title.In(text.Language), StringComparer.Create(text.Culture, ignoreCase: true))];
}

/// <summary>One request to the page, and what it is drawn from.</summary>
internal sealed record SchemesVisit(
    OfficeSession Session, Sessions Sessions, SchemeCatalogue Schemes, InboxDesk Inbox, SchemeErrands Errands, PageAddress Here, Text Text,
    CancellationToken Cancel);

/// <summary>One of a person's schemes.</summary>
/// <param name="Membership">Their account there.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Certificate">What they are certified for; null while they are not.</param>
/// <param name="Waiting">How many cases wait for them.</param>
/// <param name="Errands">How many other things do.</param>
public sealed record SchemeLine(Membership Membership, Scheme Scheme, Certificate? Certificate, int Waiting, int Errands);
