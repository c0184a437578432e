using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Conflict;

/// <summary>An administrator adds a name to what is shown before the conflict question, after a page that says what comes of it.</summary>
public static class GateNamesPages
{
    private static readonly FormShape Naming = FormShape.Within(CaseForms.MostTextBytes).Text("FullName", 4 * GateName.Longest)
        .Text("Role", 4 * GateName.Longest).Text("Why", CaseForms.TextBytes).Text("IsOurs", 8).Text("Shown", 128)
        .Text(OutboundForm.Step, 16);

    public static void MapGateNames(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/gate-names", ShowAsync).ForAdministrators();
        pages.MapPost("/gate-names", AddAsync).ForAdministrators().Takes(Naming);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, GateNamesDesk desk) =>
        PageAsync(visit, desk, new(null, null, null), "", FormErrors.None);

    /// <summary>Without what a check page showed, the check page; from it, the name is added.</summary>
    private static async Task<IResult> AddAsync([AsParameters] CaseVisit visit, PostedForm form, GateNamesDesk desk)
    {
        var errors = form.Faults();
        var typed = new GateName(form.Text("FullName"), form.Text("Role"), form.Text("Why"),
            form.Text("IsOurs") switch { "yes" => true, "no" => false, _ => null });
        foreach (var (field, fault) in typed.Check()) errors.Add(field, fault.In(visit.Text));
        if (errors.Any || form.Text(OutboundForm.Step) == OutboundForm.Change) return await PageAsync(visit, desk, typed, "", errors);
        var seen = form.Text("Shown");
        if (seen.Length == 0) return await CheckAsync();
        var answer = await desk.AddAsync(visit.Id, visit.Staff, typed, seen, visit.Cancel);
        if (answer == CaseResult.ChoiceUnknown) errors.Add("IsOurs", visit.Text["GateNames.IsOurs.Missing"]);
        return await visit.ThenAsync(answer, visit.Here.CaseAfter(visit.Id, CaseNotice.NameAdded), errors,
            answer switch { CaseResult.OwnName or CaseResult.ChoiceUnknown => "IsOurs", _ => "Naming" }, CheckAsync);

        async Task<IResult> CheckAsync() =>
            await desk.ReadAsync(visit.Id, visit.Staff, typed.FullName, visit.Cancel) is { } view
                ? await PageAsync(visit, desk, typed, view.Seen, errors) : TypedResults.NotFound();
    }

    private static async Task<IResult> PageAsync(
        CaseVisit visit, GateNamesDesk desk, GateName typed, string shown, FormErrors errors) =>
        await desk.ReadAsync(visit.Id, visit.Staff, typed.FullName, visit.Cancel) is { } view
            ? Page.Of<GateNamesPage>(new
            {
                ReportId = visit.Id, Typed = typed, Happens = shown.Length > 0 ? view : null, Errors = errors,
            }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
}
