using System.Security.Cryptography;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;

namespace Intake.Tests.Support;

/// <summary>A member of staff with keys in hand, certified by two founders' real signatures.</summary>
public sealed class TestPerson : IDisposable
{
    private readonly EncryptionKeyPair encryption;
    private readonly SigningKeyPair signing;
    private readonly Unit? unit;
    private readonly Guid? signInId;

    public TestPerson(string part, string name, string email, CertifiedRoles roles, Unit? unit, Guid schemeId)
        : this(part, name, email, roles, unit, schemeId, EncryptionKeyPair.Generate(), SigningKeyPair.Generate(), null)
    {
    }

    private TestPerson(string part, string name, string email, CertifiedRoles roles, Unit? unit, Guid schemeId,
        EncryptionKeyPair encryption, SigningKeyPair signing, Guid? signInId)
    {
        (Part, Email, this.unit, this.encryption, this.signing, this.signInId) = (part, email, unit, encryption, signing, signInId);
        Certificate = Certificate.Write(schemeId, Guid.NewGuid(), name, 1, new DateOnly(2026, 1, 5), roles,
            unit is null ? [] : [unit.Id], encryption.Public, signing.Public);
    }

    public string Part { get; }
    public string Email { get; }
    public Certificate Certificate { get; private set; }
    public Guid Id => Certificate.PersonId;

    /// <summary>The same person and keys in another scheme, signed in to by the first account.</summary>
    public TestPerson In(Guid schemeId, CertifiedRoles roles, Unit? place) =>
        new(Part, Certificate.FullName, Email, roles, place, schemeId, encryption, signing, Id);

    /// <summary>This person signed in: a fresh principal. The caller disposes it.</summary>
    public UnlockedStaff Unlock() =>
        new(Certificate, EncryptionKeyPair.FromPrivate(encryption.Private.Span), SigningKeyPair.FromPrivate(signing.Private.Span));

    /// <summary>What an enrolment would have stored of the keys under this password.</summary>
    public StaffKeySeal SealKeys(FileSecret fileSecret, string password)
    {
        using var typed = SecretBytes.Utf8Of(password);
        return StaffKeySeal.Make(fileSecret, Id, typed.Span, encryption, signing);
    }

    /// <summary>Signs in without password and code, with the row and the cookie that signing in would make.</summary>
    /// <returns>The cookie's 32 bytes.</returns>
    public async Task<byte[]> BeginSessionAsync(IntakeDb db, RingKeys ringKeys, TimeProvider time)
    {
        var cookie = RandomNumberGenerator.GetBytes(32);
        var (hour, ringKey) = await ringKeys.CurrentAsync(db, default);
        using var key = ringKey;
        db.StaffSessions.Add(new StaffSession
        {
            Id = StaffSessionSeal.IdOf(cookie), StaffId = Id, RingHour = hour, ExpiresAt = time.GetUtcNow() + Sessions.Idle,
            Sealed = StaffSessionSeal.Seal(cookie, key, hour, Id, encryption, signing),
        });
        await db.SaveChangesAsync();
        return cookie;
    }

    public void AddTo(IntakeDb db, TestPerson first, TestPerson second)
    {
        db.Staff.Add(new StaffMember
        {
            Id = Id, SchemeId = Certificate.SchemeId, Email = Email, FullName = Certificate.FullName,
            Roles = unit is null ? StaffRoles.Administrator : StaffRoles.CaseHandler, State = StaffState.Active,
            CreatedOn = Certificate.MadeOn, EncryptionKey = encryption.Public, SigningKey = signing.Public, SignInId = signInId,
        });
        if (unit is not null) db.StaffUnits.Add(new StaffUnit { StaffId = Id, UnitId = unit.Id });
        AddCertificate(db, first, second);
    }

    /// <summary>An account with these roles that no certificate names; an operator's belongs to no scheme.</summary>
    public void AddUncertifiedTo(IntakeDb db, StaffRoles roles, Guid? schemeId) => db.Staff.Add(new StaffMember
    {
        Id = Id, SchemeId = schemeId, Email = Email, FullName = Certificate.FullName, Roles = roles, State = StaffState.Active,
        CreatedOn = Certificate.MadeOn, EncryptionKey = encryption.Public, SigningKey = signing.Public,
    });

    /// <summary>The same person and keys under the next certificate, for these units.</summary>
    public void CertifyAgain(IntakeDb db, DateOnly on, TestPerson first, TestPerson second, params Unit[] units) =>
        CertifyAs(Certificate.Roles, db, on, first, second, units);

    /// <summary>The same, for other roles.</summary>
    public void CertifyAs(CertifiedRoles roles, IntakeDb db, DateOnly on, TestPerson first, TestPerson second, params Unit[] units)
    {
        Certificate = Certificate.Write(Certificate.SchemeId, Id, Certificate.FullName, Certificate.Serial + 1, on, roles,
            units.Select(u => u.Id), encryption.Public, signing.Public);
        AddCertificate(db, first, second);
    }

    /// <summary>The same person and keys under another name.</summary>
    public void CertifyUnder(string name, IntakeDb db, DateOnly on, TestPerson first, TestPerson second)
    {
        Certificate = Certificate.Write(Certificate.SchemeId, Id, name, Certificate.Serial + 1, on, Certificate.Roles,
            unit is null ? [] : [unit.Id], encryption.Public, signing.Public);
        AddCertificate(db, first, second);
    }

    /// <summary>This person's signature under a revocation.</summary>
    public CertifyingSignature Revoke(Revocation revocation) => revocation.SignBy(signing);

    private void AddCertificate(IntakeDb db, TestPerson first, TestPerson second)
    {
        db.Certificates.Add(new CertificateRow
        {
            Id = Certificate.Id, SchemeId = Certificate.SchemeId, PersonId = Id, Serial = Certificate.Serial, Body = Certificate.Body,
            MadeOn = Certificate.MadeOn,
        });
        foreach (var signer in new[] { first, second })
        {
            var made = Certificate.SignBy(signer.signing);
            db.CertificateSignatures.Add(new CertificateSignature
            {
                CertificateId = Certificate.Id, Signer = made.SignerKeyId, Signature = made.Signature, MadeOn = Certificate.MadeOn,
            });
        }
    }

    public void Dispose()
    {
        encryption.Dispose();
        signing.Dispose();
    }
}
