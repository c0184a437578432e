namespace Intake.Core.Accountability.Figures;

/// <summary>A kept accountability report: its figures as canonical JSON, and the installation's signature under them.</summary>
public sealed class AccountabilityReport
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }

    /// <summary>The first day that it is about.</summary>
    public required DateOnly FromOn { get; init; }

    /// <summary>The last day that it is about.</summary>
    public required DateOnly ToOn { get; init; }

    public required DateOnly MadeOn { get; init; }

    /// <summary>Whether the schedule made it; else an administrator asked for it.</summary>
    public required bool Scheduled { get; init; }

    /// <summary>An <see cref="AccountabilityDocument"/>, sealed: <see cref="Sealing.AccountabilitySeal.Open"/>.</summary>
    public required byte[] Document { get; init; }

    /// <summary>64 bytes: see <see cref="Sealing.AccountabilitySeal"/>.</summary>
    public required byte[] Signature { get; init; }
}
