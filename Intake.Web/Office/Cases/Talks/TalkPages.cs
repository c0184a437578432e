using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Work;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Talks;

/// <summary>Talks by code word, and minutes for the reporter to check.</summary>
public static class TalkPages
{
    private static readonly FormShape Proposing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Request", 64).Text("Text", CaseForms.TextBytes).WithCheck();

    private static readonly FormShape Writing = FormShape.Within(CaseForms.MostTextBytes)
        .Date("HeldOn").Text("Text", CaseForms.TextBytes).WithCheck();

    public static void MapTalk(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/talk", ShowAsync).ForReaders();
        pages.MapPost("/talk", ProposeAsync).ForReaders().Takes(Proposing);
        pages.MapPost("/minutes", MinutesAsync).ForReaders().Takes(Writing);
        pages.MapGet("/minutes", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "talk"))).ForReaders();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done) =>
        PageAsync(visit, null, FormErrors.None, CaseNotices.Of(done));

    private static async Task<IResult> ProposeAsync(
        [AsParameters] CaseVisit visit, PostedForm form, CaseTalkDesk talks, OutboundGuard guard)
    {
        var (errors, outgoing) = (form.Faults("talk-"), OutgoingOf(visit, OutgoingAct.Talk, form));
        if (OutboundPages.Asks(errors, outgoing)) return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        // What is not an id counts as an unknown talk, and is refused.
        var request = Guid.TryParse(form.Text("Request"), out var chosen) ? chosen : Guid.Empty;
        var answer = await talks.ProposeAsync(
            visit.Id, visit.Staff, request, form.Text("Text"), OutboundForm.Answer(form), visit.Cancel);
        return OutboundPages.Asks(answer, outgoing, errors, visit.Text)
            ? await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors)
            : await visit.ThenAsync(answer, visit.Here.Case(visit.Id, "talk?done=proposed"), errors, "talk-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, new TypedWork("talk", form.Read), errors, CaseNotice.None);
    }

    private static async Task<IResult> MinutesAsync(
        [AsParameters] CaseVisit visit, PostedForm form, CaseTalkDesk talks, OutboundGuard guard)
    {
        var (errors, outgoing) = (form.Faults("minutes-"), OutgoingOf(visit, OutgoingAct.Minutes, form));
        if (OutboundPages.Asks(errors, outgoing)) return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        var heldOn = form.Read.Date("HeldOn", out var wrong);
        if (wrong) errors.Add("HeldOn", visit.Text["CaseTalk.Minutes.HeldOn.Wrong"]);
        if (errors.Any || OutboundForm.IsChanging(form)) return await AgainAsync();
        var answer = await talks.WriteMinutesAsync(
            visit.Id, visit.Staff, heldOn, form.Text("Text"), OutboundForm.Answer(form), visit.Cancel);
        if (OutboundPages.Asks(answer, outgoing, errors, visit.Text))
            return await OutboundPages.ShowAsync(visit, guard, outgoing, form, errors);
        if (answer == CaseResult.ChoiceUnknown) errors.Add("HeldOn", visit.Text["CaseTalk.Minutes.HeldOn.Wrong"]);
        return errors.Any
            ? await AgainAsync()
            : await visit.ThenAsync(answer, visit.Here.Case(visit.Id, "talk?done=minutes"), errors, "minutes-Text", AgainAsync);

        Task<IResult> AgainAsync() => PageAsync(visit, new TypedWork("minutes", form.Read), errors, CaseNotice.None);
    }

    private static Outgoing OutgoingOf(CaseVisit visit, OutgoingAct act, PostedForm form)
    {
        var name = act.ToString().ToLowerInvariant();
        return new(act, name + "-form", visit.Here.Case(visit.Id, name), [new(visit.Text[$"Outbound.Text.{act}"], form.Text("Text"))])
        {
            IsOwn = true,
            Reader = act == OutgoingAct.Talk ? OutboundReader.Caller : OutboundReader.Reporter,
            Consequences = Outgoing.ToReporter(visit.Text),
        };
    }

    private static Task<IResult> PageAsync(CaseVisit visit, TypedWork? typed, FormErrors errors, CaseNotice notice) =>
        visit.ShowAsync<TalkPage>(errors, view => new { View = view, Typed = typed, Errors = errors, Notice = notice });
}
