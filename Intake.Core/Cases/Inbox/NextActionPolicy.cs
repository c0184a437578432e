using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>A case as it stands for one person: what decides why it waits for them.</summary>
/// <param name="State">The report's.</param>
/// <param name="Referrals">Those that the person sees.</param>
/// <param name="Pressing">Deadlines that have passed or are near, the earliest first.</param>
public sealed record WaitingCase(
    ReportState State, IReadOnlyList<InboxReferral> Referrals, IReadOnlyList<PressingDeadline> Pressing)
{
    /// <summary>Whether the person has passed the gate.</summary>
    public bool Passed { get; init; }

    /// <summary>Whether the reporter has written something that this person has not seen and nobody has answered.</summary>
    public bool Unread { get; init; }

    /// <summary>Whether the reporter has asked for a talk, and no time has been proposed since.</summary>
    public bool TalkAsked { get; init; }

    /// <summary>Whether it has been said how grave the matter is.</summary>
    public bool Assessed { get; init; }

    /// <summary>Whether the unit, or the administrators, have written something that this person has not seen.</summary>
    public bool Messaged { get; init; }

    /// <summary>Whether another person waits for an answer about keeping the case.</summary>
    public bool HoldAsked { get; init; }

    /// <summary>Whether a colleague's message to the reporter waits to be read and sent.</summary>
    public bool ToRead { get; init; }
}

/// <summary>Decides what a case waits for from a person. Pure.</summary>
public static class NextActionPolicy
{
    /// <summary>Every reason, the most pressing first, each once; none where the case does not wait for this person.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="of">The case as it stands for them.</param>
    public static IReadOnlyList<NextAction> All(Certificate person, WaitingCase of)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(of);
        var isOver = CaseLifecycle.IsOver(of.State);
        if (!of.Passed) return isOver ? [] : [NextAction.Gate];
        var mine = of.Pressing.Where(due => due.IsMine).ToList();
        List<NextAction> reasons = [];
        if (!isOver && person.IsAdministrator && CaseLifecycle.ScreenInside.Allows(of.State)) reasons.Add(NextAction.Screening);
        reasons.AddRange(mine.Where(due => due.IsOverdue).Select(due => ToMeet(due.Kind, person, of)));
        if (of.HoldAsked) reasons.Add(NextAction.Hold);
        if (!isOver) reasons.AddRange(InOrder(person, of));
        // Into a closed case the reporter writes only how it has gone since: that waits for all who hold it.
        else if (of.Unread && CaseLifecycle.AnswerCheckIn.Allows(of.State)) reasons.Add(NextAction.Answer);
        // A unit that has been asked has its own days to answer in.
        reasons.AddRange(mine.Where(due => due is not { Kind: DeadlineKind.Routing, IsOverdue: false } || IsToBeReferred(of))
            .Select(due => ToMeet(due.Kind, person, of)));
        return [.. reasons.Where(reason => reason != NextAction.Nothing).Distinct()];
    }

    /// <summary>
    /// Whether administrators' colleague has taken a case on whose gate this one has not passed: screened and referred, and every unit
    /// that was asked has somebody.
    /// </summary>
    /// <param name="person">Who has not passed it.</param>
    /// <param name="state">The report's.</param>
    /// <param name="referrals">Those that the person sees.</param>
    internal static bool IsWithColleague(Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals) =>
        person.IsAdministrator && (state == CaseLifecycle.Refer.To || state == CaseLifecycle.Handle.To)
        && referrals.Count > 0 && !referrals.Any(one => one.Mine || one.Left);

    private static IEnumerable<NextAction> InOrder(Certificate person, WaitingCase of)
    {
        if (person.IsAdministrator)
        {
            if (IsToBeReferred(of)) yield return NextAction.Referral;
            if (of.Referrals.Any(r => CaseLifecycle.AcceptStatement.Allows(of.State, r.State))) yield return NextAction.Review;
            if (of.State == CaseLifecycle.Handle.To) yield return NextAction.Closing;
        }

        if (IsReturned(of)) yield return NextAction.Statement;
        if (of.ToRead) yield return NextAction.SecondReading;
        // While a report is with a unit, what its reporter writes waits for the unit's handlers.
        if (of.Referrals.Any(r => r.Mine) || of.State != CaseLifecycle.Refer.To)
        {
            if (of.TalkAsked) yield return NextAction.Talk;
            if (of.Unread) yield return NextAction.Answer;
        }

        if (of.Messaged) yield return NextAction.Message;

        if (!of.Assessed && of.Referrals.Any(r => r.Mine && CaseLifecycle.Assess.Allows(of.State, r.State))) yield return NextAction.Assess;
    }

    /// <summary>The act that meets a deadline; nothing for the one that the worker meets by deleting.</summary>
    private static NextAction ToMeet(DeadlineKind kind, Certificate person, WaitingCase of) => kind switch
    {
        // Where the unit has it no more, it is taken on by being referred again.
        DeadlineKind.Acceptance when person.IsAdministrator && IsToBeReferred(of) => NextAction.Referral,
        DeadlineKind.Acknowledgement or DeadlineKind.Acceptance => NextAction.Gate,
        DeadlineKind.Screening => NextAction.Screening,
        DeadlineKind.Routing => IsToBeReferred(of) ? NextAction.Referral : NextAction.Routing,
        DeadlineKind.Feedback => NextAction.Feedback,
        DeadlineKind.Statement => IsReturned(of) ? NextAction.Statement : NextAction.SendStatement,
        DeadlineKind.AgreedTalk => NextAction.AgreedTalk,
        DeadlineKind.OpenWindow => NextAction.OpenWindow,
        DeadlineKind.PoliceReport => NextAction.PoliceReport,
        DeadlineKind.CheckIn => NextAction.CheckIn,
        _ => NextAction.Nothing,
    };

    private static bool IsToBeReferred(WaitingCase of) =>
        of.State == CaseLifecycle.ScreenInside.To || of.Referrals.Any(r => r.Left && !CaseLifecycle.IsOver(r.State));

    private static bool IsReturned(WaitingCase of) => of.Referrals.Any(r => r.Mine && r.State == CaseLifecycle.ReturnStatement.To);
}
