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
}
