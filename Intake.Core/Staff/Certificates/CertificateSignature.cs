namespace Intake.Core.Staff.Certificates;

/// <summary>
/// One administrator's ECDSA P-256 signature (64 bytes) under a
/// certificate. The signer is named by 32 bytes, as in the format.
/// </summary>
public sealed class CertificateSignature
{
    public required byte[] CertificateId { get; init; }
    public required byte[] Signer { get; init; }
    public required byte[] Signature { get; init; }
    public required DateOnly MadeOn { get; init; }
}
