using Intake.Core.Cases;
using Intake.Core.Cases.Planning;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>The aftercare at a workplace: written by its handlers, read by the administrators too.</summary>
internal static class AftercarePages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Owner", CaseForms.TextBytes).Date("AfterOn").Text("State", 32).Text("Text", CaseForms.TextBytes);

    public static void MapAftercare(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/aftercare", ShowAsync).ForReaders();
        pages.MapPost("/aftercare", SaveAsync).ForCaseHandlers().Takes(Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, Guid referral, string? line, string? done) =>
        PageAsync(visit, referral, LineOf(line), null, FormErrors.None, CaseNotices.Of(done));

    private static async Task<IResult> SaveAsync(
        [AsParameters] CaseVisit visit, Guid referral, string? line, PostedForm form, WorkDesk work, TimeProvider time)
    {
        if (LineOf(line) is not { } which) return TypedResults.NotFound();
        var errors = form.Faults();
        var typed = new AftercareContent(which.ToString(), form.Text("State"))
        {
            Owner = CaseText.Given(form.Text("Owner")),
            On = form.Day("AfterOn", errors, visit.Text),
            Note = CaseText.Given(form.Text("Text")),
        };
        foreach (var (field, fault) in Aftercare.Check(typed, CopenhagenClock.Today(time)))
        {
            errors.Add(field switch { nameof(typed.On) => "AfterOn", nameof(typed.Note) => "Text", _ => field },
                visit.Text.Known($"Aftercare.Fault.{field}.{fault}") ?? fault.In(visit.Text));
        }

        if (errors.Any) return await AgainAsync();
        var answer = await work.AfterAsync(visit.Id, referral, visit.Staff, typed, visit.Cancel);
        return await visit.ThenAsync(
            answer, visit.Here.Referral(visit.Id, referral, "aftercare?done=marksaved"), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, referral, which, form.Read, errors, CaseNotice.None);
    }

    private static AftercareKind? LineOf(string? name) =>
        Enum.GetValues<AftercareKind>().Cast<AftercareKind?>().FirstOrDefault(one => one.ToString() == name);

    private static async Task<IResult> PageAsync(
        CaseVisit visit, Guid referralId, AftercareKind? shown, ReadForm? form, FormErrors errors, CaseNotice notice)
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is { StatementFile: not null } referral
            ? Page.Of<AftercarePage>(
                new { View = view, Referral = referral, Shown = shown, Form = form, Errors = errors, Notice = notice },
                CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
    }
}
