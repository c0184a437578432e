using System.Globalization;
using Intake.Core.Cases;
using Intake.Core.Cases.Dates;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Web.Office.Door;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Dates;

/// <summary>Dates that staff set by hand.</summary>
public static class DatePages
{
    private static readonly FormShape Setting = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Kind", 32).Date("Day").Text("Hour", 16).Text("Text", CaseForms.TextBytes);

    private static readonly FormShape Meeting = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Kind", 32).Text("Text", CaseForms.TextBytes);

    public static void MapDates(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/dates", ShowAsync).ForReaders();
        pages.MapPost("/dates", SetAsync).ForReaders().Takes(Setting);
        pages.MapPost("/dates/met", MeetAsync).ForReaders().Takes(Meeting);
        pages.MapGet("/dates/met", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "dates"))).ForReaders();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done) =>
        PageAsync(visit, null, FormErrors.None, CaseNotices.Of(done));

    private static async Task<IResult> SetAsync([AsParameters] CaseVisit visit, PostedForm form, DateDesk dates)
    {
        var errors = form.Faults("date-");
        var kind = KindOf(form);
        if (kind == 0) errors.Add("Kind", visit.Text["Dates.Kind.Missing"]);
        var day = form.Read.Date("Day", out var wrong);
        if (wrong || day is null) errors.Add("Day", form.Read.FaultOfDate("Day", visit.Text, "Dates.Day.Wrong"));
        var hour = HourOf(form.Text("Hour"), out var noHour);
        if (noHour) errors.Add("Hour", visit.Text["Dates.Hour.Wrong"]);
        if (errors.Any) return await AgainAsync();
        var answer = await dates.SetAsync(visit.Id, visit.Staff, kind, day!.Value, hour, form.Text("Text"), visit.Cancel);
        if (answer == CaseResult.TextMissing)
        {
            errors.Add("date-Text", visit.Text["Dates.Reason.Missing"]);
            return await AgainAsync();
        }

        return await visit.ThenAsync(answer, After(visit, CaseNotice.DateSet), errors,
            answer == CaseResult.DayImpossible ? "Day" : "date-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, new TypedWork("date", form.Read), errors, CaseNotice.None);
    }

    private static async Task<IResult> MeetAsync([AsParameters] CaseVisit visit, PostedForm form, DateDesk dates)
    {
        var errors = form.Faults("met-");
        if (errors.Any) return await AgainAsync();
        var wrong = form.Text("Kind") == nameof(DecisionKind.IncidentUndated);
        // What is no kind counts as an unknown choice, and is refused.
        var answer = wrong ? await dates.UndateAsync(visit.Id, visit.Staff, form.Text("Text"), visit.Cancel)
            : await dates.MeetAsync(visit.Id, visit.Staff, KindOf(form), form.Text("Text"), visit.Cancel);
        if (answer == CaseResult.TextMissing)
        {
            errors.Add("met-Text", visit.Text["Dates.Reason.Missing"]);
            return await AgainAsync();
        }

        return await visit.ThenAsync(answer, After(visit, wrong ? CaseNotice.DateSet : CaseNotice.DateMet), errors,
            answer == CaseResult.TextTooLong ? "met-Text" : "met-Kind", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, new TypedWork("met", form.Read), errors, CaseNotice.None);
    }

    private static string After(CaseVisit visit, CaseNotice notice) =>
        visit.Here.Case(visit.Id, $"dates?done={notice.ToString().ToLowerInvariant()}");

    private static DeadlineKind KindOf(PostedForm form) =>
        SetDate.All.FirstOrDefault(one => one.Kind.ToString() == form.Text("Kind"))?.Kind ?? 0;

    internal static TimeOnly? HourOf(string? typed, out bool wrong)
    {
        var text = typed?.Trim().Replace('.', ':');
        wrong = false;
        if (string.IsNullOrEmpty(text)) return null;
        wrong = !TimeOnly.TryParseExact(
            text, ["H:mm", "HH:mm", "%H", "HH"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour);
        return wrong ? null : hour;
    }

    private static Task<IResult> PageAsync(CaseVisit visit, TypedWork? typed, FormErrors errors, CaseNotice notice) =>
        visit.ShowAsync<DatePage>(errors, view => new { View = view, Typed = typed, Errors = errors, Notice = notice });
}
