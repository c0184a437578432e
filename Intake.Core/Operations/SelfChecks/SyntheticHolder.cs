using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;

namespace Intake.Core.Operations.SelfChecks;

/// <summary>
/// An administrator who exists for one self-check: keys in memory, certified by two founders of its own who stand in no file.
/// Under that root no real person is certified, so the report goes to this holder alone. Disposing zeroes the keys.
/// </summary>
internal sealed class SyntheticHolder : IDisposable
{
    private readonly SigningKeyPair first = SigningKeyPair.Generate();
    private readonly SigningKeyPair second = SigningKeyPair.Generate();
    private readonly Scheme scheme;
    private readonly Certificate certificate;

    public SyntheticHolder(Scheme scheme, TimeProvider time)
    {
        this.scheme = scheme;
        var (encryption, signing) = (EncryptionKeyPair.Generate(), SigningKeyPair.Generate());
        certificate = Certificate.Write(scheme.Id, Guid.NewGuid(), "Self-check", 1, CopenhagenClock.Today(time),
            CertifiedRoles.Administrator, [], encryption.Public, signing.Public);
        Unlocked = new UnlockedStaff(certificate, encryption, signing);
    }

    /// <summary>As if signed in.</summary>
    public UnlockedStaff Unlocked { get; }

    /// <summary>The founders' lines, as they would stand in a scheme root's file.</summary>
    public SchemeRoot Root => SchemeRoot.Parse(string.Concat(new[] { first, second }.Select(founder =>
        $"{scheme.Id:D} {Convert.ToHexStringLower(Certificate.KeyId(founder.Public))}\n")));

    /// <summary>Adds the account and its certificate; the caller saves.</summary>
    public void AddTo(IntakeDb db)
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
        db.CertificateSignatures.AddRange(new[] { first, second }.Select(certificate.SignBy).Select(made => new CertificateSignature
        {
            CertificateId = certificate.Id, Signer = made.SignerKeyId, Signature = made.Signature, MadeOn = certificate.MadeOn,
        }));
    }

    public void Dispose()
    {
        Unlocked.Dispose();
        first.Dispose();
        second.Dispose();
    }
}
