using Intake.Core.Cases;
using Intake.Core.Cases.UnitMessages;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Microsoft.AspNetCore.Components;

namespace Intake.Web.Office.Cases.UnitMessages;

/// <summary>What administrators and units write to each other about a case, and the referral that one of them ends.</summary>
public static class UnitMessagePages
{
    private static readonly FormShape Writing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Referral", 64).Text("Text", CaseForms.TextBytes);

    public static void MapUnitMessages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/units", ShowAsync).ForReaders();
        pages.MapPost("/units", WriteAsync).ForReaders().Takes(Writing);
        var referral = pages.MapGroup("/referral/{referral:guid}");
        referral.MapGet("/decline", ([AsParameters] CaseVisit visit, Guid referral) =>
            EndPageAsync<DeclinePage>(visit, referral, "", FormErrors.None)).ForCaseHandlers();
        referral.MapPost("/decline", DeclineAsync).ForCaseHandlers().Takes(CaseForms.OneText);
        referral.MapGet("/take-back", ([AsParameters] CaseVisit visit, Guid referral) =>
            EndPageAsync<TakeBackPage>(visit, referral, "", FormErrors.None)).ForAdministrators();
        referral.MapPost("/take-back", TakeBackAsync).ForAdministrators().Takes(CaseForms.OneText);
        app.MapOffice().MapGet("/declined", () => Page.Of<DeclinedPage>()).ForReaders();
    }

    /// <summary>Who is shown the messages has seen them.</summary>
    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done, CaseMarks marks) =>
        visit.ShowAsync(async view =>
        {
            await marks.SeenMessagesAsync(visit.Id, visit.Staff, UnitThread.Received(view), visit.Cancel);
            return Page.Of<UnitMessagesPage>(new { View = view, Notice = CaseNotices.Of(done) });
        });

    private static async Task<IResult> WriteAsync([AsParameters] CaseVisit visit, PostedForm form, UnitMessageDesk desk)
    {
        var (errors, to, text) = (form.Faults(), form.Text("Referral"), form.Text("Text"));
        if (!Guid.TryParse(to, out var referral)) errors.Add("Referral", visit.Text["Units.To.Missing"]);
        if (errors.Any) return await AgainAsync();
        var answer = await desk.WriteAsync(visit.Id, referral, visit.Staff, text, visit.Cancel);
        return await visit.ThenAsync(answer, visit.Here.Case(visit.Id, "units?done=unitmessaged"), errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => visit.ShowAsync<UnitMessagesPage>(
            errors, view => new { View = view, To = to, Typed = text, Errors = errors });
    }

    private static Task<IResult> DeclineAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReturnDesk desk) =>
        EndAsync<DeclinePage>(visit, referral, form, visit.Here.To("office/declined"),
            reason => desk.DeclineAsync(visit.Id, referral, visit.Staff, reason, visit.Cancel));

    private static Task<IResult> TakeBackAsync([AsParameters] CaseVisit visit, Guid referral, PostedForm form, ReturnDesk desk) =>
        EndAsync<TakeBackPage>(visit, referral, form, visit.Here.CaseAfter(visit.Id, CaseNotice.TakenBack),
            reason => desk.TakeBackAsync(visit.Id, referral, visit.Staff, reason, visit.Cancel));

    private static async Task<IResult> EndAsync<TPage>(
        CaseVisit visit, Guid referral, PostedForm form, string next, Func<string, Task<CaseResult>> act) where TPage : IComponent
    {
        var (errors, reason) = (form.Faults(), form.Text("Text"));
        return errors.Any
            ? await AgainAsync()
            : await visit.ThenAsync(await act(reason), next, errors, "Text", AgainAsync);

        Task<IResult> AgainAsync() => EndPageAsync<TPage>(visit, referral, reason, errors);
    }

    private static async Task<IResult> EndPageAsync<TPage>(CaseVisit visit, Guid referralId, string typed, FormErrors errors)
        where TPage : IComponent
    {
        var view = await visit.Desk.ReadAsync(visit.Id, visit.Staff, visit.Cancel);
        return view?.Referrals.FirstOrDefault(one => one.Id == referralId) is { } referral
            && (typeof(TPage) == typeof(TakeBackPage) || referral.WorkFile is not null)
            ? Page.Of<TPage>(new { View = view, Referral = referral, Typed = typed, Errors = errors }, CaseVisit.StatusOf(errors))
            : TypedResults.NotFound();
    }
}
