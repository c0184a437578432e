using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Cases.Granting;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>An administrator hands a report to a unit: first which unit, by GET, then which of its handlers.</summary>
public static class ReferPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Unit", 128).Many("Handlers", 200).Text("Note", CaseForms.TextBytes).WithGrantFields()
        .WithCheck();

    public static void MapRefer(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/refer", ShowAsync).ForAdministrators();
        pages.MapPost("/refer", ReferAsync).ForAdministrators().Takes(Shape);
        pages.MapMarkedRefer();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? unit, ReferralDesk referrals, MailChoiceDesk mails) =>
        PageAsync(
            visit, referrals, mails, new ReferForm(visit.Session.Scheme.Unit(unit ?? ""), [], "", GrantForm.Empty), FormErrors.None);

    private static async Task<IResult> ReferAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ReferralDesk referrals, MailChoiceDesk mails, OutboundGuard guard)
    {
        var typed = Read(visit, form);
        var errors = form.Faults();
        if (typed.Unit is null) errors.Add("unit", visit.Text["Refer.Unit.Missing"]);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var chosen = typed.Chosen;
        var unit = typed.Unit!;
        var answer = await referrals.ReferAsync(visit.Id, visit.Staff, unit.Id, chosen, typed.Note,
            typed.Answers.Answers with { IsChecked = OutboundForm.Answer(form).IsChecked }, visit.Cancel);
        if (answer == CaseResult.ToBeChecked)
        {
            var candidates = await referrals.CandidatesAsync(visit.Id, visit.Staff, unit.Id, visit.Cancel) ?? [];
            var names = candidates.Where(one => chosen.Contains(one.PersonId)).Select(one => GrantForm.NameOf(one.Judged));
            return await OutboundPages.ShowAsync(visit, guard, OutgoingOf(visit, typed, unit, names), form, errors);
        }

        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Referred),
            errors, FieldOf(answer), AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referrals, mails, typed, errors);
    }

    /// <summary>The form as it was posted, without the copy.</summary>
    internal static ReferForm Read(CaseVisit visit, PostedForm form) => new(
        visit.Session.Scheme.Unit(form.Text("Unit")), form.Values("Handlers"), form.Text("Note"), GrantForm.Of(form));

    /// <summary>The field at which a refusal is shown.</summary>
    internal static string FieldOf(CaseResult answer) =>
        GrantForm.FieldOf(answer) ?? (answer == CaseResult.TextTooLong ? "Note" : "Handlers");

    private static Outgoing OutgoingOf(CaseVisit visit, ReferForm typed, Unit unit, IEnumerable<string> names) =>
        new(OutgoingAct.Referral, "referral-form", visit.Here.Case(visit.Id, "refer"),
            BlankText.Is(typed.Note) ? [] : [new(visit.Text["Outbound.Text.Referral"], typed.Note)])
        {
            IsLookedThrough = false,
            Self = $"office/case/{visit.Id}/refer?unit={unit.Name}",
            Consequences =
            [
                visit.Text["Outbound.Happens.Keys", string.Join(", ", names)], visit.Text["Outbound.Happens.Asked"],
                visit.Text["Outbound.Happens.WorkFile"], visit.Text["Outbound.Happens.Unit", unit.Title.In(visit.Text.Language)],
                visit.Text["Outbound.Happens.TakeBack"],
            ],
        };

    internal static async Task<IResult> PageAsync(
        CaseVisit visit, ReferralDesk referrals, MailChoiceDesk mails, ReferForm typed, FormErrors errors)
    {
        if (await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel) is not { } view
            || await referrals.ChoicesAsync(visit.Id, visit.Staff, typed.Unit?.Id, visit.Cancel) is not { } choices)
        {
            return TypedResults.NotFound();
        }

        if (typed.Unit is not null)
        {
            var chosen = choices.Candidates.Where(one => typed.Handlers.Contains(one.PersonId.ToString())).Select(one => one.Judged);
            typed.Answers.AddFaults(errors, chosen, visit.Text);
        }

        var leaves = await mails.LeavesAsync(visit.Session.By, visit.Cancel);
        return Page.Of<ReferPage>(
            new { View = view, Typed = typed, Choices = choices, Leaves = leaves, Errors = errors }, CaseVisit.StatusOf(errors));
    }
}

/// <summary>The referral form as it was typed; without a unit it has not begun.</summary>
public sealed record ReferForm(Unit? Unit, IReadOnlyList<string> Handlers, string Note, GrantForm Answers)
{
    /// <summary>The marked copy; null where the report goes as it was written.</summary>
    public CopyForm? Copy { get; init; }

    /// <summary>Who was chosen. What is not an id counts as an unknown person, and is refused.</summary>
    internal IReadOnlyList<Guid> Chosen =>
        [.. Handlers.Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty)];
}
