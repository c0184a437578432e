using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Referrals;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>Decides what a case waits for from a person. Pure; the first reason counts.</summary>
public static class NextActionPolicy
{
    /// <summary>The reason, or <see cref="NextAction.Nothing"/>.</summary>
    public static NextAction For(Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, bool passed, bool unanswered)
    {
        if (state.IsOver()) return NextAction.Nothing;
        if (!passed) return NextAction.Gate;
        if (person.IsAdministrator)
        {
            if (state == ReportState.Opened) return NextAction.Screening;
            if (state == ReportState.InScope || referrals.Any(r => r.Left && r.State != ReferralState.StatementAccepted)) return NextAction.Referral;
            if (referrals.Any(r => r.State == ReferralState.StatementSent)) return NextAction.Review;
            if (state == ReportState.Handled) return NextAction.Closing;
        }

        if (referrals.Any(r => r is { Mine: true, State: ReferralState.StatementReturned })) return NextAction.Statement;
        // While a report is with a unit, answers wait for its handlers.
        var answers = referrals.Any(r => r.Mine) || state != ReportState.Referred;
        return unanswered && answers ? NextAction.Answer : NextAction.Nothing;
    }
}
