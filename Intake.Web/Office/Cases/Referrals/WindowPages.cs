using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Dates;
using Intake.Core.Cases.Planning;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>An open window as a unit's procedure: its date, what is gathered, and what is made known.</summary>
internal static class WindowPages
{
    private static readonly FormShape Dating = FormShape.Within(CaseForms.MostTextBytes).Date("Until").Text("Text", CaseForms.TextBytes);

    private static readonly FormShape Stepping = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Text", CaseForms.TextBytes).Text("Whom", CaseForms.TextBytes).Text("By", CaseForms.TextBytes)
        .Date("GatherOn").Date("TellOn").Text("Done", 8);

    public static void MapWindow(this IEndpointRouteBuilder pages)
    {
        foreach (var page in new[] { "/window", "/window/date", "/window/step" }) pages.MapGet(page, ShowAsync).ForCaseHandlers();
        pages.MapPost("/window/date", DateAsync).ForCaseHandlers().Takes(Dating);
        pages.MapPost("/window/step", StepAsync).ForCaseHandlers().Takes(Stepping);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done) =>
        PageAsync(visit, referral, FormErrors.None, null, CaseNotices.Of(done));

    private static async Task<IResult> DateAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, DateDesk dates)
    {
        var errors = form.Faults("date-");
        var day = form.Read.Date("Until", out var wrong);
        if (wrong || day is null) errors.Add("Until", visit.Text["Dates.Day.Wrong"]);
        if (BlankText.Is(form.Text("Text"))) errors.Add("date-Text", visit.Text["Window.Fault.Invite"]);
        if (errors.Any) return await AgainAsync();
        var answer = await dates.SetAsync(
            visit.Id, visit.Staff, DeadlineKind.OpenWindow, day!.Value, null, form.Text("Text"), visit.Cancel);
        return await visit.ThenAsync(
            answer, After(visit, referral), errors, answer == CaseResult.DayImpossible ? "Until" : "date-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, errors, new TypedWork("date", form.Read), CaseNotice.None);
    }

    private static async Task<IResult> StepAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? step, PostedForm form, WindowDesk window, TimeProvider time)
    {
        if (StepOf(step) is not { } which) return TypedResults.NotFound();
        var (name, day) = (which.ToString().ToLowerInvariant(), $"{which}On");
        var errors = form.Faults(name + "-");
        var typed = new WindowContent(which.ToString(), form.Text("Text"), form.Text("Done") == "yes")
        {
            Whom = which == WindowStep.Tell ? CaseText.Given(form.Text("Whom")) : null,
            By = CaseText.Given(form.Text("By")),
            On = form.Day(day, errors, visit.Text),
        };
        foreach (var (field, fault) in OpenWindow.Check(typed, CopenhagenClock.Today(time)))
        {
            errors.Add(field == nameof(typed.On) ? day : $"{name}-{field}",
                visit.Text.Known($"Window.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (form.Text("Done") is not ("yes" or "no")) errors.Add(name + "-Done", visit.Text["Window.Fault.Done.ChoiceUnknown"]);
        if (errors.Any) return await AgainAsync();
        var answer = await window.StepAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        if (answer == CaseResult.NotNow) errors.Add(name + "-Done", visit.Text["Window.Fault.NotNow"]);
        return errors.Any ? await AgainAsync() : await visit.ThenAsync(answer, After(visit, referral), errors, name + "-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, errors, new TypedWork(name, form.Read), CaseNotice.None);
    }

    private static WindowStep? StepOf(string? name) =>
        Enum.GetValues<WindowStep>().Cast<WindowStep?>().FirstOrDefault(one => one.ToString() == name);

    private static string After(CaseVisit visit, Guid referral) => visit.Here.Referral(visit.Id, referral, "window?done=marksaved");

    private static Task<IResult> PageAsync(CaseVisit visit, Guid referralId, FormErrors errors, TypedWork? typed, CaseNotice notice) =>
        ReferralPages.WorkPageAsync<WindowPage>(visit, referralId, errors, (view, referral) => new
        {
            View = view, Referral = referral, Typed = typed, Errors = errors, Notice = notice,
        });
}
