using Intake.Core.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A handler takes a colleague into a referral.</summary>
internal static class HandOverPages
{
    private static readonly FormShape Shape = FormShape.Within(1024).Text("Colleague", 64);

    public static void MapHandOver(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/hand-over", ShowAsync).ForCaseHandlers();
        pages.MapPost("/hand-over", HandOverAsync).ForCaseHandlers();
    }

    private static Task<IResult> ShowAsync(Guid id, Guid referral, OfficeSession session, ReferralDesk desk, CancellationToken cancel) =>
        PageAsync(id, referral, session, desk, "", FormErrors.None, cancel);

    private static async Task<IResult> HandOverAsync(
        Guid id, Guid referral, HttpContext http, OfficeSession session, ReferralDesk desk, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var errors = CaseForms.Faults(form, text);
        var chosen = form.Text("Colleague");
        if (!Guid.TryParse(chosen, out var colleague)) errors.Add("Colleague", text["Referral.HandOver.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await desk.HandOverAsync(id, referral, session.Staff, colleague, cancel);
        return await CaseForms.ThenAsync(answer, here.ReferralAfter(id, referral, CaseNotice.HandedOver), errors, "Colleague", text, AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(id, referral, session, desk, chosen, errors, cancel);
    }

    private static async Task<IResult> PageAsync(
        Guid id, Guid referral, OfficeSession session, ReferralDesk desk, string chosen, FormErrors errors, CancellationToken cancel) =>
        await desk.ColleaguesAsync(id, referral, session.Staff, cancel) is { } colleagues
            ? Page.Of<HandOverPage>(new { ReportId = id, ReferralId = referral, Colleagues = colleagues, Chosen = chosen, Errors = errors },
                errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            : TypedResults.NotFound();
}
