using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Cases.Links;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Screening;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Screening;

/// <summary>An administrator decides whether a report is inside the scheme's purpose.</summary>
public static class ScreeningPages
{
    public static void MapScreening(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/screening", ShowAsync).ForAdministrators();
        pages.MapPost("/screening", DecideAsync).ForAdministrators().Takes(ScreeningForm.Shape);
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? ground, SimilarCases similar) =>
        visit.ShowAsync(async view => Page.Of<ScreeningPage>(new
        {
            View = view,
            Typed = ScreeningForm.Suggested(visit.Session.Scheme, ground, view.Report?.Language),
            Similar = view.May.Screen ? await similar.OfAsync(visit.Id, visit.Staff, visit.Cancel) : [],
        }));

    private static async Task<IResult> DecideAsync(
        [AsParameters] CaseVisit visit, PostedForm form, ScreeningDesk screening, OutboundGuard guard)
    {
        var typed = ScreeningForm.Of(form.Read);
        var errors = typed.Check(form.Faults(), visit.Session.Scheme, visit.Text);
        if (typed.IsDoubt) return await DoubtAsync();
        var outgoing = OutgoingOf(visit, typed);
        if (OutboundPages.Asks(errors, outgoing)) return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var answer = await screening.DecideAsync(visit.Id, visit.Staff, typed.Decision, OutboundForm.Answer(form), visit.Cancel);
        if (OutboundPages.Asks(answer, outgoing, errors, visit.Text))
            return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        var next = visit.Here.CaseAfter(visit.Id, typed.Decision is ScreeningDecision.Inside ? CaseNotice.Inside : CaseNotice.Outside);
        return await visit.ThenAsync(answer, next, errors, answer == CaseResult.TextTooLong ? typed.TextField : "Scope", AgainAsync);

        // Nothing of it is sent to anybody, and there is no page between.
        async Task<IResult> DoubtAsync()
        {
            if (errors.Any || typed.Step is not { } step) return await AgainAsync();
            var kept = await screening.DoubtAsync(visit.Id, visit.Staff, typed.Doubt, typed.Needed, step, visit.Cancel);
            var field = kept == CaseResult.DoesNotFollow ? "Next" : kept == CaseResult.TextTooLong ? typed.TextField : "Scope";
            return await visit.ThenAsync(kept, visit.Here.CaseAfter(visit.Id, CaseNotice.InDoubt), errors, field, AgainAsync);
        }

        Task<IResult> AgainAsync() =>
            visit.ShowAsync<ScreeningPage>(errors, view => new { View = view, Typed = typed, Sent = true, Errors = errors });
    }

    private static Outgoing OutgoingOf(CaseVisit visit, ScreeningForm typed)
    {
        var (text, scheme) = (visit.Text, visit.Session.Scheme);
        var isOutside = typed.Scope == "outside";
        var isStandard = !isOutside && BlankText.Is(typed.Note);
        var words = isOutside ? typed.Text : isStandard ? text["Mailbox.Screening.Inside"] : typed.Note;
        var help = typed.Help.Distinct().Select(scheme.Help.Entry).OfType<HelpEntry>().Select(entry => entry.Title.In(text.Language));
        return new(isOutside ? OutgoingAct.Outside : OutgoingAct.Inside, "screening-form", visit.Here.Case(visit.Id, "screening"),
            [new(text[isOutside ? "Outbound.Text.Outside" : "Outbound.Text.Inside"], words)])
        {
            IsLookedThrough = !isStandard && !ScreeningDesk.IsOwnWording(scheme, typed.Decision),
            Consequences = Outgoing.ToReporter(text, isOutside
                ? [
                    text["Outbound.Happens.Help", string.Join(", ", help)], text["Outbound.Happens.Over"],
                    text["Outbound.Happens.Deleted", scheme.Deadlines.RetentionDays[Outcome.OutOfScope]],
                ]
                : []),
        };
    }
}
