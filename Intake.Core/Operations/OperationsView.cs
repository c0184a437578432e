using Intake.Core.Operations.SelfChecks;

namespace Intake.Core.Operations;

/// <summary>The running of the installation at one instant, and what of it is wrong.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="Work">The worker's part; null when its tables cannot be read.</param>
/// <param name="Mails">The mails.</param>
public sealed record OperationsView(DateTimeOffset At, WorkStatus? Work, MailStatus Mails)
{
    /// <summary>How many reports one administrator alone can open.</summary>
    public int SingleHolders { get; init; }

    /// <summary>How the self-checks went; null before the first.</summary>
    public SelfCheckStatus? SelfCheck { get; init; }

    /// <summary>A worker that has not reported for so long counts as gone; a live one does every five seconds.</summary>
    public static readonly TimeSpan WorkerSilence = TimeSpan.FromMinutes(1);

    /// <summary>A job that should have run so long ago is late, and a run that waits so long waits too long.</summary>
    public static readonly TimeSpan JobPatience = TimeSpan.FromMinutes(5);

    /// <summary>How long mails may wait: a mail server that is away for an hour or two is no alarm.</summary>
    public static readonly TimeSpan MailPatience = TimeSpan.FromHours(4);

    /// <summary>Whether a worker has reported lately.</summary>
    public bool IsAlive(WorkerStatus worker) => At - worker.HeartbeatAt <= WorkerSilence;

    /// <summary>Whether the last self-check went well, and not too long ago.</summary>
    public bool IsGood(SelfCheckStatus check) => check is { Failed: null, GoodAt: { } last } && At - last <= SelfCheckBook.Patience;

    /// <summary>
    /// All that is wrong, the gravest first; empty when all is well. What follows from there being no worker is left out.
    /// </summary>
    public IReadOnlyList<OperationsFault> Faults() => [.. All().Where(fault => fault is not null).Select(fault => fault!)];

    private IEnumerable<OperationsFault?> All()
    {
        if (Work is null)
        {
            yield return new(OperationsFaultKind.Unknown, [], 0);
        }
        else
        {
            var works = Work.Workers.Any(IsAlive);
            if (!works) yield return new(OperationsFaultKind.NoWorker, [], 0);
            if (Work.Jobs.Any(job => job.IsHeldByClock)) yield return new(OperationsFaultKind.WrongClock, [], 0);
            if (SelfCheck is { } check && !IsGood(check)) yield return new(OperationsFaultKind.SelfCheck, [], 0);
            yield return OfJobs(OperationsFaultKind.JobFailed, job => job.Outcome is JobOutcome.Failed or JobOutcome.TriedAgain);
            if (works) yield return OfJobs(OperationsFaultKind.JobLate, job => job.NextAt < At - JobPatience);
            yield return OfJobs(OperationsFaultKind.JobOff, job => job.NextAt is null);
            if (works && Work.Queue.Oldest < At - JobPatience) yield return new(OperationsFaultKind.RunsWait, [], Work.Queue.Waiting);
        }

        if (Mails.Oldest < At - MailPatience) yield return new(OperationsFaultKind.MailsWait, [], Mails.Waiting);
        if (Mails.GivenUpCount is > 0 and var givenUp) yield return new(OperationsFaultKind.MailsGivenUp, [], givenUp);
    }

    private OperationsFault? OfJobs(OperationsFaultKind kind, Func<JobStatus, bool> isSo)
    {
        string[] names = [.. Work!.Jobs.Where(isSo).Select(job => job.Name)];
        return names.Length == 0 ? null : new(kind, names, names.Length);
    }
}
