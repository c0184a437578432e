using Intake.Worker.Jobs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Intake.Worker.Scheduling;

/// <summary>
/// What runs when, in Copenhagen. Of any number of workers one runs each firing. A firing that was missed is made up for
/// once; which mails go out at which hour stands in the mails' own rows. A setting <c>Intake:Schedule:NAME</c> replaces
/// a job's times.
/// </summary>
internal static class Schedule
{
    private static readonly TimeZoneInfo Copenhagen = TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen");

    /// <summary>Seconds, minutes, hours, day, month, weekday.</summary>
    private static readonly Entry[] Entries =
    [
        Entry.Of<MakeRingKeys>("make-ring-keys", "0 0/10 * * * ?"),
        Entry.Of<SendMails>("send-mails", "10 * * * * ?"),
        Entry.Of<SweepDeadlines>("sweep-deadlines", "0 5/10 * * * ?"),
        Entry.Of<SealDailyRoot>("seal-daily-root", "0 40 * * * ?"),
        Entry.Of<SweepExpired>("sweep-expired", "0 15 * * * ?"),
        Entry.Of<DestroyReports>("destroy-reports", "0 0 2 * * ?"),
        Entry.Of<NightlyRewrite>("nightly-rewrite", "0 0 3 * * ?"),
    ];

    /// <summary>The jobs themselves, a new one for each run.</summary>
    public static void AddJobs(IServiceCollection services)
    {
        foreach (var entry in Entries) services.AddScoped(entry.Job);
    }

    /// <summary>Their times.</summary>
    public static void AddTimes(IQuartzBuilder quartz, IConfiguration settings)
    {
        foreach (var entry in Entries) entry.Add(quartz, entry.Name, settings[$"Intake:Schedule:{entry.Name}"] ?? entry.Cron);
    }

    private static void Add<TJob>(IQuartzBuilder quartz, string name, string cron)
        where TJob : IRecurringJob
    {
        quartz.ScheduleJob<Firing<TJob>>(
            trigger => trigger.WithIdentity(name).WithSchedule(CronScheduleBuilder.Create(cron).InTimeZone(Copenhagen)
                .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)),
            job => job.WithIdentity(name));
    }

    private sealed record Entry(Type Job, string Name, string Cron, Action<IQuartzBuilder, string, string> Add)
    {
        public static Entry Of<TJob>(string name, string cron)
            where TJob : IRecurringJob => new(typeof(TJob), name, cron, Schedule.Add<TJob>);
    }
}
