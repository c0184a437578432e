using System.Linq.Expressions;
using Hangfire.Common;
using Intake.Worker.Jobs;

namespace Intake.Worker.Scheduling;

/// <summary>A job of the schedule. Its name is kept for ever: it stands in Hangfire's tables and on the operator's page.</summary>
/// <param name="Name">Lower case, words joined by hyphens; a setting <c>Intake:Schedule:NAME</c> replaces the times.</param>
/// <param name="Job">The class that does it.</param>
/// <param name="Times">Minute, hour, day, month and weekday, in Copenhagen.</param>
/// <param name="Retries">Minutes to wait before each further try of a run that failed; none where the next firing is near.</param>
/// <param name="Call">What Hangfire stores: the class and its method, without arguments.</param>
internal sealed record ScheduledJob(string Name, Type Job, string Times, int[] Retries, Job Call)
{
    public static ScheduledJob Of<TJob>(string name, string times, params int[] retries)
        where TJob : IRecurringJob
    {
        Expression<Func<TJob, Task>> run = job => job.RunAsync(CancellationToken.None);
        return new(name, typeof(TJob), times, retries, Hangfire.Common.Job.FromExpression(run));
    }
}

/// <summary>
/// What runs when. Each firing runs on one worker, however many there are. Firings missed while no worker ran are made up
/// for once; which mails go out at which hour stands in the mails' own rows.
/// </summary>
internal static class Schedule
{
    /// <summary>The clock that the times are read on.</summary>
    public static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>All jobs. One that is taken out of this list leaves Hangfire's tables at the next start of a worker.</summary>
    public static readonly IReadOnlyList<ScheduledJob> Jobs =
    [
        ScheduledJob.Of<MakeRingKeys>("make-ring-keys", "*/10 * * * *"),
        ScheduledJob.Of<SendMails>("send-mails", "* * * * *"),
        ScheduledJob.Of<SweepDeadlines>("sweep-deadlines", "5-59/10 * * * *"),
        ScheduledJob.Of<SweepNotices>("sweep-notices", "3-59/10 * * * *"),
        ScheduledJob.Of<SealDailyRoot>("seal-daily-root", "40 * * * *", 5, 15),
        ScheduledJob.Of<MakeAccountabilityReports>("make-accountability-reports", "30 5 * * *", 1, 5, 15, 60),
        ScheduledJob.Of<SweepExpired>("sweep-expired", "15 * * * *", 5, 15),
        ScheduledJob.Of<DestroyReports>("destroy-reports", "0 2 * * *", 1, 5, 15, 60, 180),
        ScheduledJob.Of<NightlyRewrite>("nightly-rewrite", "0 3 * * *", 1, 5, 15, 60, 180),
    ];

    private static readonly Dictionary<string, Type> KnownTypes =
        Jobs.Select(entry => entry.Job).Append(typeof(CancellationToken)).ToDictionary(TypeHelper.SimpleAssemblyTypeSerializer);

    /// <summary>The entry of a job's class; null for a class that is not one of ours.</summary>
    public static ScheduledJob? Of(Type job) => Jobs.FirstOrDefault(entry => entry.Job == job);

    /// <summary>
    /// The class that a row of Hangfire's tables names. Only those of the schedule exist: a person who can write such a
    /// row could otherwise run any method of any class in the worker. Error: <see cref="TypeLoadException"/>.
    /// </summary>
    public static Type Resolve(string name) =>
        KnownTypes.TryGetValue(name, out var known) ? known : throw new TypeLoadException("No class of the schedule.");
}
