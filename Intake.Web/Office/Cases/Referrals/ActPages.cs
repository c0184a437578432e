using Intake.Core.Cases;
using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>What a unit does about a case, and where else it has to be notified.</summary>
internal static class ActPages
{
    private static readonly FormShape Acting = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Kind", 32).Text("What", CaseForms.TextBytes).Text("Owner", CaseForms.TextBytes).Date("ActionOn").Date("CheckOn")
        .Text("State", 32).Text("Effect", CaseForms.TextBytes);

    private static readonly FormShape Notifying = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Answer", 32).Date("DutyOn").Text("Reference", CaseForms.TextBytes).Date("FirstOn").Date("LastOn").Text("Harmed", 8)
        .Text("Note", CaseForms.TextBytes);

    public static void MapAct(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/act", ([AsParameters] CaseVisit visit, Guid referral, string? done) =>
            PageAsync(visit, referral, new("", null, null), FormErrors.None, CaseNotices.Of(done))).ForCaseHandlers();
        pages.MapGet("/act/action", ([AsParameters] CaseVisit visit, Guid referral, string? action) =>
            PageAsync(visit, referral, new("action", Guid.TryParse(action, out var id) ? id : null, null), FormErrors.None))
            .ForCaseHandlers();
        pages.MapGet("/act/duty", ([AsParameters] CaseVisit visit, Guid referral, string? duty) =>
            PageAsync(visit, referral, new(DutyOf(duty) is null ? "" : "duty", null, DutyOf(duty)), FormErrors.None)).ForCaseHandlers();
        pages.MapPost("/act/action", ActAsync).ForCaseHandlers().Takes(Acting);
        pages.MapPost("/act/duty", NotifiedAsync).ForCaseHandlers().Takes(Notifying);
    }

    private static async Task<IResult> ActAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? action, PostedForm form, WorkDesk work)
    {
        var errors = form.Faults("action-");
        var id = WorkForms.IdOf(action);
        var typed = new ActionContent(id, form.Text("Kind"), form.Text("State"))
        {
            What = CaseText.Given(form.Text("What")),
            Owner = CaseText.Given(form.Text("Owner")),
            On = form.Day("ActionOn", errors, visit.Text),
            CheckOn = form.Day("CheckOn", errors, visit.Text),
            Effect = CaseText.Given(form.Text("Effect")),
        };
        foreach (var (field, fault) in ActionRegister.Check(typed))
        {
            errors.Add(field == "CheckOn" ? field : "action-" + field,
                visit.Text.Known($"Act.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await work.ActAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(answer, After(visit, referral, CaseNotice.ActionSaved), errors, "action-What", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(
            visit, referral, new("action", id == Guid.Empty ? null : id, null, new TypedWork("action", form.Read)), errors);
    }

    private static async Task<IResult> NotifiedAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? duty, PostedForm form, WorkDesk work, TimeProvider time)
    {
        if (DutyOf(duty) is not { } which) return TypedResults.NotFound();
        var errors = form.Faults("duty-");
        var typed = new DutyContent(which.ToString(), form.Text("Answer"))
        {
            On = form.Day("DutyOn", errors, visit.Text),
            Reference = CaseText.Given(form.Text("Reference")),
            FirstOn = form.Day("FirstOn", errors, visit.Text),
            LastOn = form.Day("LastOn", errors, visit.Text),
            Harmed = form.Text("Harmed") switch { "yes" => true, "no" => false, _ => null },
            Note = CaseText.Given(form.Text("Note")),
        };
        foreach (var (field, fault) in ExternalDuties.Check(typed, CopenhagenClock.Today(time)))
        {
            errors.Add(field switch { "On" => "DutyOn", "FirstOn" or "LastOn" => field, _ => "duty-" + field },
                visit.Text.Known($"Act.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await work.NotifiedAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        var isEarly = answer == CaseResult.DayImpossible;
        if (isEarly) errors.Add("DutyOn", visit.Text["Act.Fault.On.BeforeIncident"]);
        return isEarly ? await AgainAsync()
            : await visit.ThenAsync(answer, After(visit, referral, CaseNotice.DutySaved), errors, "duty-Answer", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, new("duty", null, which, new TypedWork("duty", form.Read)), errors);
    }

    private static Duty? DutyOf(string? name) =>
        Enum.GetValues<Duty>().Cast<Duty?>().FirstOrDefault(one => one.ToString() == name);

    private static string After(CaseVisit visit, Guid referral, CaseNotice notice) =>
        visit.Here.Referral(visit.Id, referral, $"act?done={notice.ToString().ToLowerInvariant()}");

    private static Task<IResult> PageAsync(
        CaseVisit visit, Guid referralId, ActShown shown, FormErrors errors, CaseNotice notice = CaseNotice.None) =>
        ReferralPages.WorkPageAsync<ActPage>(visit, referralId, errors, (view, referral) => new
        {
            View = view, Referral = referral, Shown = shown, Errors = errors, Notice = notice,
        });
}

/// <summary>What is shown of the page.</summary>
/// <param name="Open">The one form that is open, by its name; empty for none.</param>
/// <param name="Action">The action that it changes.</param>
/// <param name="Duty">The duty that it changes.</param>
/// <param name="Typed">What was typed in it.</param>
public sealed record ActShown(string Open, Guid? Action, Duty? Duty, TypedWork? Typed = null);
