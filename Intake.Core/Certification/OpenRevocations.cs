using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>A certificate whose revocation has been signed, but not yet by enough.</summary>
/// <param name="SignedBy">The names of those who have signed.</param>
/// <param name="MineIsThere">Whether the administrator who asks has signed already.</param>
public sealed record OpenRevocation(Guid PersonId, DateOnly MadeOn, IReadOnlyList<string> SignedBy, bool MineIsThere);

/// <summary>Revocations that wait for another administrator.</summary>
public sealed class OpenRevocations(IntakeDb db, TimeProvider time)
{
    /// <summary>Those of the administrator's scheme that can still be completed; empty for anybody else.</summary>
    public async Task<IReadOnlyList<OpenRevocation>> ListAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Book: { } book, IsAdministrator: true }) return [];
        var today = CopenhagenClock.Today(time);
        var oldest = today.AddDays(-CertificationDesk.DaysOpen);
        var rows = await (
            from row in db.Revocations
            where row.SchemeId == scheme && row.MadeOn > oldest && row.MadeOn <= today
            join signature in db.RevocationSignatures on row.Id equals signature.RevocationId
            select new { row.CertificateId, row.MadeOn, signature.Signer }).AsNoTracking().ToListAsync(cancel);
        var names = book.Current.Where(certificate => certificate.IsAdministrator)
            .ToLookup(certificate => certificate.SigningKeyId, certificate => certificate.FullName, ByteOrder.Instance);
        var ofEach = rows.ToLookup(row => row.CertificateId, ByteOrder.Instance);
        return [.. book.Current.Where(certificate => ofEach.Contains(certificate.Id)).Select(certificate => new OpenRevocation(
            certificate.PersonId, ofEach[certificate.Id].Min(row => row.MadeOn),
            [.. ofEach[certificate.Id].SelectMany(row => names[row.Signer]).Distinct(StringComparer.Ordinal)],
            ofEach[certificate.Id].Any(row => row.Signer.AsSpan().SequenceEqual(by.Person.SigningKeyId))))];
    }
}
