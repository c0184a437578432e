using Intake.Core.Certification;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Access;

/// <summary>Administrators go through who has access, once a quarter.</summary>
public static class AttestationPages
{
    /// <summary>Most people who may be said to need their access.</summary>
    private const int MostPeople = 1000;

    private static readonly FormShape Shape = FormShape.Within(64 * 1024).Text("Shown", 64).Many("Needed", MostPeople, 64);

    public static void MapAttestation(this IEndpointRouteBuilder app)
    {
        var attestation = app.MapOffice().MapGroup("/access/attestation");
        attestation.MapGet("", ShowAsync).ForAdministrators();
        attestation.MapPost("", AttestAsync).ForAdministrators().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync(string? notice, OfficeSession session, AttestationDesk desk, CancellationToken cancel) =>
        await desk.LookAsync(session.By, cancel) is { } view
            ? Page.Of<AttestationPage>(new { View = view, Signed = notice == "signed" })
            : TypedResults.NotFound();

    private static async Task<IResult> AttestAsync([AsParameters] OfficeVisit visit, PostedForm form, AttestationDesk desk)
    {
        var needed = form.Values("Needed");
        var result = await desk.AttestAsync(visit.Session.By, form.Text("Shown"), needed, visit.Cancel);
        if (result is AttestationResult.Done) return visit.To("access/attestation?notice=signed");
        if (await desk.LookAsync(visit.Session.By, visit.Cancel) is not { } view) return TypedResults.NotFound();
        return Page.Of<AttestationPage>(
            new { View = view, Needed = needed, Errors = new FormErrors().Add("Needed", visit.Text[$"Attest.{result}"]) },
            StatusCodes.Status422UnprocessableEntity);
    }
}
