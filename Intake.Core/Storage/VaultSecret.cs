namespace Intake.Core.Storage;

/// <summary>
/// A report's 32 random bytes in the vault, a database of its own. Written before the report, deleted before it;
/// without it no dump of the other database opens. DELETE leaves bytes in heap and log until vacuum and recycling:
/// the table is vacuumed from the first dead row on, and the vault's backups must be short-lived.
/// </summary>
public sealed class VaultSecret
{
    public required Guid ReportId { get; init; }
    public required byte[] Secret { get; init; }
    public required DateOnly MadeOn { get; init; }
}
