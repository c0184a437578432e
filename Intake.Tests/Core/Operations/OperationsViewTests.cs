using Intake.Core.Operations;
using NUnit.Framework;

namespace Intake.Tests.Core.Operations;

/// <summary>Which faults are shown, decided from the figures alone.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OperationsViewTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 9, 30, 0, TimeSpan.Zero);

    private static readonly MailStatus NoMails = new(0, null, []);

    [Test]
    public void When_all_is_well_nothing_is_wrong() => Assert.That(Faults(Job()), Is.Empty);

    [TestCase(JobOutcome.Failed, true)]
    [TestCase(JobOutcome.TriedAgain, true)]
    [TestCase(JobOutcome.None, false)]
    [TestCase(JobOutcome.Waiting, false)]
    [TestCase(JobOutcome.Running, false)]
    [TestCase(JobOutcome.Done, false)]
    public void A_job_that_failed_is_a_fault_whether_it_is_tried_again_or_not(JobOutcome outcome, bool isFault) =>
        Assert.That(Faults(Job(outcome)), isFault ? Is.EqualTo(new[] { OperationsFaultKind.JobFailed }) : Is.Empty);

    [TestCase(60, false)]
    [TestCase(61, true)]
    public void A_worker_that_said_nothing_for_more_than_a_minute_is_none(int seconds, bool isFault) =>
        Assert.That(Faults(Work(Job(), workers: Now.AddSeconds(-seconds))),
            isFault ? Is.EqualTo(new[] { OperationsFaultKind.NoWorker }) : Is.Empty);

    [TestCase(5.0, false)]
    [TestCase(5.1, true)]
    public void A_job_is_late_five_minutes_after_it_should_have_run(double minutes, bool isFault) =>
        Assert.That(Faults(Job(nextAt: Now.AddMinutes(-minutes))), isFault ? Is.EqualTo(new[] { OperationsFaultKind.JobLate }) : Is.Empty);

    [TestCase(5.0, false)]
    [TestCase(5.1, true)]
    public void A_run_waits_too_long_after_five_minutes(double minutes, bool isFault) =>
        Assert.That(Faults(Work(Job(), queue: new(3, Now.AddMinutes(-minutes)))),
            isFault ? Is.EqualTo(new[] { OperationsFaultKind.RunsWait }) : Is.Empty);

    [TestCase(4.0, false)]
    [TestCase(4.1, true)]
    public void A_mail_waits_too_long_after_four_hours(double hours, bool isFault) =>
        Assert.That(Faults(Work(Job()), new(2, Now.AddHours(-hours), [])),
            isFault ? Is.EqualTo(new[] { OperationsFaultKind.MailsWait }) : Is.Empty);

    [Test]
    public void A_job_without_a_next_run_is_turned_off() =>
        Assert.That(Faults(Job() with { NextAt = null }), Is.EqualTo(new[] { OperationsFaultKind.JobOff }));

    [Test]
    public void The_gravest_comes_first_and_each_counts_what_it_is_about()
    {
        var view = new OperationsView(
            Now,
            Work([Job(JobOutcome.Failed) with { Name = "a" }, Job(JobOutcome.TriedAgain) with { Name = "b" },
                Job(nextAt: Now.AddHours(-1)) with { Name = "c" }, Job() with { Name = "d", NextAt = null }],
                queue: new(4, Now.AddHours(-1))),
            new(5, Now.AddHours(-9), [new(Guid.NewGuid(), "A", "a@x.example", 2), new(Guid.NewGuid(), "B", "b@x.example", 1)]));
        Assert.That(view.Faults().Select(fault => $"{fault.Kind} {string.Join(' ', fault.Jobs)} {fault.Count}"), Is.EqualTo(new[]
        {
            "JobFailed a b 2", "JobLate c 1", "JobOff d 1", "RunsWait  4", "MailsWait  5", "MailsGivenUp  3",
        }));
    }

    [Test]
    public void Jobs_that_a_wrong_clock_holds_back_are_told_as_that_first() =>
        Assert.That(Faults(Job(JobOutcome.Failed) with { Outline = "Intake.Worker.Scheduling.WrongClockException at Intake.Worker" }),
            Is.EqualTo(new[] { OperationsFaultKind.WrongClock, OperationsFaultKind.JobFailed }));

    [Test]
    public void Without_a_worker_what_follows_from_that_is_left_out() =>
        Assert.That(Faults(Work(Job(JobOutcome.Failed, Now.AddHours(-1)), queue: new(4, Now.AddHours(-1)), workers: null)),
            Is.EqualTo(new[] { OperationsFaultKind.NoWorker, OperationsFaultKind.JobFailed }));

    [Test]
    public void Without_the_job_tables_the_mails_are_still_looked_at() =>
        Assert.That(Faults(null, new(1, Now.AddHours(-9), [])),
            Is.EqualTo(new[] { OperationsFaultKind.Unknown, OperationsFaultKind.MailsWait }));

    private static IEnumerable<OperationsFaultKind> Faults(JobStatus job) => Faults(Work(job));

    private static IEnumerable<OperationsFaultKind> Faults(WorkStatus? work, MailStatus? mails = null) =>
        new OperationsView(Now, work, mails ?? NoMails).Faults().Select(fault => fault.Kind);

    private static JobStatus Job(JobOutcome outcome = JobOutcome.Done, DateTimeOffset? nextAt = null) =>
        new("send-mails", Now.AddMinutes(-1), outcome, null, nextAt ?? Now.AddMinutes(1));

    private static WorkStatus Work(JobStatus job, QueueStatus? queue = null) => Work([job], queue);

    private static WorkStatus Work(JobStatus job, DateTimeOffset? workers, QueueStatus? queue = null) =>
        Work([job], queue) with { Workers = Alive(workers) };

    private static WorkStatus Work(IReadOnlyList<JobStatus> jobs, QueueStatus? queue = null) =>
        new(jobs, queue ?? new(0, null), Alive(Now));

    private static IReadOnlyList<WorkerStatus> Alive(DateTimeOffset? heartbeat) => heartbeat is { } at ? [new(Now.AddDays(-1), at)] : [];
}
