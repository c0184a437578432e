using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Reports;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Conflict;

/// <summary>The conflict question, and stepping back from a case, before the gate or after it.</summary>
public static class GatePages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Conflict", 16);

    public static void MapGate(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapPost("/gate", AnswerAsync).ForReaders();
        pages.MapGet("/gate", (Guid id, PageAddress here) => new SeeOther(here.Case(id))).ForReaders();
        pages.MapGet("/recuse", AskAsync).ForReaders();
        pages.MapPost("/recuse", RecuseAsync).ForReaders();
        app.MapOffice().MapGet("/recused", () => Page.Of<RecusedPage>()).ForReaders();
    }

    /// <summary>The gate, for who has not passed it; null where there is none.</summary>
    internal static async Task<IResult?> ShowAsync(Guid id, OfficeSession session, GateDesk gate, FormErrors errors, CancellationToken cancel) =>
        await gate.ReadAsync(id, session.Staff, cancel) is { Passed: false } view
            ? Page.Of<GatePage>(new { View = view, Errors = errors }, errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : null;

    /// <summary>Not found; to who held a key of a report that its reporter withdrew unread, that it was.</summary>
    internal static async Task<IResult> GoneAsync(Guid id, OfficeSession session, GateDesk gate, CancellationToken cancel) =>
        await gate.IsWithdrawnAsync(id, session.Staff, cancel)
            ? Page.Of<WithdrawnCasePage>(new { Reference = CaseReference.Of(id) }, StatusCodes.Status410Gone)
            : TypedResults.NotFound();

    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext http, OfficeSession session, GateDesk gate, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        switch (form.Text("Conflict"))
        {
            case "none":
                var answer = await gate.PassAsync(id, session.Staff, cancel);
                return answer == CaseAnswer.Done ? new SeeOther(here.CaseAfter(id, CaseNotice.Passed)) : await GoneAsync(id, session, gate, cancel);
            case "recuse":
                return await gate.ReadAsync(id, session.Staff, cancel) is null ? TypedResults.NotFound() : new SeeOther(here.Case(id, "recuse"));
            default:
                var errors = new FormErrors().Add("Conflict", text["Gate.Conflict.Missing"]);
                return await ShowAsync(id, session, gate, errors, cancel) ?? TypedResults.NotFound();
        }
    }

    private static async Task<IResult> AskAsync(Guid id, OfficeSession session, GateDesk gate, CancellationToken cancel) =>
        await gate.ReadAsync(id, session.Staff, cancel) is { } view ? Page.Of<RecusePage>(new { View = view, Errors = FormErrors.None }) : TypedResults.NotFound();

    private static async Task<IResult> RecuseAsync(Guid id, OfficeSession session, GateDesk gate, PageAddress here, Text text, CancellationToken cancel)
    {
        var errors = new FormErrors();
        var answer = await gate.RecuseAsync(id, session.Staff, cancel);
        return await CaseForms.ThenAsync(answer, here.To("office/recused"), errors, "recuse-form", text, AgainAsync);

        async Task<IResult> AgainAsync() => await gate.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<RecusePage>(new { View = view, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();
    }
}
