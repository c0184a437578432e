namespace Intake.Core.Staff.Certificates;

/// <summary>One administrator's ECDSA P-256 signature (64 bytes) under a revocation.</summary>
public sealed class RevocationSignature
{
    public required byte[] RevocationId { get; init; }
    public required byte[] Signer { get; init; }
    public required byte[] Signature { get; init; }
    public required DateOnly MadeOn { get; init; }
}
