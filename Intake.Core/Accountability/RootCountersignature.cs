namespace Intake.Core.Accountability;

/// <summary>An administrator's signature under a day's root: see <see cref="Sealing.CountersignatureSeal"/>. A leaf itself.</summary>
public sealed class RootCountersignature
{
    public required DateOnly Day { get; init; }
    public required Guid SchemeId { get; init; }

    /// <summary>32 bytes.</summary>
    public required byte[] CertificateId { get; init; }

    /// <summary>64 bytes.</summary>
    public required byte[] Signature { get; init; }

    public required DateOnly MadeOn { get; init; }
}
