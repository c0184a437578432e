using Intake.Web.Office.Cases.Conflict;
using Intake.Web.Office.Cases.Workplace;
using Intake.Web.Office.Door;
using Intake.Web.Office.SignIn;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases;

/// <summary>Where a case's pages are.</summary>
public static class CaseAddress
{
    /// <summary>Most bytes of a post: the form's text, each byte of it written as three in the worst case.</summary>
    private const int MostBytes = 3 * CaseForms.MostCheckedBytes + 16 * 1024;

    /// <summary>A group below a case's address. Mark each endpoint with who may use it.</summary>
    internal static RouteGroupBuilder MapCase(this IEndpointRouteBuilder app) =>
        app.MapOffice().MapGroup("/case/{id:guid}").WithMetadata(new OfCase()).AcceptsBodyUpTo(MostBytes).GivesTextsBack()
            .AddEndpointFilter(GateReturn.LeadAsync);

    /// <summary>A page of a case, or the case file itself.</summary>
    public static string Case(this PageAddress here, Guid id, string page = "") =>
        here.To($"office/case/{id}{(page.Length == 0 ? "" : "/")}{page}");

    /// <summary>A page of a referral, or the referral itself.</summary>
    public static string Referral(this PageAddress here, Guid id, Guid referralId, string page = "") =>
        here.Case(id, $"referral/{referralId}{(page.Length == 0 ? "" : "/")}{page}");

    /// <summary>The case, on one of its tabs, with a notice of what was done.</summary>
    public static string CaseAfter(this PageAddress here, Guid id, CaseNotice notice, CaseTab tab = CaseTab.Overview) =>
        here.Tab(id, tab) + Query(notice);

    /// <summary>The referral's page, with a notice of what was done.</summary>
    public static string ReferralAfter(this PageAddress here, Guid id, Guid referralId, CaseNotice notice) =>
        here.Referral(id, referralId) + Query(notice);

    private static string Query(CaseNotice notice) => $"?done={notice.ToString().ToLowerInvariant()}";
}
