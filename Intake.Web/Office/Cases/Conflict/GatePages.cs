using System.Globalization;
using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Reports;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Conflict;

/// <summary>The conflict question, and stepping back from a case, before the gate or after it.</summary>
public static class GatePages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Conflict", 16).Text("Met", 16).Text(GateReturn.Field);

    private static readonly FormShape Recusing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("NotNamed", 8).Text("Left", 8).Text("Why", CaseForms.TextBytes).Text("Names", 4 * Recusal.LongestNames);

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

    private static async Task<IResult> RecuseAsync([AsParameters] CaseVisit visit, PostedForm form, GateDesk gate, AdministratorCover cover)
    {
        var errors = form.Faults();
        // What the page said: a form that is sent twice is answered alike, also when the person no longer has the case.
        // Who names colleagues may take them along: then the page's number is no longer true.
        var left = form.Text("Left") is "none" or "one" && BlankText.Is(form.Text("Names")) ? $"?left={form.Text("Left")}" : "";
        var recusal = new Recusal(form.Text("NotNamed") == "yes") { Why = form.Text("Why"), Names = form.Text("Names") };
        foreach (var (field, fault) in recusal.Check()) errors.Add(field, fault.In(visit.Text));
        if (errors.Any) return await AgainAsync();
        var answer = await gate.RecuseAsync(visit.Id, visit.Staff, recusal, visit.Cancel);
        return answer == CaseResult.NotFound ? await LeftAsync(visit, gate) : await visit.ThenAsync(
            answer, visit.Here.To("office/recused" + left), errors,
            answer == CaseResult.NotNamedMissing ? "NotNamed" : "recuse-form", AgainAsync);

        Task<IResult> AgainAsync() => RecusePageAsync(visit, gate, cover, new(form.Read, errors));
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
