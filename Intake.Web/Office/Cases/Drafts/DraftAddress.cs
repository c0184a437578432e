using Intake.Core.Sealing;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Drafts;

/// <summary>Where a draft stands in its form.</summary>
internal static class DraftAddress
{
    /// <summary>The form's page; the case itself for a form that does not fit.</summary>
    /// <param name="here">The site.</param>
    /// <param name="id">The report.</param>
    /// <param name="form">The form.</param>
    /// <param name="referral">Its referral; null for a form of the case.</param>
    public static string Draft(this PageAddress here, Guid id, WorkForm form, Guid? referral) => (form, referral) switch
    {
        (WorkForm.Note, { } of) => here.Referral(id, of),
        (WorkForm.Assessment, { } of) => here.Referral(id, of, "assess"),
        (WorkForm.Statement, { } of) => here.Referral(id, of, "statement/write"),
        (WorkForm.Press, { } of) => here.Referral(id, of, "press"),
        (WorkForm.Decline, { } of) => here.Referral(id, of, "decline"),
        (WorkForm.Question or WorkForm.Feedback, null) => here.Tab(id, CaseTab.Conversation, form.ToString().ToLowerInvariant()),
        (WorkForm.UnitMessage, null) => here.Case(id, "units"),
        (WorkForm.Minutes, null) => here.Case(id, "talk#minutes-form"),
        (WorkForm.Closing, null) => here.Case(id, "close"),
        _ => here.Case(id),
    };
}
