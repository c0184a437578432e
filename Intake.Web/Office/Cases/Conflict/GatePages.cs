using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Reports;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Conflict;

/// <summary>The conflict question, and stepping back from a case, before the gate or after it.</summary>
public static class GatePages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Conflict", 16).Text("Met", 16).Text(GateReturn.Field);

    private static readonly FormShape Recusing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("NotNamed", 8).Text("Left", 8).Text("Why", CaseForms.TextBytes).Text("Names", 4 * Recusal.LongestNames)
        .Text("Shown", 128).Text(OutboundForm.Step, 16);

    public static void MapGate(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapPost("/gate", AnswerAsync).ForReaders().Takes(Shape);
        pages.MapGet("/gate", (Guid id, PageAddress here) => new SeeOther(here.Case(id))).ForReaders();
        pages.MapGet("/recuse", AskAsync).ForReaders();
        pages.MapPost("/recuse", RecuseAsync).ForReaders().Takes(Recusing);
        app.MapOffice().MapGet("/recused", (string? left) =>
            Page.Of<RecusedPage>(new { Left = left switch { "none" => 0, "one" => 1, _ => (int?)null } })).ForReaders();
    }

    /// <summary>The gate, for a person who has not passed it; null where there is none.</summary>
    internal static Task<IResult?> ShowAsync(CaseVisit visit, GateDesk gate) =>
        ShowAsync(visit, gate, GateReturn.Of(visit.Here, visit.Id), FormErrors.None);

    private static async Task<IResult?> ShowAsync(CaseVisit visit, GateDesk gate, string page, FormErrors errors) =>
        await gate.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { Passed: false } view
            ? Page.Of<GatePage>(new { View = view, To = page, Errors = errors }, CaseVisit.StatusOf(errors))
            : null;

    /// <summary>Not found; a person who held a key of a report that its reporter withdrew unread sees that it was withdrawn.</summary>
    internal static async Task<IResult> GoneAsync(CaseVisit visit, GateDesk gate) =>
        await gate.IsWithdrawnAsync(visit.Id, visit.Staff, visit.Cancel)
            ? Page.Of<WithdrawnCasePage>(new { Reference = CaseReference.Of(visit.Id) }, StatusCodes.Status410Gone)
            : TypedResults.NotFound();

    private static async Task<IResult> AnswerAsync([AsParameters] CaseVisit visit, PostedForm form, GateDesk gate)
    {
        var page = GateReturn.Checked(form.Text(GateReturn.Field));
        switch (form.Text("Conflict"))
        {
            case "none":
                var met = int.TryParse(form.Text("Met"), NumberStyles.None, CultureInfo.InvariantCulture, out var shown) ? shown : 0;
                var answer = await gate.PassAsync(visit.Id, visit.Staff, met, visit.Cancel);
                if (answer is CaseResult.OwnName or CaseResult.ChangedSince)
                {
                    var why = answer == CaseResult.OwnName ? "Gate.OwnName" : "Gate.NamesCame";
                    return await ShowAsync(visit, gate, page, new FormErrors().Add("Conflict", visit.Text[why])) ?? TypedResults.NotFound();
                }

                return answer == CaseResult.Done
                    ? new SeeOther(page.Length > 0 ? visit.Here.Case(visit.Id, page) : visit.Here.CaseAfter(visit.Id, CaseNotice.Passed))
                    : await GoneAsync(visit, gate);
            case "recuse":
                return await gate.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is null
                    ? TypedResults.NotFound()
                    : new SeeOther(visit.Here.Case(visit.Id, "recuse"));
            default:
                var errors = new FormErrors().Add("Conflict", visit.Text["Gate.Conflict.Missing"]);
                return await ShowAsync(visit, gate, page, errors) ?? TypedResults.NotFound();
        }
    }

    private static Task<IResult> AskAsync([AsParameters] CaseVisit visit, GateDesk gate, AdministratorCover cover) =>
        RecusePageAsync(visit, gate, cover, new(null, FormErrors.None));

    /// <summary>Without what a check page showed, the check page; from it, the person steps back.</summary>
    private static async Task<IResult> RecuseAsync(
        [AsParameters] CaseVisit visit, PostedForm form, GateDesk gate, AdministratorCover cover, RecusalCheck check)
    {
        var errors = form.Faults();
        var typed = new Recusal(form.Text("NotNamed") == "yes") { Why = form.Text("Why"), Names = form.Text("Names") };
        foreach (var (field, fault) in typed.Check()) errors.Add(field, fault.In(visit.Text));
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        if (form.Text(OutboundForm.Step) != OutboundForm.Send) return await CheckAsync();
        // What the page said: a form that is sent twice is answered alike, also when the person no longer has the case.
        var left = form.Text("Left") is "none" or "one" ? $"?left={form.Text("Left")}" : "";
        var answer = await gate.RecuseAsync(visit.Id, visit.Staff, typed with { Seen = form.Text("Shown") }, visit.Cancel);
        if (answer == CaseResult.NotFound) return await LeftAsync(visit, gate);
        var isChanged = answer == CaseResult.ChangedSince;
        var at = isChanged ? "Stepping" : answer == CaseResult.NotNamedMissing ? "NotNamed" : "recuse-form";
        return await visit.ThenAsync(
            answer, visit.Here.To("office/recused" + left), errors, at, isChanged ? CheckAsync : AgainAsync);

        Task<IResult> AgainAsync() => RecusePageAsync(visit, gate, cover, new(form.Read, errors));

        async Task<IResult> CheckAsync()
        {
            if (await check.ReadAsync(visit.Id, visit.Staff, typed.Names, visit.Cancel) is not { } happens)
                return await LeftAsync(visit, gate);
            var successors = await cover.SuccessorsAsync(visit.Id, visit.Staff, visit.Cancel);
            if (successors.Count == 0 || typed.NotNamed)
            {
                var page = new { ReportId = visit.Id, Typed = typed, Happens = happens, Successors = successors, Errors = errors };
                return Page.Of<RecuseCheckPage>(page, CaseVisit.StatusOf(errors));
            }

            errors.Add("NotNamed", CaseResult.NotNamedMissing.In(visit.Text));
            return await AgainAsync();
        }
    }

    private static async Task<IResult> RecusePageAsync(CaseVisit visit, GateDesk gate, AdministratorCover cover, TypedRecusal typed) =>
        await gate.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is { } view
            ? Page.Of<RecusePage>(new
            {
                View = view, Successors = await cover.SuccessorsAsync(visit.Id, visit.Staff, visit.Cancel), typed.Form, typed.Errors,
            }, CaseVisit.StatusOf(typed.Errors))
            : await LeftAsync(visit, gate);

    /// <summary>Not found; a person who stepped back before, perhaps in another window, hears that they have left.</summary>
    private static async Task<IResult> LeftAsync(CaseVisit visit, GateDesk gate) =>
        await gate.HasSteppedBackAsync(visit.Id, visit.Staff, visit.Cancel)
            ? Page.Of<RecusedPage>(new { Before = true }, StatusCodes.Status410Gone)
            : TypedResults.NotFound();

    private sealed record TypedRecusal(ReadForm? Form, FormErrors Errors);
}
