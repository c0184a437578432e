using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Inbox;

/// <summary>Where a reason is acted on.</summary>
internal static class ReasonAddress
{
    /// <summary>The page of the case on which this person does what it waits for; the case itself where nothing waits.</summary>
    public static string AddressOf(this InboxRow row, NextAction reason, PageAddress here) => here.Act(row.ReportId, reason,
        row.Referrals.FirstOrDefault(referral => reason == NextAction.Review
            ? CaseLifecycle.AcceptStatement.Allows(row.State, referral.State) : referral.Mine)?.Id);
}
