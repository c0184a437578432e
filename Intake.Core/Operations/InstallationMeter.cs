using System.Diagnostics.Metrics;

namespace Intake.Core.Operations;

/// <summary>
/// The figures of an installation for a monitor. None of them moves when a report arrives or its reporter comes back: what is
/// asked every quarter of a minute and kept for years would be a list of those moments. The table is in docs/operations.md.
/// </summary>
public sealed class InstallationMeter : IDisposable
{
    /// <summary>The one meter that is exported; those of the runtime, the server and the database driver count requests.</summary>
    public const string Name = "Intake";

    /// <summary>A mail that has waited for less is left out: that there is one at a mail hour says that something came.</summary>
    private const int QuietMinutes = 15;

    private readonly Meter meter = new(Name);
    private volatile ReadinessReport? last;

    /// <summary>Makes the figures that web and worker both give.</summary>
    public InstallationMeter()
    {
        Add("intake_ready", "1 when all is in order, else 0", found => Flag(found.Ready));
        Add("intake_database_up", "1 when the database answers", found => Flag(found.Database));
        Add("intake_vault_up", "1 when the vault's database answers", found => Flag(found.Vault));
        Add("intake_schema_current", "1 when databases, program and files belong together", found => Flag(found.Schema));
        Add("intake_database_connection_quarters", "Quarters of the role's connections that are taken",
            found => found.ConnectionQuarters);
        Add("intake_clock_drift_seconds", "This machine's clock less the database's", found => found.ClockDriftSeconds);
        Add("intake_workers_alive", "Workers that reported within a minute", found => found.Workers);
        Add("intake_jobs_wrong", "Jobs that failed, are late or turned off", found => found.Jobs.Count);
        Add("intake_queue_oldest_seconds", "How long the oldest run waits for a worker", found => found.QueueSeconds);
        Add("intake_mail_oldest_minutes", "How long the oldest mail waits, from 15 minutes on",
            found => found.UnsentMailMinutes < QuietMinutes ? 0 : found.UnsentMailMinutes);
        Add("intake_mails_given_up", "Mails that are not tried any more", found => found.MailsGivenUp);
        Add("intake_self_check_good", "1 when the last self-checks went well",
            found => found.SelfCheckGood is { } good ? Flag(good) : null);
        Add("intake_self_check_age_minutes", "Minutes since one went well", found => found.SelfCheckMinutes);
    }

    /// <summary>What the figures say from now on.</summary>
    public void Take(ReadinessReport found) => last = found;

    /// <summary>One more figure, asked when the monitor asks.</summary>
    public void Add(string name, string description, Func<long> value) => meter.CreateObservableGauge(name, value, null, description);

    /// <inheritdoc />
    public void Dispose() => meter.Dispose();

    private static long Flag(bool isSo) => isSo ? 1 : 0;

    private void Add(string name, string description, Func<ReadinessReport, long?> value) =>
        meter.CreateObservableGauge(name, IEnumerable<Measurement<long>> () =>
            last is { } found && value(found) is { } figure ? [new(figure)] : [], null, description);
}
