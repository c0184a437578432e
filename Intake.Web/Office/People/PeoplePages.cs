using Intake.Core.Certification;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.People;

/// <summary>Administrators vouching for people's keys, and taking that back.</summary>
public static class PeoplePages
{
    private static readonly FormShape CertifyShape = FormShape.Within(4 * 1024).Text("Shown", 128).Text("Fingerprint", 64);
    private static readonly FormShape RevokeShape = FormShape.Within(1024).Text("Revoke", 8);
    private static readonly FormShape OffboardShape = FormShape.Within(1024).Text("Offboard", 8);

    public static void MapPeople(this IEndpointRouteBuilder app)
    {
        var people = app.MapOffice().MapGroup("/people");
        people.MapGet("", ListAsync).ForCertifiers();
        people.MapGet("/{id:guid}", ShowAsync).ForCertifiers();
        people.MapPost("/{id:guid}/certify", CertifyAsync).ForCertifiers();
        people.MapPost("/{id:guid}/revoke", RevokeAsync).ForCertifiers();
        people.MapPost("/{id:guid}/offboard", OffboardAsync).ForCertifiers();
    }

    private static async Task<IResult> ListAsync(
        string? notice, OfficeSession session, CertificationDesk desk, OffboardingDesk leaving, OpenRevocations revocations, CancellationToken cancel) =>
        Page.Of<PeoplePage>(new
        {
            Notice = Enum.TryParse<PeopleNotice>(notice, ignoreCase: true, out var known) ? known : PeopleNotice.None,
            Waiting = await desk.ListAsync(session.By, cancel),
            Revocations = await revocations.ListAsync(session.By, cancel),
            Leavers = (await leaving.LeaversAsync(session.By, cancel)).Select(certificate => certificate.PersonId).ToHashSet(),
        });

    private static async Task<IResult> ShowAsync(Guid id, PersonLookup lookup, CancellationToken cancel) =>
        await lookup.FindAsync(id, cancel) is { } person ? Page.Of<PersonPage>(new { Person = person }) : TypedResults.NotFound();

    private static async Task<IResult> CertifyAsync(
        Guid id, HttpContext http, OfficeSession session, CertificationDesk desk, PersonLookup lookup, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, CertifyShape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        var outcome = await desk.CertifyAsync(session.By, id, form.Text("Shown"), form.Text("Fingerprint"), cancel);
        return outcome switch
        {
            CertificationOutcome.Done => To(here, PeopleNotice.Certified),
            CertificationOutcome.AnotherNeeded => To(here, PeopleNotice.Signed),
            CertificationOutcome.WrongFingerprint or CertificationOutcome.Changed =>
                await AgainAsync(id, new FormErrors().Add("Fingerprint", text[$"People.{outcome}"]), lookup, cancel),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<IResult> RevokeAsync(
        Guid id, HttpContext http, OfficeSession session, OffboardingDesk desk, PersonLookup lookup, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, RevokeShape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        if (form.Text("Revoke") != "yes") return await AgainAsync(id, new FormErrors().Add("Revoke", text["People.Revoke.Missing"]), lookup, cancel);
        return Ended(await desk.RevokeAsync(session.By, id, cancel), here, PeopleNotice.Revoked);
    }

    private static async Task<IResult> OffboardAsync(
        Guid id, HttpContext http, OfficeSession session, OffboardingDesk desk, PersonLookup lookup, PageAddress here, Text text, CancellationToken cancel)
    {
        var reading = await FormReader.ReadAsync(http.Request, OffboardShape, cancel);
        if (!reading.TryGet(out var read)) return reading.Refused;
        using var form = read;
        if (form.Text("Offboard") != "yes") return await AgainAsync(id, new FormErrors().Add("Offboard", text["People.Offboard.Missing"]), lookup, cancel);
        return Ended(await desk.OffboardAsync(session.By, id, cancel), here, PeopleNotice.Offboarded);
    }

    private static IResult Ended(CertificationOutcome outcome, PageAddress here, PeopleNotice done) => outcome switch
    {
        CertificationOutcome.Done => To(here, done),
        CertificationOutcome.AnotherNeeded => To(here, PeopleNotice.RevocationSigned),
        _ => TypedResults.NotFound(),
    };

    private static async Task<IResult> AgainAsync(Guid id, FormErrors errors, PersonLookup lookup, CancellationToken cancel) =>
        await lookup.FindAsync(id, cancel) is { } person
            ? Page.Of<PersonPage>(new { Person = person, Errors = errors }, StatusCodes.Status422UnprocessableEntity)
            : TypedResults.NotFound();

    private static SeeOther To(PageAddress here, PeopleNotice notice) => new(here.To($"office/people?notice={notice.ToString().ToLowerInvariant()}"));
}

/// <summary>What has just been done on the page of people.</summary>
public enum PeopleNotice
{
    None,
    Certified,
    Signed,
    Revoked,
    RevocationSigned,
    Offboarded,
}

/// <summary>Somebody of the scheme as an administrator sees them: waiting, certified, or both when something has changed.</summary>
public sealed record SchemePerson(Guid Id, CertificationCase? Waiting, Certificate? Current, OpenRevocation? Revocation, bool HasLeft)
{
    public string FullName => Waiting?.FullName ?? Current!.FullName;
}

/// <summary>Finds one person for the administrator who asks.</summary>
public sealed class PersonLookup(OfficeSession session, CertificationDesk desk, OffboardingDesk leaving, OpenRevocations revocations)
{
    /// <summary>Null when nobody of the scheme with this id waits or is certified.</summary>
    public async Task<SchemePerson?> FindAsync(Guid id, CancellationToken cancel)
    {
        var waiting = (await desk.ListAsync(session.By, cancel)).SingleOrDefault(person => person.PersonId == id);
        var current = session.By.Book?.CurrentOf(id);
        if (waiting is null && current is null) return null;
        var left = (await leaving.LeaversAsync(session.By, cancel)).Any(certificate => certificate.PersonId == id);
        var revocation = (await revocations.ListAsync(session.By, cancel)).SingleOrDefault(open => open.PersonId == id);
        return new(id, waiting, current, revocation, left);
    }
}
