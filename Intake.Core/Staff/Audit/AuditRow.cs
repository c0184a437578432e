namespace Intake.Core.Staff.Audit;

/// <summary>
/// One line of the audit trail. Nobody updates it; only the owner deletes, by year. Who acted on what is sealed with
/// the file secret, so that a dump does not show who reads which case. It outlives the case and points at nothing.
/// </summary>
public sealed class AuditRow
{
    public required Guid Id { get; init; }
    /// <summary>UTC, in whole microseconds: the column keeps no more, and <see cref="Hash"/> covers it.</summary>
    public required DateTimeOffset At { get; init; }
    public required AuditAction Action { get; init; }
    public Guid? SchemeId { get; init; }
    public required byte[] Sealed { get; init; }

    /// <summary>Leaf of the daily root, 32 bytes.</summary>
    public required byte[] Hash { get; init; }
}
