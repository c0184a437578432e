using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>Decides what a case waits for from a person. Pure; the first reason counts.</summary>
public static class NextActionPolicy
{
    /// <summary>The reason, or <see cref="NextAction.Nothing"/>.</summary>
    /// <param name="person">Who asks.</param>
    /// <param name="state">The report's.</param>
    /// <param name="referrals">Those that the person sees.</param>
    /// <param name="passed">Whether the person has passed the gate.</param>
    /// <param name="unanswered">Whether the reporter has written since staff last did.</param>
    /// <param name="pressing">Deadlines that have passed or are near, the earliest first.</param>
    /// <param name="holdAsked">Whether another person waits for an answer about keeping the case.</param>
    public static NextAction For(Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, bool passed,
        bool unanswered, IReadOnlyList<PressingDeadline> pressing, bool holdAsked)
    {
        ArgumentNullException.ThrowIfNull(person);
        var isOver = CaseLifecycle.IsOver(state);
        if (!passed) return isOver ? NextAction.Nothing : NextAction.Gate;
        if (!isOver && person.IsAdministrator && CaseLifecycle.ScreenInside.Allows(state)) return NextAction.Screening;
        var mine = pressing.Where(due => due.IsMine).ToList();
        if (First(mine.Where(due => due.IsOverdue)) is var late and not NextAction.Nothing) return late;
        if (holdAsked) return NextAction.Hold;
        var ordered = isOver ? NextAction.Nothing : InOrder(person, state, referrals, unanswered);
        if (ordered != NextAction.Nothing) return ordered;
        return First(mine);

        NextAction First(IEnumerable<PressingDeadline> due) =>
            due.Select(one => ToMeet(one.Kind, state, referrals)).FirstOrDefault(act => act != NextAction.Nothing);
    }

    private static NextAction InOrder(Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, bool unanswered)
    {
        if (person.IsAdministrator)
        {
            if (IsToBeReferred(state, referrals)) return NextAction.Referral;
            if (referrals.Any(r => CaseLifecycle.AcceptStatement.Allows(state, r.State))) return NextAction.Review;
            if (state == CaseLifecycle.Handle.To) return NextAction.Closing;
        }

        if (IsReturned(referrals)) return NextAction.Statement;
        // While a report is with a unit, answers wait for its handlers.
        var answers = referrals.Any(r => r.Mine) || state != CaseLifecycle.Refer.To;
        return unanswered && answers ? NextAction.Answer : NextAction.Nothing;
    }

    /// <summary>The act that meets a deadline; nothing for the one that the worker meets by deleting.</summary>
    private static NextAction ToMeet(DeadlineKind kind, ReportState state, IReadOnlyList<InboxReferral> referrals) => kind switch
    {
        DeadlineKind.Acknowledgement or DeadlineKind.Acceptance => NextAction.Gate,
        DeadlineKind.Screening => NextAction.Screening,
        DeadlineKind.Routing => IsToBeReferred(state, referrals) ? NextAction.Referral : NextAction.Routing,
        DeadlineKind.Feedback => NextAction.Feedback,
        DeadlineKind.Statement => IsReturned(referrals) ? NextAction.Statement : NextAction.SendStatement,
        DeadlineKind.AgreedTalk => NextAction.AgreedTalk,
        DeadlineKind.OpenWindow => NextAction.OpenWindow,
        DeadlineKind.PoliceReport => NextAction.PoliceReport,
        DeadlineKind.CheckIn => NextAction.CheckIn,
        _ => NextAction.Nothing,
    };

    private static bool IsToBeReferred(ReportState state, IReadOnlyList<InboxReferral> referrals) =>
        state == CaseLifecycle.ScreenInside.To || referrals.Any(r => r.Left && !CaseLifecycle.IsOver(r.State));

    private static bool IsReturned(IReadOnlyList<InboxReferral> referrals) =>
        referrals.Any(r => r.Mine && r.State == CaseLifecycle.ReturnStatement.To);
}
