using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;

namespace Intake.Core.Operations.SelfChecks;

/// <summary>
/// Two administrators who exist for one self-check: keys in memory, certified by each other as founders who stand in no file.
/// Under that root no real person is certified, so the report goes to them alone. Disposing zeroes the keys.
/// </summary>
internal sealed class SyntheticHolder : IDisposable
{
    private readonly Scheme scheme;
    private readonly UnlockedStaff[] founders;

    public SyntheticHolder(Scheme scheme, TimeProvider time)
    {
        this.scheme = scheme;
        var today = CopenhagenClock.Today(time);
        founders = [New(today), New(today)];
    }

    /// <summary>The one who reads, as if signed in.</summary>
    public UnlockedStaff Unlocked => founders[0];

    /// <summary>Both founders' lines, as they would stand in a scheme root's file.</summary>
    public SchemeRoot Root => SchemeRoot.Parse(string.Concat(founders.Select(founder =>
        $"{scheme.Id:D} {Convert.ToHexStringLower(founder.Certificate.SigningKeyId)}\n")));

    /// <summary>Adds the accounts and their certificates; the caller saves.</summary>
    public void AddTo(IntakeDb db)
    {
        foreach (var certificate in founders.Select(founder => founder.Certificate))
        {
            db.Staff.Add(new StaffMember
            {
                Id = certificate.PersonId, SchemeId = scheme.Id, Email = $"{certificate.PersonId:N}@self-check.invalid",
                FullName = certificate.FullName, Roles = StaffRoles.Administrator, State = StaffState.Active,
                CreatedOn = certificate.MadeOn, EncryptionKey = certificate.EncryptionKey, SigningKey = certificate.SigningKey,
            });
            db.Certificates.Add(new CertificateRow
            {
                Id = certificate.Id, SchemeId = scheme.Id, PersonId = certificate.PersonId, Serial = certificate.Serial,
                Body = certificate.Body, MadeOn = certificate.MadeOn,
            });
            db.CertificateSignatures.AddRange(founders.Select(founder => certificate.SignBy(founder.Signing))
                .Select(made => new CertificateSignature
                {
                    CertificateId = certificate.Id, Signer = made.SignerKeyId, Signature = made.Signature, MadeOn = certificate.MadeOn,
                }));
        }
    }

    public void Dispose()
    {
        foreach (var founder in founders) founder.Dispose();
    }

    private UnlockedStaff New(DateOnly today)
    {
        var (encryption, signing) = (EncryptionKeyPair.Generate(), SigningKeyPair.Generate());
        var certificate = Certificate.Write(scheme.Id, Guid.NewGuid(), "Holder of the check", 1, today, CertifiedRoles.Administrator, [],
            encryption.Public, signing.Public);
        return new UnlockedStaff(certificate, encryption, signing);
    }
}
