using Intake.Core.Cases;
using Intake.Core.Cases.Work;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Talks;

/// <summary>Talks by code word, and minutes for the reporter to check.</summary>
public static class TalkPages
{
    private static readonly FormShape Proposing = FormShape.Within(CaseForms.MostTextBytes).Text("Request", 64).Text("Text", CaseForms.TextBytes);

    private static readonly FormShape Writing = FormShape.Within(CaseForms.MostTextBytes).Date("HeldOn").Text("Text", CaseForms.TextBytes);

    public static void MapTalk(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/talk", (Guid id, string? done, OfficeSession session, CaseDesk desk, CancellationToken cancel) =>
            PageAsync(id, session, desk, null, FormErrors.None, CaseNotices.Of(done), cancel)).ForReaders();
        pages.MapPost("/talk", ProposeAsync).ForReaders();
        pages.MapPost("/minutes", MinutesAsync).ForReaders();
        pages.MapGet("/minutes", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "talk"))).ForReaders();
    }

    private static async Task<IResult> ProposeAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, CaseTalkDesk talks, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Proposing, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text, "talk-");
        if (errors.Any) return await AgainAsync();
        // What is no id is no talk of this case, and is refused as such.
        var request = Guid.TryParse(form.Text("Request"), out var chosen) ? chosen : Guid.Empty;
        var answer = await talks.ProposeAsync(id, session.Staff, request, form.Text("Text"), cancel);
        return await CaseForms.ThenAsync(answer, here.Case(id, "talk?done=proposed"), errors, "talk-Text", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(id, session, desk, new TypedWork("talk", form), errors, CaseNotice.None, cancel);
    }

    private static async Task<IResult> MinutesAsync(
        Guid id, HttpContext http, OfficeSession session, CaseDesk desk, CaseTalkDesk talks, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Writing, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text, "minutes-");
        var heldOn = form.Date("HeldOn", out var wrong);
        if (wrong) errors.Add("HeldOn", text["CaseTalk.Minutes.HeldOn.Wrong"]);
        if (errors.Any) return await AgainAsync();
        var answer = await talks.WriteMinutesAsync(id, session.Staff, heldOn, form.Text("Text"), cancel);
        if (answer == CaseAnswer.ChoiceUnknown) errors.Add("HeldOn", text["CaseTalk.Minutes.HeldOn.Wrong"]);
        return errors.Any
            ? await AgainAsync()
            : await CaseForms.ThenAsync(answer, here.Case(id, "talk?done=minutes"), errors, "minutes-Text", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(id, session, desk, new TypedWork("minutes", form), errors, CaseNotice.None, cancel);
    }

    private static async Task<IResult> PageAsync(
        Guid id, OfficeSession session, CaseDesk desk, TypedWork? typed, FormErrors errors, CaseNotice notice, CancellationToken cancel) =>
        await desk.ReadAsync(id, session.Staff, cancel) is { } view
            ? Page.Of<TalkPage>(new { View = view, Typed = typed, Errors = errors, Notice = notice },
                errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : TypedResults.NotFound();
}
