using Intake.Core;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Office.SignIn;

/// <summary>A link to one more scheme, for somebody who has an account: they show that it is theirs, and have joined.</summary>
internal static class JoinPages
{
    public static readonly FormShape Shape = FormShape.Within(8 * 1024).Secret("Password").Text("Code", 32);

    /// <summary>The page of such a link; null for one that gives an account of its own.</summary>
    public static async Task<IResult?> LookAsync(string token, JoinDesk desk, SchemeCatalogue schemes, CancellationToken cancel) =>
        await desk.LookAsync(token, cancel) is { } offer ? await ShowAsync(token, offer, schemes, FormErrors.None, cancel) : null;

    public static async Task<IResult> JoinAsync(string token, [AsParameters] JoinVisit visit, PostedForm form)
    {
        var (desk, text, cancel) = (visit.Desk, visit.Text, visit.Cancel);
        if (await desk.AgainAsync(token, cancel) is { } again) return Joined(again, wrongCodes: 0);
        if (await desk.LookAsync(token, cancel) is not { } offer) return await LateAsync(token, desk, cancel);
        var errors = new FormErrors();
        if (form.Secret("Password").Length == 0) errors.Add("Password", text["SignIn.Password.Missing"]);
        if (BlankText.Is(form.Text("Code"))) errors.Add("Code", text["SignIn.Code.Missing"]);
        if (errors.Any) return await ShowAsync(token, offer, visit.Schemes, errors, cancel);

        using var password = SecretBytes.CopyOf(form.Secret("Password").Bytes);
        try
        {
            var (proven, wrongCodes) = await visit.SignIn.ProveAsync(offer.Email, password, form.Text("Code"), cancel);
            using var person = proven;
            if (person is not null)
            {
                return await desk.JoinAsync(token, person, cancel) is { } joined
                    ? Joined(joined, wrongCodes) : await LateAsync(token, desk, cancel);
            }
        }
        catch (BusyException)
        {
            visit.Http.Response.Headers.RetryAfter = WaitingFields.RetryAfter;
            return await ShowAsync(token, offer, visit.Schemes, errors.Add("Password", text["SignIn.Notice.Busy"]), cancel);
        }

        return await desk.AgainAsync(token, cancel) is { } taken ? Joined(taken, wrongCodes: 0)
            : await ShowAsync(token, offer, visit.Schemes, errors.Add("Password", text["Join.Refused"]), cancel);
    }

    /// <summary>A link that is spent: perhaps by the same form, which was posted twice and taken in the meantime.</summary>
    private static async Task<IResult> LateAsync(string token, JoinDesk desk, CancellationToken cancel) =>
        await desk.AgainAsync(token, cancel) is { } again ? Joined(again, wrongCodes: 0) : Spent();

    private static async Task<IResult> ShowAsync(
        string token, JoinOffer offer, SchemeCatalogue schemes, FormErrors errors, CancellationToken cancel) =>
        Page.Of<JoinPage>(new { Token = token, Offer = offer, Scheme = await schemes.GetAsync(offer.SchemeId, cancel), Errors = errors },
            errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);

    private static IResult Joined(JoinResult result, int wrongCodes) =>
        Page.Of<JoinedPage>(new { result.FullName, result.Fingerprint, result.KeysWait, WrongCodes = wrongCodes });

    private static IResult Spent() => Page.Of<InvitationSpentPage>(status: StatusCodes.Status404NotFound);
}

/// <summary>One request to join, and the desks it needs.</summary>
internal sealed record JoinVisit(
    HttpContext Http, JoinDesk Desk, SignInDesk SignIn, SchemeCatalogue Schemes, Text Text, CancellationToken Cancel);
