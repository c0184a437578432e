using Hangfire;
using Hangfire.Common;

namespace Intake.Worker.Scheduling;

/// <summary>
/// What holds for every run, whatever queued it: failures are outlines, one run of a job at a time, retries as the
/// schedule says. Hangfire's own rules (ten retries, the caller's language) do not apply.
/// </summary>
internal sealed class JobRules(FailureOutlines outlines, OneAtATime oneAtATime) : IJobFilterProvider
{
    // Outlines come before retries, which write the message they are given into their log line.
    private const int First = 0;
    private const int Then = 20;
    private static readonly StatisticsHistoryAttribute Statistics = new();

    public IEnumerable<JobFilter> GetFilters(Job job)
    {
        yield return new JobFilter(outlines, JobFilterScope.Global, First);
        yield return new JobFilter(oneAtATime, JobFilterScope.Global, Then);
        yield return new JobFilter(Statistics, JobFilterScope.Global, Then);
        yield return new JobFilter(RetriesOf(job), JobFilterScope.Global, Then);
    }

    private static AutomaticRetryAttribute RetriesOf(Job? job)
    {
        int[] delays = [.. (job is null ? null : Schedule.Of(job.Type))?.Retries.Select(minutes => minutes * 60) ?? []];
        return delays.Length == 0
            ? new AutomaticRetryAttribute { Attempts = 0, LogEvents = false }
            : new AutomaticRetryAttribute { Attempts = delays.Length, DelaysInSeconds = delays, LogEvents = false };
    }
}
