namespace Intake.Core.Schemes;

/// <summary>A unit of a scheme. Units are never deleted, since cases point at them: they retire.</summary>
public sealed class UnitRow
{
    public required Guid Id { get; init; }
    public required Guid SchemeId { get; init; }

    /// <summary>At most 200 characters, unique in its scheme.</summary>
    public required string Name { get; set; }

    public required UnitKind Kind { get; set; }
    public Guid? ParentId { get; set; }
    public bool Retired { get; set; }
}
