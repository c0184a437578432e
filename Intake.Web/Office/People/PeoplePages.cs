using Intake.Core.Certification;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Privacy;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.People;

/// <summary>Administrators certify people's keys, and revoke certificates.</summary>
public static class PeoplePages
{
    private static readonly FormShape CertifyShape = FormShape.Within(4 * 1024).Text("Shown", 128).Text("Fingerprint", 64);
    private static readonly FormShape RevokeShape = FormShape.Within(1024).Text("Revoke", 8);
    private static readonly FormShape NewKeysShape = FormShape.Within(1024).Text("NewKeys", 8);
    private static readonly FormShape DropKeysShape = FormShape.Within(1024).Text("DropKeys", 8);
    private static readonly FormShape OffboardShape = FormShape.Within(1024).Text("Offboard", 8);

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var people = app.MapOffice().MapGroup("/people");
        people.MapGet("", ListAsync).ForCertifiers();
        people.MapGet("/{id:guid}", ShowAsync).ForCertifiers();
        people.MapPost("/{id:guid}/certify", CertifyAsync).ForCertifiers().Takes(CertifyShape);
        people.MapPost("/{id:guid}/revoke", RevokeAsync).ForCertifiers().Takes(RevokeShape);
        people.MapPost("/{id:guid}/new-keys", InviteAgainAsync).ForCertifiers().Takes(NewKeysShape);
        people.MapPost("/{id:guid}/drop-keys", DropKeysAsync).ForCertifiers().Takes(DropKeysShape);
        people.MapPost("/{id:guid}/offboard", OffboardAsync).ForCertifiers().Takes(OffboardShape);
    }

    private static async Task<IResult> ListAsync(
        string? notice, OfficeSession session, [AsParameters] PeopleLists lists, CancellationToken cancel) =>
        Page.Of<PeoplePage>(new
        {
            Notice = Enum.TryParse<PeopleNotice>(notice, ignoreCase: true, out var known) ? known : PeopleNotice.None,
            Refused = await lists.Refused.InSchemeAsync(session.By, cancel),
            Waiting = await lists.Certification.ListAsync(session.By, cancel),
            Emails = await lists.Register.EmailsInSchemeAsync(session.By, cancel),
            Links = await lists.Register.WithLinksInSchemeAsync(session.By, cancel),
            Revocations = await lists.Revocations.ListAsync(session.By, cancel),
            Leaves = await lists.Choices.LeavesAsync(session.By, cancel),
            Leavers = (await lists.Leaving.LeaversAsync(session.By, cancel)).Select(certificate => certificate.PersonId).ToHashSet(),
        });

    private static async Task<IResult> ShowAsync(Guid id, PersonLookup lookup, CancellationToken cancel) =>
        await lookup.FindAsync(id, cancel) is { } person ? Page.Of<PersonPage>(new { Person = person }) : TypedResults.NotFound();

    private static async Task<IResult> CertifyAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, CertificationDesk desk, PersonLookup lookup)
    {
        var outcome = await desk.CertifyAsync(visit.Session.By, id, form.Text("Shown"), form.Text("Fingerprint"), visit.Cancel);
        return outcome switch
        {
            CertificationResult.Done => To(visit, PeopleNotice.Certified),
            CertificationResult.AnotherNeeded => To(visit, PeopleNotice.Signed),
            CertificationResult.WrongFingerprint or CertificationResult.Changed =>
                await AgainAsync(visit, id, lookup, "Fingerprint", $"People.{outcome}"),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> RevokeAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, OffboardingDesk desk, PersonLookup lookup) =>
        form.Text("Revoke") != "yes" ? await AgainAsync(visit, id, lookup, "Revoke", "People.Revoke.Missing")
        : Ended(visit, await desk.RevokeAsync(visit.Session.By, id, visit.Cancel), PeopleNotice.Revoked);

    private static async Task<IResult> OffboardAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, OffboardingDesk desk, PersonLookup lookup) =>
        form.Text("Offboard") != "yes" ? await AgainAsync(visit, id, lookup, "Offboard", "People.Offboard.Missing")
        : Ended(visit, await desk.OffboardAsync(visit.Session.By, id, visit.Cancel), PeopleNotice.Offboarded);

    private static async Task<IResult> InviteAgainAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, StaffDesk desk, PersonLookup lookup, PublicSite site)
    {
        if (form.Text("NewKeys") != "yes") return await AgainAsync(visit, id, lookup, "NewKeys", "People.NewKeys.Missing");
        if (await lookup.FindAsync(id, visit.Cancel) is not { } person) return TypedResults.NotFound();
        var done = await desk.InviteAgainAsync(visit.Session.By, id, visit.Cancel);
        return done.Refusal is null ? InvitedAnswer.Of(visit, site, person.FullName, person.Email, done) : TypedResults.NotFound();
    }

    private static async Task<IResult> DropKeysAsync(
        [AsParameters] OfficeVisit visit, Guid id, PostedForm form, CertificationDesk desk, PersonLookup lookup) =>
        form.Text("DropKeys") != "yes" ? await AgainAsync(visit, id, lookup, "DropKeys", "People.DropKeys.Missing")
        : Ended(visit, await desk.DropWaitingKeysAsync(visit.Session.By, id, visit.Cancel), PeopleNotice.KeysDropped);

    private static IResult Ended(OfficeVisit visit, CertificationResult outcome, PeopleNotice done) => outcome switch
    {
        CertificationResult.Done => To(visit, done),
        CertificationResult.AnotherNeeded => To(visit, PeopleNotice.RevocationSigned),
        _ => TypedResults.NotFound(),
    };

    private static async Task<IResult> AgainAsync(OfficeVisit visit, Guid id, PersonLookup lookup, string field, string why) =>
        await lookup.FindAsync(id, visit.Cancel) is { } person
            ? Page.Of<PersonPage>(
                new { Person = person, Errors = new FormErrors().Add(field, visit.Text[why]) }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();

    private static SeeOther To(OfficeVisit visit, PeopleNotice notice) => visit.To($"people?notice={notice.ToString().ToLowerInvariant()}");
}

