using Intake.Core;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Office.SignIn;

/// <summary>Signing in and out.</summary>
public static class SignInPages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text("Email", 512).Secret("Password").Text("Code", 32);

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        var outside = app.MapOutsideOffice();
        outside.MapGet("/sign-in", (string? notice) =>
            Page.Of<SignInPage>(new
            {
                Notice = Enum.TryParse<SignInNotice>(notice, ignoreCase: true, out var known) ? known : SignInNotice.None,
            }));
        outside.MapPost("/sign-in", SignInAsync).Takes(Shape);
        outside.MapPost("/sign-out", SignOutAsync);
        app.MapOffice().MapGet("", (OfficeSession session, PageAddress here) => new SeeOther(here.To(HomeOf(session)))).ForEveryone();
    }

    private static string HomeOf(OfficeSession session) =>
        session.IsReader ? "office/inbox"
            : session.By.IsOperator ? "office/accounts"
            : session.MayCertify ? "office/people" : "office/profile";

    private static async Task<IResult> SignInAsync(
        HttpContext http, PostedForm form, SignInDesk desk, Sessions sessions, PageAddress here, Text text)
    {
        var cancel = http.RequestAborted;
        var email = form.Text("Email");
        if (Check(form.Read, text) is { Any: true } errors) return Again(email, errors);

        using var password = SecretBytes.CopyOf(form.Secret("Password").Bytes);
        SignInResult result;
        try
        {
            result = await desk.SignInAsync(email, password, form.Text("Code"), cancel);
        }
        catch (BusyException)
        {
            http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
            return Page.Of<SignInPage>(new { Email = email, Notice = SignInNotice.Busy }, StatusCodes.Status503ServiceUnavailable);
        }

        if (result.Cookie is not { } cookie) return Again(email, new FormErrors().Add("Email", text["SignIn.Refused"]));

        if (OfficeCookie.Read(http.Request) is { } before) await sessions.SignOutAsync(before, cancel);
        OfficeCookie.Set(http.Response, cookie);
        if (result.WrongCodes > 0) return Page.Of<WrongCodesPage>(new { Count = result.WrongCodes });
        return new SeeOther(here.To("office"));
    }

    private static FormErrors Check(ReadForm form, Text text)
    {
        var errors = new FormErrors();
        if (BlankText.Is(form.Text("Email"))) errors.Add("Email", text["SignIn.Email.Missing"]);
        if (!form.Has("Password") || (form.Secret("Password").Length == 0 && form.Faults.Count == 0))
        {
            errors.Add("Password", text["SignIn.Password.Missing"]);
        }

        if (BlankText.Is(form.Text("Code"))) errors.Add("Code", text["SignIn.Code.Missing"]);
        return errors;
    }

    private static IResult Again(string email, FormErrors errors) =>
        Page.Of<SignInPage>(new { Email = email, Errors = errors }, StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> SignOutAsync(HttpContext http, Sessions sessions, PageAddress here, CancellationToken cancel)
    {
        if (OfficeCookie.Read(http.Request) is { } cookie) await sessions.SignOutAsync(cookie, cancel);
        OfficeCookie.Clear(http.Response);
        http.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return new SeeOther(here.To("office/sign-in?notice=out"));
    }
}
