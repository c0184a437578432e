using Intake.Core.Cases;
using Intake.Core.Cases.Guidance;
using Intake.Core.Cases.Inbox;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Office.Door;
using Intake.Web.Office.Exports;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>Something that can be done, and where.</summary>
public sealed record CaseAct(string Href, string Words);

/// <summary>What a person does next in a case, whose move it is where that is nothing, and what else can be done.</summary>
internal sealed class CaseActs(CaseView view, CaseTurn turn, PageAddress here, OfficeSession session, Text text, DateOnly today)
{
    /// <summary>How many days before a deadline what meets it goes before the stage that a handler's path has come to.</summary>
    private const int NearDays = 14;

    private readonly Guid id = view.ReportId;

    /// <summary>
    /// The next act: what the inbox says; where it says nothing and no deadline is near, the stage that the handler's path has come to;
    /// else what meets the next deadline where that is this person's move.
    /// </summary>
    public CaseAct? Next
    {
        get
        {
            if (turn.Action == NextAction.Screening && view is { Doubt.Next: DoubtStep.Ask, May.Ask: true })
                return new(here.Tab(id, CaseTab.Conversation, "question"), text["Screening.Doubt.ToAsk"]);
            if (turn.Action == NextAction.Closing && view.May.Refer && IsReopened)
                return new(here.Case(id, "refer"), text["Workplace.Next.ReferAgain"]);
            if (turn.Action != NextAction.Nothing) return new(AddressOf(turn.Action), text[$"Inbox.Waits.{turn.Action}"]);
            if ((turn.Next is not { } near || near.Due.DayNumber - today.DayNumber > NearDays) && OnPath is { } stage) return stage;
            return turn is { Next: { } due, Later: not (NextAction.Nothing or NextAction.Gate) and var later }
                ? new(AddressOf(later), text["Workplace.Next.By", text[$"Inbox.Waits.{later}"], text.Date(due.Due)])
                : null;
        }
    }

    /// <summary>Whose move it is, or that nothing waits: for a person with no next act.</summary>
    public string Waiting => turn switch
    {
        { Next: { } due, IsMine: false } =>
            text["Workplace.Waits.By", text["Inbox.Waits.Others", Others], DueOf(due), text.Date(due.Due)],
        _ when CaseLifecycle.IsOver(view.State) => text["Workplace.Waits.Over"],
        _ when !session.By.IsAdministrator => text["Inbox.Waits.Others", text["Inbox.Waits.Administrators"]] + ".",
        _ => text["Workplace.Waits.Nobody"],
    };

    /// <summary>All else that this person may do, in the order in which a case meets it.</summary>
    public IReadOnlyList<CaseAct> Besides => [.. All().Where(act => act.Href != Next?.Href)];

    /// <summary>What is now on the path of this person's unit, of the work between assessing and accounting for it.</summary>
    private CaseAct? OnPath => view.Referrals
        .Where(one => one is { WorkFile: not null, May.Work: true, State: ReferralState.Accepted })
        .SelectMany(one => HandlingPath.Of(view, one)
            .Where(step => step is { State: PathState.Now, Stage: PathStage.Plan or PathStage.Hear or PathStage.Act })
            .Select(step => new CaseAct(here.Stage(id, one.Id, step.Stage), text[$"Path.Stage.{step.Stage}"])))
        .FirstOrDefault();

    /// <summary>Whether the case was opened again and no unit has been given it since: then closing is not what comes next.</summary>
    private bool IsReopened => view.Thread.LastOrDefault(entry => entry.Kind is EntryKind.Reopening or EntryKind.Referral)
        ?.Kind == EntryKind.Reopening;

    private bool TalkWaits => TalkHistory.Of(view.Thread) is [.., { State: TalkState.Asked or TalkState.OtherTime }];

    /// <summary>A handler learns of no unit but their own that it has the case.</summary>
    private string Others => turn.Units.Count == 0
        ? text["Inbox.Waits.Administrators"]
        : string.Join(", ", turn.Units.Select(unit => view.Referrals.Any(referral => referral.UnitId == unit)
            ? session.Scheme.TitleOf(unit, text) : text["Inbox.Waits.OtherUnit"]).Distinct());

