namespace Intake.Core.Storage;

/// <summary>
/// A report's 32 random bytes in the vault, a database of its own. Written before the report, deleted before it;
/// without it no dump of the other database opens. DELETE leaves the bytes in the table's file, and vacuum, which runs
/// from the first dead row on, only frees their place: after deleting, the worker writes the table to a new file
/// (<see cref="VaultFile"/>). Log and backups hold the bytes until they are recycled, so the vault's must be short-lived.
/// </summary>
public sealed class VaultSecret
{
    public required Guid ReportId { get; init; }
    public required byte[] Secret { get; init; }
    public required DateOnly MadeOn { get; init; }
}
