using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.People;

/// <summary>The answer to an invitation. A link is shown in the answer to the post alone: no address shows it again.</summary>
internal static class InvitedAnswer
{
    public static IResult Of(
        OfficeVisit visit, PublicSite site, string fullName, string email, InviteResult done) =>
        Page.Of<InvitedPage>(new
        {
            FullName = fullName,
            Email = email,
            done.Delivery,
            Link = done.Token is not { } token ? ""
                : (site.PublicOrigins is [var origin, ..] ? origin : "") + visit.Here.To($"office/invitation/{token}"),
        });
}
