using Intake.Core.Accountability;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Roots;

/// <summary>Administrators see the newest daily root and sign it, once a month.</summary>
public static class RootsPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Value", 64).WithScheme();

    public static void MapRoots(this IEndpointRouteBuilder app)
    {
        var roots = app.MapOffice().MapGroup("/roots");
        roots.MapGet("", ShowAsync).ForAdministrators();
        roots.MapPost("", SignAsync).ForAdministrators().Takes(Shape);
    }

    private static async Task<IResult> ShowAsync(string? notice, OfficeSession session, CountersignDesk desk, CancellationToken cancel) =>
        await desk.LookAsync(session.By, cancel) is { } view
            ? Page.Of<RootsPage>(new { View = view, Signed = notice == "signed" })
            : TypedResults.NotFound();

    private static async Task<IResult> SignAsync([AsParameters] OfficeVisit visit, PostedForm form, CountersignDesk desk)
    {
        var errors = new FormErrors().CheckScheme(form, "Value", visit);
        if (errors.Any && await desk.LookAsync(visit.Session.By, visit.Cancel) is { } seen)
            return Page.Of<RootsPage>(new { View = seen, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
        var result = await desk.SignAsync(visit.Session.By, form.Text("Value"), visit.Cancel);
        return result switch
        {
            CountersignResult.Done => visit.To("roots?notice=signed"),
            CountersignResult.Changed or CountersignResult.DoesNotFit
                when await desk.LookAsync(visit.Session.By, visit.Cancel) is { } view =>
                Page.Of<RootsPage>(
                    new { View = view, Errors = new FormErrors().Add("Value", visit.Text[$"Roots.{result}"]) },
                    StatusCodes.Status422UnprocessableEntity),
            _ => TypedResults.NotFound(),
        };
    }
}
