using Intake.Core.Logging;
using Intake.Worker.Jobs;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Intake.Worker.Scheduling;

/// <summary>
/// One firing of a job under Quartz. A failure is told by its outline alone, to the log and to Quartz's history: a
/// message could quote a row.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class Firing<TJob>(TJob job, ILogger<TJob> log) : IJob
    where TJob : IRecurringJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        try
        {
            await job.RunAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            log.LogError(failed, "The job failed and runs again at its next time");
            throw new JobExecutionException(ExceptionOutline.Of(failed));
        }
    }
}
