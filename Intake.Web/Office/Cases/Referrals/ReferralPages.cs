using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Work;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A unit's work on a case: notes, the plan's steps, how grave it is.</summary>
public static class ReferralPages
{
    private static readonly FormShape Stepping = FormShape.Within(CaseForms.MostTextBytes).Text("Step", 32).Text("Text", CaseForms.TextBytes);
    private static readonly FormShape Assessing = FormShape.Within(CaseForms.MostTextBytes).Text("Severity", 32).Text("Text", CaseForms.TextBytes);

    public static void MapReferral(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase().MapGroup("/referral/{referral:guid}");
        pages.MapGet("", ShowAsync).ForReaders();
        pages.MapPost("/note", NoteAsync).ForCaseHandlers();
        pages.MapPost("/step", StepAsync).ForCaseHandlers();
        pages.MapPost("/assess", AssessAsync).ForCaseHandlers();
        foreach (var page in new[] { "/note", "/step", "/assess" })
            pages.MapGet(page, (Guid id, Guid referral, PageAddress here) => new SeeOther(here.Referral(id, referral))).ForCaseHandlers();
        pages.MapGet("/file/{file:guid}", (Guid id, Guid referral, Guid file, HttpContext http, OfficeSession session, CaseFiles files, Text text, CancellationToken cancel) =>
            CaseDownload.SendAsync(http, session, files, text, (id, CompartmentKind.WorkFile, referral, file), cancel)).ForCaseHandlers();
        pages.MapHandOver();
    }

    private static Task<IResult> ShowAsync(Guid id, Guid referral, string? done, OfficeSession session, CaseDesk desk, CancellationToken cancel) =>
        PageAsync(id, referral, session, desk, cancel, CaseNotices.Of(done));

    private static Task<IResult> NoteAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, CaseDesk desk, PageAddress here, Text text, CancellationToken cancel) =>
        WriteAsync((id, referral), http, session, desk, text, here, ("note", CaseNotice.Noted, CaseForms.OneText),
            (form, _) => desk.NoteAsync(id, referral, session.Staff, form.Text("Text"), cancel), cancel);

    private static Task<IResult> StepAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, CaseDesk desk, PageAddress here, Text text, CancellationToken cancel) =>
        WriteAsync((id, referral), http, session, desk, text, here, ("step", CaseNotice.Stepped, Stepping), async (form, errors) =>
        {
            if (Enum.TryParse<HandlingStep>(form.Text("Step"), out var step) && Enum.IsDefined(step))
                return await desk.StepAsync(id, referral, session.Staff, step, form.Text("Text"), cancel);
            errors.Add("step-Step", text["Referral.Step.Missing"]);
            return CaseAnswer.ChoiceUnknown;
        }, cancel);

    private static Task<IResult> AssessAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, CaseDesk desk, PageAddress here, Text text, CancellationToken cancel) =>
        WriteAsync((id, referral), http, session, desk, text, here, ("assess", CaseNotice.Assessed, Assessing), async (form, errors) =>
        {
            if (Enum.TryParse<Severity>(form.Text("Severity"), out var severity) && Enum.IsDefined(severity))
                return await desk.AssessAsync(id, referral, session.Staff, severity, form.Text("Text"), cancel);
            errors.Add("assess-Severity", text["Referral.Severity.Missing"]);
            return CaseAnswer.ChoiceUnknown;
        }, cancel);

    private static async Task<IResult> WriteAsync((Guid Report, Guid Referral) place, HttpContext http, OfficeSession session, CaseDesk desk,
        Text text, PageAddress here, (string Name, CaseNotice Notice, FormShape Shape) which, Func<ReadForm, FormErrors, Task<CaseAnswer>> write,
        CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, which.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text, which.Name + "-");
        var answer = errors.Any ? CaseAnswer.ChoiceUnknown : await write(form, errors);
        if (errors.Any) return await AgainAsync();
        return await CaseForms.ThenAsync(answer, here.ReferralAfter(place.Report, place.Referral, which.Notice), errors, which.Name + "-Text", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(place.Report, place.Referral, session, desk, cancel, CaseNotice.None, new TypedWork(which.Name, form), errors);
    }

    private static async Task<IResult> PageAsync(Guid id, Guid referralId, OfficeSession session, CaseDesk desk, CancellationToken cancel,
        CaseNotice notice = CaseNotice.None, TypedWork? typed = null, FormErrors? errors = null)
    {
        var view = await desk.ReadAsync(id, session.Staff, cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is not { } referral ? TypedResults.NotFound() : Page.Of<ReferralPage>(
            new { View = view, Referral = referral, Notice = notice, Typed = typed, Errors = errors ?? FormErrors.None },
            errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}

/// <summary>What was typed into one of a referral's forms and not taken.</summary>
public sealed record TypedWork(string Name, ReadForm Form)
{
    /// <summary>The field's text when that form is the one, else null.</summary>
    public string? Text(string form, string field = "Text") => form == Name ? Form.Text(field) : null;
}
