using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hangfire.Server;
using Intake.Core.Operations;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Counts a worker's runs by job and outcome, and keeps how long the last one of each took, in whole seconds. Not of the job
/// that sends mails: whether it had any at a mail hour would show.
/// </summary>
internal sealed class JobFigures : IServerFilter, IDisposable
{
    private const string Begun = "intake-begun";
    private const string Mails = "send-mails";
    private readonly Meter meter = new(InstallationMeter.Name);
    private readonly Counter<long> runs;
    private readonly ConcurrentDictionary<string, long> seconds = new(StringComparer.Ordinal);
    private readonly TimeProvider time;

    public JobFigures(TimeProvider time)
    {
        this.time = time;
        runs = meter.CreateCounter<long>("intake_job_runs", null, "Runs that ended in this worker, by job and outcome");
        meter.CreateObservableGauge("intake_job_last_seconds",
            () => seconds.Select(job => new Measurement<long>(job.Value, KeyValuePair.Create<string, object?>("job", job.Key))), null,
            "How long each job's last run took here");
    }

    public void OnPerforming(PerformingContext context) => context.Items[Begun] = time.GetTimestamp();

    public void OnPerformed(PerformedContext context)
    {
        if (Schedule.Of(context.BackgroundJob.Job.Type)?.Name is not { } name || context.Canceled) return;
        runs.Add(1, new("job", name), new("outcome", context.Exception is null ? "done" : "failed"));
        if (name != Mails && context.Items[Begun] is long begun) seconds[name] = (long)time.GetElapsedTime(begun).TotalSeconds;
    }

    public void Dispose() => meter.Dispose();
}
