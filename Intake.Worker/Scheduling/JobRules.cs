using Hangfire;
using Hangfire.Common;

namespace Intake.Worker.Scheduling;

/// <summary>
/// What holds for every run, whatever queued it: failures are outlines, the clock is right, one run of a job at a time,
/// retries as the schedule says. Hangfire's own rules (ten retries, the caller's language) do not apply.
/// </summary>
internal sealed class JobRules(JobFigures figures, FailureOutlines outlines, UnderARightClock rightClock, OneAtATime oneAtATime)
    : IJobFilterProvider
{
    // The first filter is the outermost: it sees what the others throw.
    private const int Outermost = -10;
    private const int First = 0;
    private const int Second = 10;
    private const int Then = 20;
    private static readonly StatisticsHistoryAttribute Statistics = new();

    public IEnumerable<JobFilter> GetFilters(Job job)
    {
        yield return new JobFilter(figures, JobFilterScope.Global, Outermost);
        yield return new JobFilter(outlines, JobFilterScope.Global, First);
        yield return new JobFilter(rightClock, JobFilterScope.Global, Second);
        yield return new JobFilter(oneAtATime, JobFilterScope.Global, Then);
        yield return new JobFilter(Statistics, JobFilterScope.Global, Then);
        yield return new JobFilter(RetriesOf(job), JobFilterScope.Global, Then);
    }

    /// <summary>
    /// A run that failed for good counts as deleted, so that it is forgotten in time; its outline stays with it until
    /// then.
    /// </summary>
    private static AutomaticRetryAttribute RetriesOf(Job? job)
    {
        int[] delays = [.. (job is null ? null : Schedule.Of(job.Type))?.Retries.Select(minutes => minutes * 60) ?? []];
        var retries = new AutomaticRetryAttribute
        {
            Attempts = delays.Length,
            LogEvents = false,
            OnAttemptsExceeded = AttemptsExceededAction.Delete,
        };
        if (delays.Length > 0) retries.DelaysInSeconds = delays;
        return retries;
    }
}
