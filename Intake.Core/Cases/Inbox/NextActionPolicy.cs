using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Inbox;

/// <summary>Decides what a case waits for from a person. Pure; the first reason counts.</summary>
public static class NextActionPolicy
{
    /// <summary>The reason, or <see cref="NextAction.Nothing"/>.</summary>
    public static NextAction For(
        Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, bool passed, bool unanswered)
    {
        if (CaseLifecycle.IsOver(state)) return NextAction.Nothing;
        if (!passed) return NextAction.Gate;
        if (person.IsAdministrator)
        {
            if (CaseLifecycle.ScreenInside.Allows(state)) return NextAction.Screening;
            if (state == CaseLifecycle.ScreenInside.To || referrals.Any(r => r.Left && !CaseLifecycle.IsOver(r.State)))
                return NextAction.Referral;
            if (referrals.Any(r => CaseLifecycle.AcceptStatement.Allows(state, r.State))) return NextAction.Review;
            if (state == CaseLifecycle.Handle.To) return NextAction.Closing;
        }

        if (referrals.Any(r => r.Mine && r.State == CaseLifecycle.ReturnStatement.To)) return NextAction.Statement;
        // While a report is with a unit, answers wait for its handlers.
        var answers = referrals.Any(r => r.Mine) || state != CaseLifecycle.Refer.To;
        return unanswered && answers ? NextAction.Answer : NextAction.Nothing;
    }
}
