using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Office.People;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Accounts;

/// <summary>Operators making accounts and closing them. Nothing here can certify anybody.</summary>
public static class AccountPages
{
    private static readonly FormShape OffboardShape = FormShape.Within(1024).Text("Offboard", 8);

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapOffice().MapGroup("/accounts");
        accounts.MapGet("", ListAsync).ForOperators();
        accounts.MapGet("/invite", BeginAsync).ForOperators();
        accounts.MapPost("/invite", InviteAsync).ForOperators().Takes(InviteForm.Shape);
        accounts.MapGet("/{id:guid}", ShowAsync).ForOperators();
        accounts.MapPost("/{id:guid}/invite", InviteAgainAsync).ForOperators().Takes(InviteForm.Shape);
        accounts.MapPost("/{id:guid}/offboard", OffboardAsync).ForOperators().Takes(OffboardShape);
    }

    private static async Task<IResult> ListAsync(
        string? notice, OfficeSession session, StaffRegister register, SchemeCatalogue schemes, CancellationToken cancel) =>
        Page.Of<AccountsPage>(new
        {
            Offboarded = notice == "offboarded",
            Accounts = await register.ListAsync(session.By, cancel),
            Schemes = await schemes.AllAsync(cancel),
        });

    private static async Task<IResult> BeginAsync(string? scheme, SchemeCatalogue schemes, CancellationToken cancel)
    {
        var into = string.IsNullOrEmpty(scheme) ? null : await schemes.FindAsync(scheme, cancel);
        return into is null && !string.IsNullOrEmpty(scheme)
            ? TypedResults.NotFound()
            : Page.Of<InvitePage>(new { Form = InviteForm.For(into) });
    }

    private static async Task<IResult> InviteAsync(
        [AsParameters] OfficeVisit visit, PostedForm form, StaffDesk desk, SchemeCatalogue schemes, PublicSite site)
    {
        var into = form.Text("Scheme") is { Length: > 0 } name ? await schemes.FindAsync(name, visit.Cancel) : null;
        if (into is null && form.Text("Scheme").Length > 0) return TypedResults.UnprocessableEntity();

        var who = InviteForm.Read(form.Read, into, email: null);
        var (done, errors) = await SendInvitationAsync(visit, form, desk, who, mustBeNew: true);
        return done is not null ? InvitedAnswer.Of(visit, site, who.FullName, who.Email, done)
            : Page.Of<InvitePage>(new { Form = who, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ShowAsync(Guid id, AccountLookup lookup, CancellationToken cancel) =>
        await lookup.FindAsync(id, cancel) is var (account, scheme)
            ? Page.Of<AccountPage>(new { Account = account, Form = InviteForm.For(account, scheme) })
            : TypedResults.NotFound();

    private static async Task<IResult> InviteAgainAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, StaffDesk desk, AccountLookup lookup, PublicSite site)
    {
        if (await lookup.FindAsync(id, visit.Cancel) is not var (account, scheme)) return TypedResults.NotFound();
        var who = InviteForm.Read(form.Read, scheme, account.Email);
        var (done, errors) = await SendInvitationAsync(visit, form, desk, who, mustBeNew: false);
        return done is not null ? InvitedAnswer.Of(visit, site, who.FullName, who.Email, done)
            : Page.Of<AccountPage>(new { Account = account, Form = who, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> OffboardAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, OffboardingDesk desk, AccountLookup lookup)
    {
        if (await lookup.FindAsync(id, visit.Cancel) is not var (account, scheme)) return TypedResults.NotFound();
        if (form.Text("Offboard") != "yes") return Again("People.Offboard.Missing");
        return await desk.OffboardAsync(visit.Session.By, id, visit.Cancel) switch
        {
            CertificationResult.Done or CertificationResult.AnotherNeeded => visit.To("accounts?notice=offboarded"),
            CertificationResult.LastAdministrator => Again("People.Offboard.LastAdministrator"),
            _ => TypedResults.NotFound(),
        };

        IResult Again(string why) => Page.Of<AccountPage>(
            new { Account = account, Form = InviteForm.For(account, scheme), Errors = new FormErrors().Add("Offboard", visit.Text[why]) },
            StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>Invites, or says what is to be changed first.</summary>
    private static async Task<(InviteResult? Done, FormErrors Errors)> SendInvitationAsync(
        OfficeVisit visit, PostedForm form, StaffDesk desk, InviteForm who, bool mustBeNew)
    {
        var errors = form.Faults();
        if (errors.Any) return (null, errors);
        var result = await desk.InviteAsync(visit.Session.By, who.ToNewStaff(mustBeNew), visit.Cancel);
        return result.Refusal is { } refusal ? (null, InviteForm.Errors(refusal, visit.Text)) : (result, errors);
    }
}

/// <summary>Finds one account, and the scheme it belongs to, for the operator who asks.</summary>
public sealed class AccountLookup(OfficeSession session, StaffRegister register, SchemeCatalogue schemes)
{
    /// <summary>Null when there is none with this id. An operator's belongs to no scheme.</summary>
    public async Task<AccountInScheme?> FindAsync(Guid id, CancellationToken cancel) =>
        await register.FindAsync(session.By, id, cancel) is not { } account ? null
        : new AccountInScheme(account, account.SchemeId is { } of ? await schemes.GetAsync(of, cancel) : null);
}

/// <summary>An account, and its scheme.</summary>
public sealed record AccountInScheme(StaffAccount Account, Scheme? Scheme);
