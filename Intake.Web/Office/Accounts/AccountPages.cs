using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Microsoft.AspNetCore.Http.HttpResults;

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
        accounts.MapPost("/invite", InviteAsync).ForOperators();
        accounts.MapGet("/{id:guid}", ShowAsync).ForOperators();
        accounts.MapPost("/{id:guid}/invite", InviteAgainAsync).ForOperators();
        accounts.MapPost("/{id:guid}/offboard", OffboardAsync).ForOperators();
    }

    private static async Task<IResult> ListAsync(
        string? notice, OfficeSession session, StaffRegister register, SchemeCatalogue schemes, CancellationToken cancel) =>
        Page.Of<AccountsPage>(new
        {
            Offboarded = notice == "offboarded", Accounts = await register.ListAsync(session.By, cancel), Schemes = await schemes.AllAsync(cancel),
        });

    private static async Task<IResult> BeginAsync(string? scheme, SchemeCatalogue schemes, CancellationToken cancel)
    {
        var into = string.IsNullOrEmpty(scheme) ? null : await schemes.FindAsync(scheme, cancel);
        return into is null && !string.IsNullOrEmpty(scheme) ? TypedResults.NotFound() : Page.Of<InvitePage>(new { Form = InviteForm.For(into) });
    }

    private static async Task<IResult> InviteAsync(
        HttpContext http, OfficeSession session, StaffDesk desk, SchemeCatalogue schemes, PublicSite site, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, InviteForm.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var into = form.Text("Scheme") is { Length: > 0 } name ? await schemes.FindAsync(name, cancel) : null;
        if (into is null && form.Text("Scheme").Length > 0) return TypedResults.UnprocessableEntity();

        var who = InviteForm.Read(form, into, email: null);
        var errors = new FormErrors().Add(form.Faults, text);
        var result = errors.Any ? null : await desk.InviteAsync(session.By, who.ToNewStaff(), cancel);
        if (result?.Token is { } token) return Shown(who, token, site, here);
        if (result?.Refusal is { } refusal) errors = InviteForm.Errors(refusal, text);
        return Page.Of<InvitePage>(new { Form = who, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> ShowAsync(Guid id, OfficeSession session, StaffRegister register, SchemeCatalogue schemes, CancellationToken cancel)
    {
        if (await register.FindAsync(session.By, id, cancel) is not { } account) return TypedResults.NotFound();
        var scheme = account.SchemeId is { } of ? await schemes.GetAsync(of, cancel) : null;
        return Page.Of<AccountPage>(new { Account = account, Form = InviteForm.For(account, scheme) });
    }

    private static async Task<IResult> InviteAgainAsync(
        Guid id, HttpContext http, OfficeSession session, StaffDesk desk, StaffRegister register, SchemeCatalogue schemes, PublicSite site,
        PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, InviteForm.Shape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        if (await register.FindAsync(session.By, id, cancel) is not { } account) return TypedResults.NotFound();
        var scheme = account.SchemeId is { } of ? await schemes.GetAsync(of, cancel) : null;

        var who = InviteForm.Read(form, scheme, account.Email);
        var errors = new FormErrors().Add(form.Faults, text);
        var result = errors.Any ? null : await desk.InviteAsync(session.By, who.ToNewStaff(), cancel);
        if (result?.Token is { } token) return Shown(who, token, site, here);
        if (result?.Refusal is { } refusal) errors = InviteForm.Errors(refusal, text);
        return Page.Of<AccountPage>(new { Account = account, Form = who, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> OffboardAsync(
        Guid id, HttpContext http, OfficeSession session, OffboardingDesk desk, StaffRegister register, SchemeCatalogue schemes,
        PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, OffboardShape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        if (await register.FindAsync(session.By, id, cancel) is not { } account) return TypedResults.NotFound();
        if (form.Text("Offboard") != "yes") return await AgainAsync("People.Offboard.Missing");
        return await desk.OffboardAsync(session.By, id, cancel) switch
        {
            CertificationOutcome.Done or CertificationOutcome.AnotherNeeded => new SeeOther(here.To("office/accounts?notice=offboarded")),
            CertificationOutcome.LastAdministrator => await AgainAsync("People.Offboard.LastAdministrator"),
            _ => TypedResults.NotFound(),
        };

        async Task<IResult> AgainAsync(string why)
        {
            var scheme = account.SchemeId is { } of ? await schemes.GetAsync(of, cancel) : null;
            var errors = new FormErrors().Add("Offboard", text[why]);
            return Page.Of<AccountPage>(new { Account = account, Form = InviteForm.For(account, scheme), Errors = errors }, StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary>The link is shown in the answer to the post alone: no address shows it again.</summary>
    private static RazorComponentResult<InvitedPage> Shown(InviteForm who, string token, PublicSite site, PageAddress here) =>
        Page.Of<InvitedPage>(new { who.FullName, Link = (site.PublicOrigins is [var origin, ..] ? origin : "") + here.To($"office/invitation/{token}") });
}
