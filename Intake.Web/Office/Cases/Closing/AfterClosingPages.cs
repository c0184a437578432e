using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Outbound;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Components;

namespace Intake.Web.Office.Cases.Closing;

/// <summary>After closing: the question how it has gone since, and opening the case again. Both are for all who hold the case.</summary>
public static class AfterClosingPages
{
    private static readonly FormShape Shape = FormShape.Within(CaseForms.MostTextBytes).Text("Text", CaseForms.TextBytes).WithCheck();

    public static void MapAfterClosing(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/look-after", LookAsync).ForReaders();
        pages.MapPost("/look-after", CheckInAsync).ForReaders().Takes(Shape);
        pages.MapGet("/reopen", AskAsync).ForReaders();
        pages.MapPost("/reopen", ReopenAsync).ForReaders().Takes(Shape);
    }

    private static Task<IResult> LookAsync(
        [AsParameters] CaseVisit visit, string? template, IReadOnlyDictionary<string, TextCatalogue> catalogues) =>
        visit.ShowAsync<LookAfterPage>(FormErrors.None, view => new
        {
            View = view,
            Begun = MessageTemplates.Of(template, "look-after", view, visit.Session.Scheme, catalogues),
        });

    private static Task<IResult> CheckInAsync(
        [AsParameters] CaseVisit visit, PostedForm form, AfterClosingDesk desk, OutboundGuard guard) =>
        SendAsync<LookAfterPage>(visit, form, guard,
            new(OutgoingAct.CheckIn, "look-after-form", visit.Here.Case(visit.Id, "look-after"), []),
            answer => desk.CheckInAsync(visit.Id, visit.Staff, form.Text("Text"), answer, visit.Cancel), CaseNotice.CheckedIn);

    private static Task<IResult> AskAsync([AsParameters] CaseVisit visit) =>
        visit.ShowAsync<ReopenPage>(FormErrors.None, view => new { View = view });

    private static Task<IResult> ReopenAsync(
        [AsParameters] CaseVisit visit, PostedForm form, AfterClosingDesk desk, OutboundGuard guard) =>
        SendAsync<ReopenPage>(visit, form, guard,
            new(OutgoingAct.Reopening, "reopen-form", visit.Here.Case(visit.Id, "reopen"), []),
            answer => desk.ReopenAsync(visit.Id, visit.Staff, form.Text("Text"), answer, visit.Cancel), CaseNotice.Reopened);

    private static Task<IResult> SendAsync<TPage>(CaseVisit visit, PostedForm form, OutboundGuard guard, Outgoing act,
        Func<OutboundAnswer, Task<CaseResult>> send, CaseNotice done) where TPage : IComponent
    {
        var errors = form.Faults();
        var outgoing = act with
        {
            Texts = [new(visit.Text[$"Outbound.Text.{act.Act}"], form.Text("Text"))], Consequences = Outgoing.ToReporter(visit.Text),
        };
        return new CheckedPost(visit, guard, outgoing, form, errors).SendAsync(send, visit.Here.CaseAfter(visit.Id, done), "Text",
            () => visit.ShowAsync<TPage>(errors, view => new { View = view, Form = form.Read, Errors = errors }));
    }
}
