using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;

namespace Intake.Core.Certification;

/// <summary>Somebody whose certificate is missing, short of signatures, or no longer what the account says.</summary>
/// <param name="Shown">
/// A digest of all that the administrator sees here; it comes back with the form, so that nobody signs another thing.
/// </param>
/// <param name="Fingerprint">What the person reads aloud from the enrolment page; 20 symbols in groups of four.</param>
/// <param name="SignedBy">The names of those who have signed.</param>
/// <param name="SignaturesNeeded">Two for an administrator, else one.</param>
/// <param name="MineIsThere">Whether the administrator who asks has signed already.</param>
/// <param name="IsSelf">The administrator's own: only a founder signs it.</param>
public sealed record CertificationCase(
    Guid PersonId, string FullName, string Email, StaffRoles Roles, IReadOnlyList<Guid> Units, string Fingerprint, string Shown,
    IReadOnlyList<string> SignedBy, int SignaturesNeeded, bool MineIsThere, bool IsSelf)
{
    /// <summary>Whether these keys were made beside others, which stay in force until this certificate holds.</summary>
    public bool KeysWait { get; init; }
}

/// <summary>What a certificate of a person would say now, by the account's row and the keys that wait beside it.</summary>
internal sealed record Candidate(StaffMember Account, PendingKeys? Pending, Guid SchemeId, IReadOnlyList<Guid> Units)
{
    private byte[]? EncryptionKey => Pending?.EncryptionKey ?? Account.EncryptionKey;

    private byte[]? SigningKey => Pending?.SigningKey ?? Account.SigningKey;

    public CertifiedRoles Roles =>
        (Account.Roles.HasFlag(StaffRoles.Administrator) ? CertifiedRoles.Administrator : 0)
        | (Account.Roles.HasFlag(StaffRoles.CaseHandler) ? CertifiedRoles.CaseHandler : 0);

    public bool CanBeCertified => EncryptionKey is not null && SigningKey is not null
        && (Account.State is StaffState.AwaitingCertificate or StaffState.Active
            || (Pending is not null && Account.State is StaffState.Invited))
        && Roles != 0 && !Account.Roles.HasFlag(StaffRoles.Operator)
        && Roles.HasFlag(CertifiedRoles.CaseHandler) == Units.Count > 0;

    public string Fingerprint => Certificate.Fingerprint(EncryptionKey, SigningKey);

    /// <summary>Over everything a certificate would say but its serial and date.</summary>
    public string Shown => Convert.ToHexStringLower(SHA256.HashData(Write(1, DateOnly.MinValue).Body));

    public Certificate Write(int serial, DateOnly on) => Certificate.Write(
        SchemeId, Account.Id, Account.FullName, serial, on, Roles, Units, EncryptionKey, SigningKey);

    /// <summary>Whether a certificate says exactly this.</summary>
    public bool Is(Certificate certificate) =>
        certificate.Body.AsSpan().SequenceEqual(Write(certificate.Serial, certificate.MadeOn).Body);
}
