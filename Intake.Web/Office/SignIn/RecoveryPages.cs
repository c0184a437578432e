using Intake.Core;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Office.SignIn;

/// <summary>A new password for a person who has forgotten theirs and kept the recovery code.</summary>
public static class RecoveryPages
{
    private static readonly FormShape Shape =
        FormShape.Within(8 * 1024).Text("Email", 512).Secret("RecoveryCode", 128).Text("Code", 32).WithNewPassword();

    public static void MapRecovery(this IEndpointRouteBuilder app)
    {
        var outside = app.MapOutsideOffice();
        outside.MapGet("/recovery", () => Page.Of<RecoveryPage>());
        outside.MapPost("/recovery", RecoverAsync).Takes(Shape);
    }

    private static async Task<IResult> RecoverAsync(
        HttpContext http, PostedForm form, PasswordDesk desk, Text text, CancellationToken cancel)
    {
        var email = form.Text("Email");
        if (Check(form.Read, text) is { Any: true } errors) return Again(email, errors);

        using var code = SecretBytes.CopyOf(form.Secret("RecoveryCode").Bytes);
        using var password = SecretBytes.CopyOf(form.Secret("Password").Bytes);
        PasswordResult result;
        try
        {
            result = await desk.RecoverAsync(email, code, form.Text("Code"), password, cancel);
        }
        catch (BusyException)
        {
            http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
            return Page.Of<RecoveryPage>(new { Email = email, IsBusy = true }, StatusCodes.Status503ServiceUnavailable);
        }

        if (result.Refusal is null)
        {
            OfficeCookie.Clear(http.Response);
            return Page.Of<RecoveredPage>(new { RecoveryCode = result.RecoveryCode! });
        }

        return Again(email, result.Refusal == PasswordRefusal.WeakPassword
            ? new FormErrors().Add("Password", NewPassword.InWords(result.Fault, text))
            : new FormErrors().Add("Email", text["Recovery.Refused"]));
    }

    private static FormErrors Check(ReadForm form, Text text)
    {
        var errors = new FormErrors();
        if (BlankText.Is(form.Text("Email"))) errors.Add("Email", text["SignIn.Email.Missing"]);
        if (form.Secret("RecoveryCode").Length == 0) errors.Add("RecoveryCode", text["Recovery.Code.Missing"]);
        if (BlankText.Is(form.Text("Code"))) errors.Add("Code", text["SignIn.Code.Missing"]);
        NewPassword.Check(form, errors, text);
        return errors;
    }

    private static IResult Again(string email, FormErrors errors) =>
        Page.Of<RecoveryPage>(new { Email = email, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
}
