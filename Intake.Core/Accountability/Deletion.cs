namespace Intake.Core.Accountability;

/// <summary>
/// The first step of a deletion: that a report will be destroyed, announced to those who have it, so that somebody can hold
/// it. Only what was announced is destroyed.
/// </summary>
public sealed class Deletion
{
    /// <summary>Days between the two steps.</summary>
    public const int DaysAhead = 30;

    public required Guid ReportId { get; init; }
    public required DateOnly AnnouncedOn { get; init; }

    /// <summary>32 bytes: see <see cref="Sealing.AnnouncementSeal"/>.</summary>
    public required byte[] Seal { get; init; }
}
