using Intake.Core;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.SignIn;

/// <summary>
/// From the one-time link to an account. The token stands in the path alone: no log of ours holds paths, and these pages
/// send no path as referrer. Looking at the page spends nothing, so a scanner of links in mails does no harm.
/// </summary>
public static class InvitationPages
{
    private static readonly FormShape Shape = FormShape.Within(8 * 1024).Text("Proposal", 1024).WithNewPassword().Text("Code", 32);

    public static void MapInvitation(this IEndpointRouteBuilder app)
    {
        var outside = app.MapOutsideOffice();
        outside.MapGet("/invitation/{token}", LookAsync).AddEndpointFilter(KeepToOurselvesAsync);
        outside.MapPost("/invitation/{token}", EnrolAsync).AddEndpointFilter(KeepToOurselvesAsync).Takes(Shape);
        outside.MapGet("/invitation/{token}/join", LookAsync).AddEndpointFilter(KeepToOurselvesAsync);
        outside.MapPost("/invitation/{token}/join", JoinPages.JoinAsync).AddEndpointFilter(KeepToOurselvesAsync).Takes(JoinPages.Shape);
    }

    private static async Task<IResult> LookAsync(
        string token, EnrolmentDesk desk, JoinDesk join, SchemeCatalogue schemes, CancellationToken cancel) =>
        await JoinPages.LookAsync(token, join, schemes, cancel)
            ?? await ShowAsync(token, await desk.BeginEnrolmentAsync(token, cancel), FormErrors.None, schemes, cancel);

    private static async Task<IResult> EnrolAsync(
        string token, PostedForm form, EnrolmentDesk desk, SchemeCatalogue schemes, Text text, CancellationToken cancel)
    {
        var proposal = form.Text("Proposal");
        if (await desk.AgainAsync(token, cancel) is { } again) return Enrolled(again);
        if (await desk.ResumeEnrolmentAsync(token, proposal, cancel) is not { } offer) return await LateAsync(token, desk, cancel);

        var errors = new FormErrors();
        NewPassword.Check(form.Read, errors, text);
        if (BlankText.Is(form.Text("Code"))) errors.Add("Code", text["SignIn.Code.Missing"]);
        if (errors.Any) return await ShowAsync(token, offer, errors, schemes, cancel);

        using var password = SecretBytes.CopyOf(form.Secret("Password").Bytes);
        var result = await desk.EnrolAsync(token, password, proposal, form.Text("Code"), cancel);
        switch (result.Refusal)
        {
            case null:
                return Enrolled(result);
            case EnrolRefusal.LinkSpent:
                return await LateAsync(token, desk, cancel);
            case EnrolRefusal.WeakPassword:
                return await ShowAsync(token, offer, errors.Add("Password", NewPassword.InWords(result.Password, text)), schemes, cancel);
            case EnrolRefusal.ProposalLost:
                return await ShowAsync(token, offer, errors.Add("Code", text["Invitation.ProposalLost"]), schemes, cancel);
            default:
                return await ShowAsync(token, offer, errors.Add("Code", text["Invitation.WrongCode"]), schemes, cancel);
        }
    }

    /// <summary>A link that is spent: perhaps by the same form, which was posted twice and taken in the meantime.</summary>
    private static async Task<IResult> LateAsync(string token, EnrolmentDesk desk, CancellationToken cancel) =>
        await desk.AgainAsync(token, cancel) is { } again ? Enrolled(again) : Spent();

    private static IResult Enrolled(EnrolResult result) => Page.Of<EnrolledPage>(new
    {
        result.FullName, RecoveryCode = result.RecoveryCode!, Fingerprint = result.NeedsCertificate ? result.Fingerprint : null,
        result.KeysWait,
    });

    private static async Task<IResult> ShowAsync(
        string token, EnrolmentOffer? offer, FormErrors errors, SchemeCatalogue schemes, CancellationToken cancel)
    {
        if (offer is null) return Spent();
        var scheme = offer.SchemeId is { } id ? await schemes.GetAsync(id, cancel) : null;
        return Page.Of<InvitationPage>(new { Token = token, Offer = offer, Scheme = scheme, Errors = errors },
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static IResult Spent() => Page.Of<InvitationSpentPage>(status: StatusCodes.Status404NotFound);

    // Not no-referrer: our own form would then come with "Origin: null".
    private static ValueTask<object?> KeepToOurselvesAsync(EndpointFilterInvocationContext call, EndpointFilterDelegate next)
    {
        call.HttpContext.Response.Headers["Referrer-Policy"] = "strict-origin";
        return next(call);
    }
}
