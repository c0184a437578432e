using Intake.Core.Cases;
using Intake.Core.Cases.Referrals;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Cases.Granting;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>An administrator hands a report to a unit: first which unit, by GET, then which of its handlers.</summary>
public static class ReferPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Unit", 128).Many("Handlers", 200).Text("Note", CaseForms.TextBytes).WithGrantFields();

    public static void MapRefer(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/refer", ShowAsync).ForAdministrators();
        pages.MapPost("/refer", ReferAsync).ForAdministrators().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? unit, ReferralDesk referrals, MailChoiceDesk choices) =>
        PageAsync(
            visit, referrals, choices, new ReferForm(visit.Session.Scheme.Unit(unit ?? ""), [], "", GrantForm.Empty), FormErrors.None);

    private static async Task<IResult> ReferAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ReferralDesk referrals, MailChoiceDesk choices)
    {
        var typed = new ReferForm(
            visit.Session.Scheme.Unit(form.Text("Unit")), form.Values("Handlers"), form.Text("Note"), GrantForm.Of(form));
        var errors = form.Faults();
        if (typed.Unit is null) errors.Add("unit", visit.Text["Refer.Unit.Missing"]);
        if (errors.Any) return await AgainAsync();
        // What is not an id counts as an unknown person, and is refused.
        var chosen = typed.Handlers.Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty).ToList();
        var answer = await referrals.ReferAsync(
            visit.Id, visit.Staff, typed.Unit!.Id, chosen, typed.Note, typed.Answers.Answers, visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Referred),
            errors, GrantForm.FieldOf(answer) ?? (answer == CaseResult.TextTooLong ? "Note" : "Handlers"), AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referrals, choices, typed, errors);
    }

    private static async Task<IResult> PageAsync(
        CaseVisit visit, ReferralDesk referrals, MailChoiceDesk choices, ReferForm typed, FormErrors errors)
    {
        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is not { } view) return TypedResults.NotFound();
        var candidates = typed.Unit is null
            ? []
            : await referrals.CandidatesAsync(visit.Id, visit.Staff, typed.Unit.Id, visit.Cancel) ?? [];
        var leaves = await choices.LeavesAsync(visit.Session.By, visit.Cancel);
        return Page.Of<ReferPage>(
            new { View = view, Typed = typed, Candidates = candidates, Leaves = leaves, Errors = errors }, CaseVisit.StatusOf(errors));
    }
}

/// <summary>The referral form as it was typed; without a unit it has not begun.</summary>
public sealed record ReferForm(Unit? Unit, IReadOnlyList<string> Handlers, string Note, GrantForm Answers);