    private string DueOf(Deadline due) => text[$"CaseFile.Deadline.{due.Kind}"];

    private string AddressOf(NextAction action) => action == NextAction.SecondReading && Proposed is { } proposed
        ? here.Case(id, $"proposed/{proposed.EntryId}") : here.Act(id, action, view.Referrals.FirstOrDefault(one => action switch
    {
        NextAction.Review => one.May.ReviewStatement,
        NextAction.Statement => one.May.SendStatement && one.State == CaseLifecycle.ReturnStatement.To,
        NextAction.SendStatement => one.May.SendStatement,
        _ => one is { May.Work: true, State: ReferralState.Accepted },
    })?.Id, view.NewAnswers is [var first, ..] ? $"entry-{first.Id}" : "thread");

    /// <summary>A colleague's message that waits for this person.</summary>
    private MessageProposal? Proposed => view.Proposals.FirstOrDefault(one => one.IsOpen && !one.IsBy(session.Staff));

    private IEnumerable<CaseAct> All()
    {
        if (view.May.Screen) yield return new(here.Case(id, "screening"), text["CaseFile.Step.Screen"]);
        if (view.May.Refer) yield return new(here.Case(id, "refer"), text["CaseFile.Step.Refer"]);
        if (view.May.Ask) yield return new(here.Tab(id, CaseTab.Conversation, "question"), text["CaseFile.Question"]);
        if (view.May.GiveFeedback) yield return new(here.Tab(id, CaseTab.Conversation, "feedback"), text["CaseFile.Feedback"]);
        foreach (var act in view.Referrals.SelectMany(OfReferral)) yield return act;
        yield return new(here.Case(id, "talk"), text[TalkWaits ? "CaseFile.Step.TalkWaits" : "CaseFile.Step.Talk"]);
        if (view.May.SetDates) yield return new(here.Case(id, "dates"), text["CaseFile.Step.Dates"]);
        if (view.May.Link) yield return new(here.Case(id, "links"), text["Links.Step"]);
        if (view.May.CheckIn) yield return new(here.Case(id, "look-after"), text["CaseFile.Step.LookAfter"]);
        if (view.May.Reopen) yield return new(here.Case(id, "reopen"), text["CaseFile.Step.Reopen"]);
        if (view.May.Hold) yield return new(here.Case(id, "hold"), text["CaseFile.Step.Hold"]);
        if (view.May.Close) yield return new(here.Case(id, "close"), text["CaseFile.Step.Close"]);
        if (session.By.IsAdministrator && ExportPage.HasStatement(view))
            yield return new(here.Case(id, "export"), text["CaseFile.Step.Export"]);
    }

    private IEnumerable<CaseAct> OfReferral(ReferralView referral)
    {
        var unit = session.Scheme.TitleOf(view, referral, text);
        if (referral.May.Work) yield return new(here.Referral(id, referral.Id), text["CaseFile.Step.Work", unit]);
        if (referral.May.SendStatement)
            yield return new(here.Referral(id, referral.Id, "statement/write"), text["CaseFile.Step.Statement", unit]);
        if (referral.May.Notify && session.Scheme.Orientation is { } office && referral == view.Referrals.First(one => one.May.Notify))
            yield return new(here.Referral(id, referral.Id, "orientation"), text["CaseFile.Step.Notify", office.Title.In(text.Language)]);
        if (referral.May.ReviewStatement)
            yield return new(here.Referral(id, referral.Id, "statement"), text["CaseFile.Step.Review", unit]);
        if (referral.May.Message && referral.Handlers.Count > 0)
        {
            yield return new(
                here.Case(id, "units"), referral.WorkFile is null ? text["Units.ToUnit", unit] : text["Units.ToAdministrator"]);
        }

        if (referral.May.TakeBack && referral.Handlers.Count > 0)
            yield return new(here.Referral(id, referral.Id, "take-back"), text["CaseFile.Step.TakeBack", unit]);
        if (referral.May.Decline) yield return new(here.Referral(id, referral.Id, "decline"), text["Units.Decline.Title"]);
    }
}
