using Intake.Core.Reports;

namespace Intake.Core.Accountability;

/// <summary>
/// The certificate of a destroyed report: see <see cref="DestructionCertificate"/>. Shown to the administrators who had the
/// report, by their pseudonyms in it; it says nothing of what was in it.
/// </summary>
public sealed class Destruction
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }
    public required DateOnly MadeOn { get; init; }

    /// <summary>What is signed, as JSON.</summary>
    public required string Body { get; init; }

    /// <summary>64 bytes, by the installation's key for daily roots.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>The pseudonyms of those who held the report's GateCard, 32 bytes each, one after the other.</summary>
    public required byte[] Holders { get; init; }

    /// <summary>
    /// The certificate, where the installation signed it and of this row's report; null for a row that somebody else wrote, as the
    /// worker's database password can.
    /// </summary>
    /// <param name="publicKey">The installation's key for daily roots, 65 bytes.</param>
    public DestructionCertificate? Genuine(ReadOnlySpan<byte> publicKey)
    {
        if (!DestructionCertificate.Verify(publicKey, Body, Signature)) return null;
        var signed = DestructionCertificate.Of(Body);
        return (signed.Reference, signed.Scheme, signed.Destroyed) == (CaseReference.Of(Id), SchemeId, MadeOn) ? signed : null;
    }
}
