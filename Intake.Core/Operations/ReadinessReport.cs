namespace Intake.Core.Operations;

/// <summary>What a look at the installation found; nothing in it is of a case.</summary>
/// <param name="Ready">Whether all is in order, as on the operator's page, and the clock is right.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Schema">Whether databases, program and files belong together: migrated, of one secret, with a root.</param>
/// <param name="Vault">Whether the vault's database answers.</param>
/// <param name="Workers">Workers that reported within the last minute.</param>
/// <param name="Jobs">The jobs that failed, are late or turned off, by name.</param>
/// <param name="QueueSeconds">How long the oldest run has waited for a worker.</param>
/// <param name="UnsentMailMinutes">How long the oldest mail that is due has waited.</param>
/// <param name="MailsGivenUp">Mails that no server takes.</param>
public sealed record ReadinessReport(
    bool Ready, bool Database, bool Schema, bool Vault, int Workers, IReadOnlyList<string> Jobs,
    int QueueSeconds, int UnsentMailMinutes, int MailsGivenUp)
{
    /// <summary>How far this machine's clock is ahead of the database's, in seconds.</summary>
    public int ClockDriftSeconds { get; init; }

    /// <summary>Whether the last self-check of each web process went well, within two hours; null before the first.</summary>
    public bool? SelfCheckGood { get; init; }

    /// <summary>Minutes since one went well; null when none has.</summary>
    public int? SelfCheckMinutes { get; init; }

    /// <summary>How many quarters of the role's connections are taken, rounded down: 0 in quiet times, 4 when all are.</summary>
    public int ConnectionQuarters { get; init; }

    /// <summary>What is said when nothing more is known.</summary>
    internal static ReadinessReport Away(bool vault) => new(false, Database: false, Schema: false, vault, 0, [], 0, 0, 0);
}
