using Intake.Core.Cases;
using Intake.Core.Cases.Referrals;
using Intake.Core.Schemes;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>An administrator hands a report to a unit: first which unit, by GET, then which of its handlers.</summary>
public static class ReferPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Unit", 128).Many("Handlers", 200).Text("Note", CaseForms.TextBytes);

    public static void MapRefer(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/refer", ShowAsync).ForAdministrators();
        pages.MapPost("/refer", ReferAsync).ForAdministrators();
    }

    private static Task<IResult> ShowAsync(Guid id, string? unit, OfficeSession session, CaseDesk desk, ReferralDesk referrals, CancellationToken cancel) =>
        PageAsync(id, session, desk, referrals, new ReferForm(session.Scheme.Unit(unit ?? ""), [], ""), FormErrors.None, cancel);

    private static async Task<IResult> ReferAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, ReferralDesk referrals, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var typed = new ReferForm(session.Scheme.Unit(form.Text("Unit")), form.Values("Handlers"), form.Text("Note"));
        var errors = CaseForms.Faults(form, text);
        if (typed.Unit is null) errors.Add("unit", text["Refer.Unit.Missing"]);
        if (errors.Any) return await AgainAsync();
        // What is no id is nobody, and is refused as such.
        var chosen = typed.Handlers.Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty).ToList();
        var answer = await referrals.ReferAsync(id, session.Staff, typed.Unit!.Id, chosen, typed.Note, cancel);
        return await CaseForms.ThenAsync(answer, here.CaseAfter(id, CaseNotice.Referred), errors, answer == CaseAnswer.TextTooLong ? "Note" : "Handlers", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(id, session, desk, referrals, typed, errors, cancel);
    }

    private static async Task<IResult> PageAsync(
        Guid id, OfficeSession session, CaseDesk desk, ReferralDesk referrals, ReferForm typed, FormErrors errors, CancellationToken cancel)
    {
        if (await desk.ReadAsync(id, session.Staff, cancel) is not { } view) return TypedResults.NotFound();
        var candidates = typed.Unit is null ? [] : await referrals.CandidatesAsync(id, session.Staff, typed.Unit.Id, cancel) ?? [];
        return Page.Of<ReferPage>(new { View = view, Typed = typed, Candidates = candidates, Errors = errors },
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }
}

/// <summary>The referral form as it was typed; without a unit it has not begun.</summary>
public sealed record ReferForm(Unit? Unit, IReadOnlyList<string> Handlers, string Note);
