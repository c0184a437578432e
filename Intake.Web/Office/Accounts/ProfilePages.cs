using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Office.SignIn;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Accounts;

/// <summary>One's own account: certified roles, the keys' fingerprint, and the password.</summary>
public static class ProfilePages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024)
        .Secret("OldPassword", PasswordRules.LongestBytes).WithNewPassword();

    public static void MapProfile(this IEndpointRouteBuilder app)
    {
        var office = app.MapOffice();
        office.MapGet("/profile", async (string? notice, OfficeSession session, MailChoiceDesk choices, CancellationToken cancel) =>
            Page.Of<ProfilePage>(new
            {
                PasswordChanged = notice == "password", MailsChosen = notice == "mails",
                Leave = (await choices.LeavesAsync(session.By, cancel)).GetValueOrDefault(session.By.StaffId),
            })).ForEveryone();
        office.MapGet("/password", () => Page.Of<PasswordPage>()).ForEveryone();
        office.MapPost("/password", ChangeAsync).ForEveryone().Takes(Shape);
    }

    private static async Task<IResult> ChangeAsync([AsParameters] OfficeVisit visit, PostedForm form, PasswordDesk desk)
    {
        var text = visit.Text;
        var errors = new FormErrors();
        if (form.Secret("OldPassword").Length == 0) errors.Add("OldPassword", text["Profile.OldPassword.Missing"]);
        NewPassword.Check(form.Read, errors, text);
        if (errors.Any) return Again(errors);

        using var old = SecretBytes.CopyOf(form.Secret("OldPassword").Bytes);
        using var password = SecretBytes.CopyOf(form.Secret("Password").Bytes);
        var result = await desk.ChangeAsync(visit.Session.By, old, password, visit.Cancel);
        return result.Refusal switch
        {
            null => visit.To("profile?notice=password"),
            PasswordRefusal.WeakPassword => Again(errors.Add("Password", NewPassword.InWords(result.Fault, text))),
            _ => Again(errors.Add("OldPassword", text["Profile.OldPassword.Wrong"])),
        };
    }

    private static IResult Again(FormErrors errors) =>
        Page.Of<PasswordPage>(new { Errors = errors }, StatusCodes.Status422UnprocessableEntity);
}
