namespace Intake.Core.Storage;

/// <summary>The migrations' history table; each database has one in its own schema.</summary>
internal static class MigrationHistory
{
    public const string Table = "migration";
}
