using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Inbox;

/// <summary>Where a reason is acted on.</summary>
internal static class ReasonAddress
{
    /// <summary>The page of the case on which this person does what it waits for; the case itself where nothing waits.</summary>
    public static string AddressOf(this InboxRow row, NextAction reason, PageAddress here)
    {
        var own = row.Referrals.FirstOrDefault(referral => referral.Mine);
        return reason switch
        {
            NextAction.Screening => here.Case(row.ReportId, "screening"),
            NextAction.Referral or NextAction.Routing => here.Case(row.ReportId, "refer"),
            NextAction.Talk => here.Case(row.ReportId, "talk"),
            NextAction.Closing => here.Case(row.ReportId, "close"),
            NextAction.Hold => here.Case(row.ReportId, "hold"),
            NextAction.CheckIn => here.Case(row.ReportId, "look-after"),
            NextAction.AgreedTalk or NextAction.OpenWindow or NextAction.PoliceReport => here.Case(row.ReportId, "dates"),
            NextAction.Feedback => here.Tab(row.ReportId, CaseTab.Conversation, "feedback"),
            NextAction.Answer => here.Tab(row.ReportId, CaseTab.Conversation, "thread"),
            NextAction.Statement or NextAction.SendStatement when own is not null => here.Referral(row.ReportId, own.Id, "statement/write"),
            NextAction.Assess when own is not null => here.Referral(row.ReportId, own.Id, "assess"),
            NextAction.Review when ToReview(row) is { } sent => here.Referral(row.ReportId, sent.Id, "statement"),
            _ => here.Case(row.ReportId),
        };
    }

    private static InboxReferral? ToReview(InboxRow row) =>
        row.Referrals.FirstOrDefault(referral => CaseLifecycle.AcceptStatement.Allows(row.State, referral.State));
}
