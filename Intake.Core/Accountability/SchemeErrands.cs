using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>Something that waits for a scheme's administrators and is about no case.</summary>
public enum ErrandKind
{
    /// <summary>Keys of a person wait to be certified.</summary>
    Certify = 1,

    /// <summary>A revocation of an administrator's certificate has one signature of two.</summary>
    Revoke,

    /// <summary>Nobody has countersigned a daily root in this month.</summary>
    Countersign,

    /// <summary>Nobody has gone through who has access in this quarter.</summary>
    Attest,
}

/// <summary>One such thing.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Topic">A word by which the same thing is known again.</param>
/// <param name="About">Whom it is about: it does not wait for that person.</param>
public sealed record Errand(ErrandKind Kind, string Topic, Guid? About);

/// <summary>
/// What waits for a scheme's administrators beside their cases, from open columns and signatures: the worker mails of it, and the inbox
/// says it.
/// </summary>
public sealed class SchemeErrands(IntakeDb db, CertificateBooks books, DailyRoots roots, TimeProvider time)
{
    /// <summary>Everything that waits in the scheme, for each of its administrators but the one it is about.</summary>
    public async Task<IReadOnlyList<Errand>> OfAsync(Guid scheme, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var (month, quarter) = (new DateOnly(today.Year, today.Month, 1), AttestationDesk.QuarterOf(today));
        var uncertified = await db.Staff
            .Where(person => person.SchemeId == scheme && person.State != StaffState.Left
                && (person.State == StaffState.AwaitingCertificate || db.PendingKeys.Any(keys => keys.StaffId == person.Id)))
            .Select(person => person.Id).ToListAsync(cancel);
        // A revocation that is signed and does not hold yet: its certificate is not the last word on the person.
        var revocations = await db.Revocations
            .Where(row => row.SchemeId == scheme && row.MadeOn > today.AddDays(-30)
                && db.RevocationSignatures.Count(signature => signature.RevocationId == row.Id) == 1
                && db.Certificates.Any(certificate => certificate.Id == row.CertificateId
                    && db.Staff.Any(person => person.Id == certificate.PersonId && person.State == StaffState.Active
                        && person.Roles.HasFlag(StaffRoles.Administrator))))
            .Select(row => row.CertificateId).ToListAsync(cancel);
        var book = await books.OfAsync(db, scheme, cancel);
        var countersign = await roots.NewestAsync(db, cancel) is not null
            && (await CountersignDesk.SignedAsync(db, roots, book, (month, today), cancel)).Count == 0;
        var attest = await db.Certificates.AnyAsync(row => row.SchemeId == scheme && row.MadeOn < quarter, cancel)
            && (await AttestationDesk.SignedAsync(db, book, (quarter, today), cancel)).Count == 0;
        return
        [
            .. uncertified.Select(person => new Errand(ErrandKind.Certify, $"key {person:N}", person)),
            .. revocations.Select(id => new Errand(ErrandKind.Revoke, $"revocation {Convert.ToHexStringLower(id)}", null)),
            .. Once(countersign, new(ErrandKind.Countersign, $"countersign {month:yyyy-MM}", null)),
            .. Once(attest, new(ErrandKind.Attest, $"attest {quarter:yyyy-MM}", null)),
        ];
    }

    private static IEnumerable<Errand> Once(bool waits, Errand errand) => waits ? [errand] : [];
}
