using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accounts;

/// <summary>The person an operator invites, as typed: into a scheme, or as another operator when there is none.</summary>
public sealed record InviteForm(Scheme? Scheme, string Email, string FullName, StaffRoles Roles, IReadOnlyList<Guid> Units)
{
    internal static readonly FormShape Shape = FormShape.Within(32 * 1024)
        .Text("Scheme", 64).Text("Email", 512).Text("FullName", 1024).Many("Role", 4, 32).Many("Unit", 200, 64);

    /// <summary>The roles that can be given in a scheme.</summary>
    public static IReadOnlyList<StaffRoles> SchemeRoles { get; } =
        [StaffRoles.Administrator, StaffRoles.CaseHandler, StaffRoles.StatisticsReader];

    /// <summary>An empty form.</summary>
    public static InviteForm For(Scheme? scheme) => new(scheme, "", "", scheme is null ? StaffRoles.Operator : 0, []);

    /// <summary>An account as it is now, to be changed.</summary>
    public static InviteForm For(StaffAccount account, Scheme? scheme) =>
        new(scheme, account.Email, account.FullName, account.Roles, account.Units);

    internal static InviteForm Read(ReadForm form, Scheme? scheme, string? email)
    {
        var roles = form.Values("Role")
            .Select(name => Enum.TryParse<StaffRoles>(name, out var role) && SchemeRoles.Contains(role) ? role : 0)
            .Aggregate((StaffRoles)0, (all, role) => all | role);
        var units = form.Values("Unit").Select(text => Guid.TryParseExact(text, "D", out var id) ? id : Guid.Empty);
        return new(scheme, email ?? form.Text("Email"), form.Text("FullName"), scheme is null ? StaffRoles.Operator : roles, [.. units]);
    }

    internal NewStaff ToNewStaff(bool mustBeNew) =>
        new(Scheme?.Id, Email, FullName, Roles, Roles.HasFlag(StaffRoles.CaseHandler) ? Units : []) { MustBeNew = mustBeNew };

    /// <summary>The field that a refusal is about.</summary>
    internal static FormErrors Errors(InviteRefusal refusal, Text text) => new FormErrors().Add(
        refusal switch
        {
            InviteRefusal.BadName => "FullName",
            InviteRefusal.BadRoles => "Role",
            InviteRefusal.BadUnits => "Unit",
            _ => "Email",
        },
        text[$"Accounts.Refused.{refusal}"]);
}