/// <summary>Where the page of people reads its lists.</summary>
public sealed record PeopleLists(
    CertificationDesk Certification, OffboardingDesk Leaving, OpenRevocations Revocations, RefusedAddresses Refused,
    StaffRegister Register, MailChoiceDesk Choices);

/// <summary>What has just been done on the page of people.</summary>
public enum PeopleNotice
{
    None,
    Certified,
    Signed,
    Revoked,
    RevocationSigned,
    Offboarded,
    KeysDropped,
    LeaveSet,
}

/// <summary>Somebody of the scheme as an administrator sees them: waiting, certified, or both when something has changed.</summary>
public sealed record SchemePerson(Guid Id, CertificationCase? Waiting, Certificate? Current, OpenRevocation? Revocation, bool HasLeft)
{
    public string FullName => Waiting?.FullName ?? Current!.FullName;

    /// <summary>Where mail reaches the person.</summary>
    public required string Email { get; init; }

    /// <summary>The leave that stands; null while the person is at work.</summary>
    public StandingLeave? Leave { get; init; }
}

/// <summary>Finds one person for the administrator who asks.</summary>
public sealed class PersonLookup(
    OfficeSession session, CertificationDesk desk, OffboardingDesk leaving, OpenRevocations revocations, StaffRegister register,
    MailChoiceDesk choices)
{
    /// <summary>Null when nobody of the scheme with this id waits or is certified.</summary>
    public async Task<SchemePerson?> FindAsync(Guid id, CancellationToken cancel)
    {
        var waiting = (await desk.ListAsync(session.By, cancel)).SingleOrDefault(person => person.PersonId == id);
        var current = session.By.Book?.CurrentOf(id);
        if (waiting is null && current is null) return null;
        var left = (await leaving.LeaversAsync(session.By, cancel)).Any(certificate => certificate.PersonId == id);
        var revocation = (await revocations.ListAsync(session.By, cancel)).SingleOrDefault(open => open.PersonId == id);
        var email = waiting?.Email ?? await register.EmailInSchemeAsync(session.By, id, cancel) ?? "";
        var leaves = await choices.LeavesAsync(session.By, cancel);
        return new(id, waiting, current, revocation, left) { Email = email, Leave = leaves.GetValueOrDefault(id) };
    }
}
