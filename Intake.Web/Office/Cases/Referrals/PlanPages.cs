using Intake.Core.Cases;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A unit's plan: checklists, tasks, interviews, and whether both parties were heard.</summary>
internal static class PlanPages
{
    private static readonly FormShape Ticking = Checklists.All.Aggregate(
        FormShape.Within(CaseForms.MostTextBytes), (shape, list) => shape.Many(list.Name, 16, 32));

    private static readonly FormShape Planning = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Text", CaseForms.TextBytes).Text("Owner", CaseForms.TextBytes).Date("TaskOn").Text("State", 32);

    private static readonly FormShape Interviewing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("With", CaseForms.TextBytes).Text("Companion", 8).Text("Second", CaseForms.TextBytes).Date("InterviewOn").Text("State", 32);

    private static readonly FormShape Hearing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Party", 32).Text("Heard", 8).Date("HeardOn").Text("Why", CaseForms.TextBytes);

    public static void MapPlan(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/plan", ([AsParameters] CaseVisit visit, Guid referral, string? done) =>
            PageAsync(visit, referral, new("", default, default), FormErrors.None, CaseNotices.Of(done))).ForCaseHandlers();
        foreach (var form in new[] { "checks", "task", "interview", "hearing" })
        {
            pages.MapGet($"/plan/{form}", ([AsParameters] CaseVisit visit, Guid referral, string? task, string? interview) =>
                PageAsync(visit, referral, new(form, WorkForms.IdOf(task), WorkForms.IdOf(interview)), FormErrors.None)).ForCaseHandlers();
        }

        pages.MapPost("/plan/checks", TickAsync).ForCaseHandlers().Takes(Ticking);
        pages.MapPost("/plan/task", PlanAsync).ForCaseHandlers().Takes(Planning);
        pages.MapPost("/plan/interview", InterviewAsync).ForCaseHandlers().Takes(Interviewing);
        pages.MapPost("/plan/hearing", HearAsync).ForCaseHandlers().Takes(Hearing);
    }

    private static async Task<IResult> TickAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work)
    {
        var errors = form.Faults("checks-");
        if (errors.Any) return await AgainAsync();
        var ticked = Checklists.All.SelectMany(list => form.Values(list.Name)).ToList();
        var answer = await work.TickAsync(visit.Id, referral, visit.Staff, ticked, visit.Cancel);
        return await visit.ThenAsync(answer, After(visit, referral), errors, "checks-" + Checklists.All[0].Name, AgainAsync);

        Task<IResult> AgainAsync() =>
            PageAsync(visit, referral, new("checks", default, default, new TypedWork("checks", form.Read)), errors);
    }

    private static async Task<IResult> PlanAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? task, PostedForm form, WorkDesk work)
    {
        var errors = form.Faults("task-");
        var typed = new PlanTaskContent(WorkForms.IdOf(task), form.Text("Text"), form.Text("State"))
        {
            Owner = CaseText.Given(form.Text("Owner")),
            On = form.Day("TaskOn", errors, visit.Text),
        };
        AddFaults("task-", "TaskOn", WorkPlan.Check(typed), errors, visit);
        if (errors.Any) return await AgainAsync();
        var answer = await work.PlanAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(answer, After(visit, referral), errors, "task-Text", AgainAsync);

        Task<IResult> AgainAsync() =>
            PageAsync(visit, referral, new("task", typed.TaskId, default, new TypedWork("task", form.Read)), errors);
    }

    private static async Task<IResult> InterviewAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? interview, PostedForm form, WorkDesk work, TimeProvider time)
    {
        var errors = form.Faults("interview-");
        var typed = new InterviewContent(WorkForms.IdOf(interview), form.Text("With"), form.Text("State"))
        {
            CompanionOffered = form.Text("Companion") switch { "yes" => true, "no" => false, _ => null },
            Second = CaseText.Given(form.Text("Second")),
            On = form.Day("InterviewOn", errors, visit.Text),
        };
        AddFaults("interview-", "InterviewOn", WorkPlan.Check(typed, CopenhagenClock.Today(time)), errors, visit);
        if (errors.Any) return await AgainAsync();
        var answer = await work.InterviewAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(answer, After(visit, referral), errors, "interview-With", AgainAsync);

        Task<IResult> AgainAsync() =>
            PageAsync(visit, referral, new("interview", default, typed.InterviewId, new TypedWork("interview", form.Read)), errors);
    }

    private static async Task<IResult> HearAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work, TimeProvider time)
    {
        var errors = form.Faults("hearing-");
        var typed = new HearingContent(form.Text("Party"), form.Text("Heard") == "yes")
        {
            On = form.Day("HeardOn", errors, visit.Text),
            Why = CaseText.Given(form.Text("Why")),
        };
        if (form.Text("Heard") is not ("yes" or "no")) errors.Add("hearing-Heard", visit.Text["CaseFile.Answer.ChoiceUnknown"]);
        AddFaults("hearing-", "HeardOn", WorkPlan.Check(typed, CopenhagenClock.Today(time)), errors, visit);
        if (errors.Any) return await AgainAsync();
        var answer = await work.HearAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(answer, After(visit, referral), errors, "hearing-Party", AgainAsync);

        Task<IResult> AgainAsync() =>
            PageAsync(visit, referral, new("hearing", default, default, new TypedWork("hearing", form.Read)), errors);
    }

    private static void AddFaults(
        string form, string day, IReadOnlyDictionary<string, CaseResult> faults, FormErrors errors, CaseVisit visit)
    {
        foreach (var (field, fault) in faults)
        {
            errors.Add(field == "On" ? day : form + field, visit.Text.Known($"Plan.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }
    }

    private static string After(CaseVisit visit, Guid referral) => visit.Here.Referral(visit.Id, referral, "plan?done=plansaved");

    private static Task<IResult> PageAsync(
        CaseVisit visit, Guid referralId, PlanShown shown, FormErrors errors, CaseNotice notice = CaseNotice.None) =>
        ReferralPages.WorkPageAsync<PlanPage>(visit, referralId, errors, (view, referral) => new
        {
            View = view, Referral = referral, Shown = shown, Errors = errors, Notice = notice,
        });
}

/// <summary>What is shown of the plan.</summary>
/// <param name="Open">The one form that is open, by its name; empty for none.</param>
/// <param name="Task">The task that it changes.</param>
/// <param name="Interview">The interview that it changes.</param>
/// <param name="Typed">What was typed in it.</param>
public sealed record PlanShown(string Open, Guid Task, Guid Interview, TypedWork? Typed = null);
