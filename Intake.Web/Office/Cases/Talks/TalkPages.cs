using Intake.Core.Cases;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Work;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Dates;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Talks;

/// <summary>Talks by code word, and minutes for the reporter to check.</summary>
public static class TalkPages
{
    private static readonly FormShape Proposing = FormShape.Within(CaseForms.MostTextBytes)
        .Text("Request", 64).Date("TalkOn").Text("Hour", 16).Text("Text", CaseForms.TextBytes).WithCheck();

    private static readonly FormShape Writing = FormShape.Within(CaseForms.MostTextBytes)
        .Date("HeldOn").Text("Text", CaseForms.TextBytes).WithDraft().WithCheck();

    public static void MapTalk(this IEndpointRouteBuilder app)
    {
        var pages = app.MapCase();
        pages.MapGet("/talk", ShowAsync).ForReaders();
        pages.MapPost("/talk", ProposeAsync).ForReaders().Takes(Proposing);
        pages.MapPost("/minutes", MinutesAsync).ForReaders().Takes(Writing);
        pages.MapGet("/minutes", (Guid id, PageAddress here) => new SeeOther(here.Case(id, "talk"))).ForReaders();
    }

    private static Task<IResult> ShowAsync([AsParameters] CaseVisit visit, string? done, CaseDraftDesk drafts) =>
        PageAsync(visit, drafts, null, FormErrors.None, CaseNotices.Of(done));

    private static Task<IResult> ProposeAsync(
        [AsParameters] CaseVisit visit, PostedForm form, CaseTalkDesk talks, OutboundGuard guard, CaseDraftDesk drafts)
    {
        // What is not an id counts as an unknown talk, and is refused.
        var request = Guid.TryParse(form.Text("Request"), out var chosen) ? chosen : Guid.Empty;
        var post = PostOf(visit, OutgoingAct.Talk, form, guard);
        var on = form.Read.Date("TalkOn", out var wrong);
        var hour = DatePages.HourOf(form.Text("Hour"), out var noHour);
        if (wrong) post.Errors.Add("TalkOn", form.Read.FaultOfDate("TalkOn", visit.Text, "CaseTalk.On.Wrong"));
        if (noHour) post.Errors.Add("talk-Hour", visit.Text["Dates.Hour.Wrong"]);
        if (on is { } day)
        {
            var said = TalkWords.When(day, hour, visit.Text);
            post = post with
            {
                Outgoing = post.Outgoing with { Consequences = Outgoing.ToReporter(visit.Text, visit.Text["CaseTalk.Happens.Day", said]) },
            };
        }

        return SendAsync(post, drafts, "talk?done=proposed", async given =>
        {
            var proposal = new TalkProposal(request, form.Text("Text")) { On = on, Hour = hour };
            var answer = await talks.ProposeAsync(visit.Id, visit.Staff, proposal, given, visit.Cancel);
            if (answer == CaseResult.DayImpossible) post.Errors.Add("TalkOn", visit.Text["CaseTalk.On.Wrong"]);
            return answer;
        });
    }

    private static Task<IResult> MinutesAsync(
        [AsParameters] CaseVisit visit, PostedForm form, CaseTalkDesk talks, OutboundGuard guard, CaseDraftDesk drafts)
    {
        var post = PostOf(visit, OutgoingAct.Minutes, form, guard) with
        {
            Draft = new(drafts, WorkForm.Minutes, visit.Here.Case(visit.Id, "talk?done=draftsaved")),
        };
        var heldOn = form.Read.Date("HeldOn", out var wrong);
        if (wrong) post.Errors.Add("HeldOn", form.Read.FaultOfDate("HeldOn", visit.Text, "CaseTalk.Minutes.HeldOn.Wrong"));
        return SendAsync(post, drafts, "talk?done=minutes", async given =>
        {
            var answer = await talks.WriteMinutesAsync(visit.Id, visit.Staff, heldOn, form.Text("Text"), given, visit.Cancel);
            if (answer == CaseResult.ChoiceUnknown) post.Errors.Add("HeldOn", visit.Text["CaseTalk.Minutes.HeldOn.Wrong"]);
            return answer;
        });
    }

    private static Task<IResult> SendAsync(
        CheckedPost post, CaseDraftDesk drafts, string next, Func<OutboundAnswer, Task<CaseResult>> send)
    {
        var visit = post.Visit;
        return post.SendAsync(send, visit.Here.Case(visit.Id, next), post.Outgoing.Prefix + "Text", () =>
            PageAsync(visit, drafts, new TypedWork(NameOf(post.Outgoing.Act), post.Form.Read), post.Errors, CaseNotice.None));
    }

    private static CheckedPost PostOf(CaseVisit visit, OutgoingAct act, PostedForm form, OutboundGuard guard)
    {
        var name = NameOf(act);
        var outgoing = new Outgoing(
            act, name + "-form", visit.Here.Case(visit.Id, name), [new(visit.Text[$"Outbound.Text.{act}"], form.Text("Text"))])
        {
            IsOwn = true,
            Reader = act == OutgoingAct.Talk ? OutboundReader.Caller : OutboundReader.Reporter,
            Consequences = Outgoing.ToReporter(visit.Text),
        };
        return new CheckedPost(visit, guard, outgoing, form, form.Faults(outgoing.Prefix));
    }

    private static string NameOf(OutgoingAct act) => act.ToString().ToLowerInvariant();

    private static async Task<IResult> PageAsync(
        CaseVisit visit, CaseDraftDesk desk, TypedWork? typed, FormErrors errors, CaseNotice notice)
    {
        var drafts = (await desk.ReadAsync(visit.Id, visit.Staff, [WorkForm.Minutes], visit.Cancel)).GetValueOrDefault(WorkForm.Minutes);
        var minutes = typed?.Name == "minutes" ? typed.Form : WorkDraftForm.Again(Writing, drafts?.Own);
        return await visit.ShowAsync<TalkPage>(errors, view =>
            new { View = view, Typed = typed, OfMinutes = minutes, Drafts = drafts, Errors = errors, Notice = notice });
    }
}
