using Intake.Core.Cases.Guidance;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>Where each stage of the path is done.</summary>
internal static class PathAddress
{
    /// <summary>The page of a stage.</summary>
    /// <param name="here">The site.</param>
    /// <param name="id">The report.</param>
    /// <param name="referral">The referral.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="writes">Whether this person can write the statement.</param>
    public static string Stage(this PageAddress here, Guid id, Guid referral, PathStage stage, bool writes = false) => stage switch
    {
        PathStage.Assess => here.Referral(id, referral, "assess"),
        PathStage.Plan => here.Referral(id, referral, "plan"),
        PathStage.Window => here.Referral(id, referral, "window"),
        PathStage.Hear => here.Referral(id, referral, "plan/hearing#hearing"),
        PathStage.Act => here.Referral(id, referral, "act"),
        PathStage.Aftercare => here.Referral(id, referral, "aftercare"),
        PathStage.Feedback => here.Tab(id, CaseTab.Conversation, "feedback"),
        PathStage.Statement => here.Referral(id, referral, writes ? "statement/write" : "statement"),
        _ => here.Case(id),
    };
}
