namespace Intake.Core.Cases.Screening;

/// <summary>A month's numbers of a scheme, sealed. Every screening writes the row again, whichever the reporter chose.</summary>
public sealed class FollowTally
{
    public required Guid SchemeId { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>65 bytes: see <see cref="Sealing.FollowTallySeal"/>.</summary>
    public required byte[] Sealed { get; set; }
}
