using Intake.Core.Staff;
using Intake.Web.Texts;

namespace Intake.Web.Office;

/// <summary>Roles in words.</summary>
public static class RoleNames
{
    /// <summary>Such as "administrator, sagsbehandler".</summary>
    public static string Of(StaffRoles roles, Text text) =>
        string.Join(", ", Enum.GetValues<StaffRoles>().Where(role => roles.HasFlag(role)).Select(role => text[$"Office.Role.{role}"]));
}
