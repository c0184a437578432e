using Intake.Core.Reports;
using Intake.Core.Screening;
using Intake.Core.Sealing;

namespace Intake.Core.Handling;

/// <summary>Decides what a case waits for from a person. Pure; the first reason counts.</summary>
public static class Waiting
{
    /// <summary>The reason, or <see cref="WaitsFor.Nothing"/>.</summary>
    public static WaitsFor For(Certificate person, ReportState state, IReadOnlyList<InboxReferral> referrals, bool passed, bool unanswered)
    {
        if (state.IsOver()) return WaitsFor.Nothing;
        if (!passed) return WaitsFor.Gate;
        if (person.IsAdministrator)
        {
            if (state == ReportState.Opened) return WaitsFor.Screening;
            if (state == ReportState.InScope || referrals.Any(r => r.Left && r.State != ReferralState.StatementAccepted)) return WaitsFor.Referral;
            if (referrals.Any(r => r.State == ReferralState.StatementSent)) return WaitsFor.Review;
            if (state == ReportState.Handled) return WaitsFor.Closing;
        }

        if (referrals.Any(r => r is { Mine: true, State: ReferralState.StatementReturned })) return WaitsFor.Statement;
        // While a report is with a unit, answers wait for its handlers.
        var answers = referrals.Any(r => r.Mine) || state != ReportState.Referred;
        return unanswered && answers ? WaitsFor.Answer : WaitsFor.Nothing;
    }
}
