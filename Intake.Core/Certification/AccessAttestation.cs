namespace Intake.Core.Certification;

/// <summary>
/// An administrator's word, once a quarter, that those who are certified in the scheme still need their access: see
/// <see cref="Sealing.AttestationSeal"/>.
/// </summary>
public sealed class AccessAttestation
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }

    /// <summary>The first day of the quarter.</summary>
    public required DateOnly Quarter { get; init; }

    /// <summary>The administrator's certificate: 32 bytes.</summary>
    public required byte[] CertificateId { get; init; }

    /// <summary>What the signature is over, of those who were certified: 32 bytes.</summary>
    public required byte[] List { get; init; }

    /// <summary>64 bytes.</summary>
    public required byte[] Signature { get; init; }

    public required DateOnly MadeOn { get; init; }
}
