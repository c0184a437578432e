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
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>An administrator hands a report to a unit: first which unit, by GET, then which of its handlers.</summary>
public static class ReferPages
{
    private static readonly FormShape Shape = Declare(FormShape.Within(CaseForms.MostTextBytes));

    public static void MapRefer(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/refer", ShowAsync).ForAdministrators();
        pages.MapPost("/refer", ReferAsync).ForAdministrators().Takes(Shape);
        pages.MapMarkedRefer();
    }

    private static Task<IResult> ShowAsync(
        [AsParameters] CaseVisit visit, string? unit, CarriedForm carried, ReferralDesk referrals, MailChoiceDesk mails) =>
        PageAsync(visit, referrals, mails, new ReferForm(UnitOf(visit, unit, carried), [], "", GrantForm.Empty), FormErrors.None);

    private static async Task<IResult> ReferAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ReferralDesk referrals, MailChoiceDesk mails, OutboundGuard guard)
    {
        var typed = Read(visit, form);
        var errors = form.Faults();
        foreach (var (name, wrong) in typed.WrongDates()) if (wrong) errors.Add(name, visit.Text["Refer.Dates.Wrong"]);
        if (typed.Unit is null) errors.Add("unit", visit.Text["Refer.Unit.Missing"]);
        LookAtUnit(form, errors, visit.Text);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var chosen = typed.Chosen;
        var unit = typed.Unit!;
        var answer = await referrals.ReferAsync(visit.Id, visit.Staff, unit.Id, chosen, typed.Note,
            typed.Answers.Answers with { IsChecked = OutboundForm.Answer(form).IsChecked }, visit.Cancel, typed.Terms);
        if (answer == CaseResult.ToBeChecked)
        {
            return await referrals.ChoicesAsync(visit.Id, visit.Staff, unit.Id, visit.Cancel) is not { } choices ? TypedResults.NotFound()
                : await OutboundPages.ShowAsync(visit, guard, OutgoingOf(visit, typed, unit, choices with
                {
                    Candidates = [.. choices.Candidates.Where(one => chosen.Contains(one.PersonId))],
                }), form, errors);
        }

        return await visit.ThenAsync(
            answer, visit.Here.CaseAfter(visit.Id, CaseNotice.Referred),
            errors, FieldOf(answer), AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referrals, mails, typed, errors);
    }

    /// <summary>The fields of a referral, with a copy or without.</summary>
    internal static FormShape Declare(FormShape shape) => shape
        .Text("Unit", 128).Text("unit", 128).Many("Handlers", 200).Text("InCharge", 64)
        .Text("Whole", 8).Text("Asked", 16)
        .Date("AcceptBy").Date("StatementBy").Text("DatesReason", CaseForms.TextBytes).Text("Note", CaseForms.TextBytes).WithGrantFields()
        .WithCheck();

    /// <summary>Another unit that was chosen on a page whose form goes along to it; else the one in the address.</summary>
    internal static Unit? UnitOf(CaseVisit visit, string? unit, CarriedForm carried) =>
        visit.Session.Scheme.Unit(carried.Form?.Text("unit") is { Length: > 0 } other ? other : unit ?? "");

    /// <summary>Another unit that was chosen, whose handlers nobody has seen yet.</summary>
    internal static void LookAtUnit(PostedForm form, FormErrors errors, Text text)
    {
        if (form.Text("unit").Length > 0) errors.Add("unit", text["Refer.Unit.Change.Unseen"]);
    }

    /// <summary>The form as it was posted, without the copy.</summary>
    internal static ReferForm Read(CaseVisit visit, PostedForm form) => new(
        visit.Session.Scheme.Unit(form.Text("Unit")), form.Values("Handlers"), form.Text("Note"), GrantForm.Of(form))
    {
        InCharge = form.Text("InCharge"), Form = form.Read, IsWholeMeant = form.Text("Whole").Length > 0,
    };

    /// <summary>The field at which a refusal is shown.</summary>
    internal static string FieldOf(CaseResult answer) => GrantForm.FieldOf(answer) ?? answer switch
    {
        CaseResult.TextTooLong => "Note",
        CaseResult.InChargeUnknown => "InCharge",
        CaseResult.CopyWouldBeUndone => "Whole",
        CaseResult.ReporterNotAsked or CaseResult.ReporterNeverAsked => "Asked",
        CaseResult.AcceptByImpossible => "AcceptBy",
        CaseResult.StatementByImpossible => "StatementBy",
        CaseResult.DatesReasonMissing or CaseResult.DatesReasonTooLong => "DatesReason",
        _ => "Handlers",
    };

    private static Outgoing OutgoingOf(CaseVisit visit, ReferForm typed, Unit unit, ReferralChoices choices) =>
        new(OutgoingAct.Referral, "referral-form", visit.Here.Case(visit.Id, "refer"),
            BlankText.Is(typed.Note) ? [] : [new(visit.Text["Outbound.Text.Referral"], typed.Note)])
        {
            IsLookedThrough = false,
            Self = $"office/case/{visit.Id}/refer?unit={unit.Name}",
            Consequences =
            [
                visit.Text["Outbound.Happens.Keys", NamesOf(choices)],
                .. choices.HadCopy.Count == 0 ? Array.Empty<string>()
                    : [visit.Text["Outbound.Happens.Whole", unit.Title.In(visit.Text.Language), NamesOf(choices)]],
                InChargeOf(visit, typed, choices), .. PromiseOf(visit, typed),
                visit.Text["Outbound.Happens.Asked"], .. DatesOf(visit, typed.Terms, choices.Usual),
                visit.Text["Outbound.Happens.WorkFile"], visit.Text["Outbound.Happens.Unit", unit.Title.In(visit.Text.Language)],
                visit.Text["Outbound.Happens.TakeBack"],
            ],
        };

    /// <summary>Who gets keys: the candidates that were chosen.</summary>
    internal static string NamesOf(ReferralChoices chosen) =>
        string.Join(", ", chosen.Candidates.Select(one => GrantForm.NameOf(one.Judged)));

    /// <summary>Who of them is in charge.</summary>
    internal static string InChargeOf(CaseVisit visit, ReferForm typed, ReferralChoices chosen) =>
        chosen.Candidates.FirstOrDefault(one => one.PersonId == typed.Terms.InCharge) is { } first
            ? visit.Text["Outbound.Happens.InCharge", GrantForm.NameOf(first.Judged)] : visit.Text["Outbound.Happens.NobodyInCharge"];

    /// <summary>How it stands with the promise to ask the reporter first, where that unit has one.</summary>
    internal static IEnumerable<string> PromiseOf(CaseVisit visit, ReferForm typed)
    {
        if (typed is { Unit.AsksReporter: true, Terms.Asked: { } asked }) yield return visit.Text[$"Refer.Asked.{asked}"];
    }

    /// <summary>The unit's dates: the scheme's, or those that were typed, and why.</summary>
    internal static IEnumerable<string> DatesOf(CaseVisit visit, ReferralTerms terms, UsualDates usual)
    {
        yield return visit.Text[terms.AcceptBy is null ? "Outbound.Happens.AcceptBy" : "Outbound.Happens.AcceptBy.Set",
            visit.Text.Date(terms.AcceptBy ?? usual.Accept)];
        if (terms.StatementBy is { } due) yield return visit.Text["Outbound.Happens.StatementBy.Set", visit.Text.Date(due)];
        if ((terms.AcceptBy is not null || terms.StatementBy is not null) && !BlankText.Is(terms.DatesReason))
            yield return visit.Text["Outbound.Happens.DatesReason", terms.DatesReason];
    }

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

    /// <summary>That a unit which had a copy shall read all of it.</summary>
    public bool IsWholeMeant { get; init; }

    /// <summary>Who was chosen. What is not an id counts as an unknown person, and is refused.</summary>
    internal IReadOnlyList<Guid> Chosen =>
        [.. Handlers.Select(value => Guid.TryParse(value, out var person) ? person : Guid.Empty)];

    /// <summary>The id of the person in charge; blank for none.</summary>
    public string InCharge { get; init; } = "";

    /// <summary>The form that was posted; null before.</summary>
    public ReadForm? Form { get; init; }

    /// <summary>Why the dates are other than the scheme's.</summary>
    public string DatesReason => Form?.Text("DatesReason") ?? "";

    /// <summary>Whether anything was typed of them.</summary>
    public bool HasDates => !BlankText.Is(DatesReason) || (Form is { } form && new[] { "AcceptBy", "StatementBy" }.Any(name =>
        new[] { "Day", "Month", "Year" }.Any(part => !BlankText.Is(form.Text(name + part)))));

    /// <summary>As the desk takes it: what is not an id counts as an unknown person, and is refused.</summary>
    internal ReferralTerms Terms => new()
    {
        IsWholeMeant = IsWholeMeant,
        Asked = Enum.GetValues<ReporterAsked>().Cast<ReporterAsked?>().FirstOrDefault(one => one.ToString() == Form?.Text("Asked")),
        InCharge = InCharge.Length == 0 ? null : Guid.TryParse(InCharge, out var person) ? person : Guid.Empty,
        AcceptBy = Form?.Date("AcceptBy", out _),
        StatementBy = Form?.Date("StatementBy", out _),
        DatesReason = DatesReason,
    };

    /// <summary>Each date field, and whether what was typed is no date.</summary>
    internal IEnumerable<(string Name, bool Wrong)> WrongDates()
    {
        foreach (var name in new[] { "AcceptBy", "StatementBy" })
        {
            var wrong = false;
            _ = Form?.Date(name, out wrong);
            yield return (name, wrong);
        }
    }
}
