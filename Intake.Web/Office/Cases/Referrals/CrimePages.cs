using Intake.Core.Cases;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>Whether what is reported may be a crime, and who is asked before anybody is interviewed.</summary>
internal static class CrimePages
{
    private static readonly FormShape Asking = FormShape.Within(CaseForms.MostTextBytes).Text("Who", 32).Text("Contacted", 8)
        .Text("Interviews", 16).Date("AskedOn").Text("Reference", CaseForms.TextBytes).Text("Text", CaseForms.TextBytes);

    public static void MapCrime(this IEndpointRouteBuilder pages)
    {
        foreach (var page in new[] { "/crime", "/crime/mark", "/crime/ask", "/crime/lift" })
            pages.MapGet(page, ShowAsync).ForCaseHandlers();
        pages.MapPost("/crime/mark", MarkAsync).ForCaseHandlers().Takes(CaseForms.OneText);
        pages.MapPost("/crime/ask", AskAsync).ForCaseHandlers().Takes(Asking);
        pages.MapPost("/crime/lift", LiftAsync).ForCaseHandlers().Takes(CaseForms.OneText);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? done) =>
        PageAsync(visit, referral, FormErrors.None, null, CaseNotices.Of(done));

    private static Task<IResult> MarkAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work, TimeProvider time) =>
        WriteAsync(visit, referral, new TypedWork("mark", form.Read), form.Faults("mark-"),
            new SuspicionContent(nameof(SuspicionStep.Marked), form.Text("Text")), work, CopenhagenClock.Today(time));

    private static Task<IResult> LiftAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work, TimeProvider time) =>
        WriteAsync(visit, referral, new TypedWork("lift", form.Read), form.Faults("lift-"),
            new SuspicionContent(nameof(SuspicionStep.Lifted), form.Text("Text")), work, CopenhagenClock.Today(time));

    private static Task<IResult> AskAsync(
        [AsParameters] CaseVisit visit, Guid referral, PostedForm form, WorkDesk work, TimeProvider time)
    {
        var errors = form.Faults("ask-");
        var said = new SuspicionContent(nameof(SuspicionStep.Asked), CaseText.Given(form.Text("Text")) ?? "")
        {
            Who = form.Text("Who"),
            Contacted = form.Text("Contacted") switch { "yes" => true, "no" => false, _ => null },
            Interviews = CaseText.Given(form.Text("Interviews")),
            On = form.Day("AskedOn", errors, visit.Text),
            Reference = CaseText.Given(form.Text("Reference"))?.Trim(),
        };
        return WriteAsync(visit, referral, new TypedWork("ask", form.Read), errors, said, work,
            CopenhagenClock.Today(time));
    }

    private static async Task<IResult> WriteAsync(CaseVisit visit, Guid referral, TypedWork typed, FormErrors errors,
        SuspicionContent said, WorkDesk work, DateOnly today)
    {
        var prefix = typed.Name + "-";
        foreach (var (field, fault) in CrimeTrack.Check(said, today))
        {
            errors.Add(field == nameof(said.On) ? "AskedOn" : prefix + field,
                visit.Text.Known($"Crime.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await work.SuspectAsync(visit.Id, referral, visit.Staff, said, visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.Referral(visit.Id, referral, "crime?done=marksaved"), errors, prefix + "Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, errors, typed, CaseNotice.None);
    }

    private static Task<IResult> PageAsync(CaseVisit visit, Guid referralId, FormErrors errors, TypedWork? typed, CaseNotice notice) =>
        ReferralPages.WorkPageAsync<CrimePage>(visit, referralId, errors, (view, referral) => new
        {
            View = view, Referral = referral, Typed = typed, Errors = errors, Notice = notice,
        });
}
