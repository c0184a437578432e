using Hangfire.States;
using Hangfire.Storage;
using Intake.Core.Logging;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Hangfire stores the message and the stack of an exception that a job threw, and writes them into its log. Here, before
/// anything is stored, an outline takes their place: a message could quote a row.
/// </summary>
internal sealed class FailureOutlines(ILogger<FailureOutlines> log) : IElectStateFilter, IApplyStateFilter
{
    /// <summary>How long a failed run is kept; Hangfire would keep it for ever.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);

    public void OnStateElection(ElectStateContext context)
    {
        if (context.CandidateState is not FailedState { Exception: not FailureOutline } failed) return;
        var name = Schedule.Of(context.BackgroundJob.Job?.Type ?? typeof(object))?.Name ?? "unknown";
        log.LogError(failed.Exception, "The job {Name} failed", name);
        context.CandidateState = new FailedState(new FailureOutline(ExceptionOutline.Of(failed.Exception)));
    }

    public void OnStateApplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
        if (context.NewState is FailedState) transaction.ExpireJob(context.BackgroundJob.Id, Kept);
    }

    public void OnStateUnapplied(ApplyStateContext context, IWriteOnlyTransaction transaction)
    {
    }
}

/// <summary>What may be kept of a failure. It has no inner exception and no stack.</summary>
internal sealed class FailureOutline(string outline) : Exception(outline)
{
    public override string ToString() => Message;
}
