using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Door;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    /// <summary>Such as "administrator, sagsbehandler".</summary>
    public static string Of(CertifiedRoles roles, Text text) => Of(
        (roles.HasFlag(CertifiedRoles.Administrator) ? StaffRoles.Administrator : 0)
        | (roles.HasFlag(CertifiedRoles.CaseHandler) ? StaffRoles.CaseHandler : 0),
        text);

    /// <summary>The same for an account's roles.</summary>
    public static string Of(StaffRoles roles, Text text) =>
        string.Join(", ", Enum.GetValues<StaffRoles>().Where(role => roles.HasFlag(role)).Select(role => text[$"Office.Role.{role}"]));
}
