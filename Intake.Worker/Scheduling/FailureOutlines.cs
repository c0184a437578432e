using Hangfire.Server;
using Intake.Core.Logging;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Hangfire stores the message and the stack of an exception that a job threw. Here an outline takes its place before
/// Hangfire sees it, since a message could quote a row. What fails outside a run is cut by a trigger (JobTables.sql).
/// </summary>
internal sealed class FailureOutlines(ILogger<FailureOutlines> log) : IServerFilter
{
    public void OnPerforming(PerformingContext context)
    {
    }

    public void OnPerformed(PerformedContext context)
    {
        var stopped = context.CancellationToken.ShutdownToken.IsCancellationRequested && context.Exception is OperationCanceledException;
        if (context.Exception is not { } thrown || thrown is JobAbortedException || stopped) return;
        var failure = thrown is JobPerformanceException { InnerException: { } inner } ? inner : thrown;
        log.LogError(failure, "The job {Name} failed", Schedule.Of(context.BackgroundJob.Job.Type)?.Name ?? "of no schedule");
        throw new FailureOutline(ExceptionOutline.Of(failure));
    }
}

/// <summary>What may be kept of a failure: it has no inner exception, and its text is the outline alone.</summary>
internal sealed class FailureOutline(string outline) : Exception(outline)
{
    public override string? StackTrace => null;

    public override string ToString() => Message;
}
