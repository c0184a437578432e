using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Intake.Core.Storage;
using Intake.Worker.Jobs;
using Intake.Worker.Mail;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Hangfire on PostgreSQL: the one place that registers it. A worker that is killed is missed after 20 seconds, and what
/// it was doing is done by another. Why the times are these: docs/decisions/times-of-hangfire.md.
/// </summary>
internal static class JobStore
{
    private const int JobsAtOnce = 4;

    /// <summary>How long a run is remembered, so that a nightly job's last run can be looked at next day.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(2);

    public static void AddJobs(this IServiceCollection services, string connection)
    {
        services.AddScoped<WaitingThings>().AddScoped<DeletionNotices>().AddScoped<MailReaders>();
        foreach (var entry in Schedule.Jobs) services.AddScoped(entry.Job);
        // Ours come first: the package's own registrations are static and would be shared by hosts in one process.
        services.AddSingleton<JobStorage>(_ =>
            new PostgreSqlStorage(new Connections(connection), StorageOptions()) { JobExpirationTimeout = Remembered });
        services.AddSingleton<JobActivator, AspNetCoreJobActivator>();
        services.AddSingleton<WorkerClock>().AddSingleton<JobFigures>();
        services.AddSingleton<IJobFilterProvider>(provider => new JobRules(
            provider.GetRequiredService<JobFigures>(), new FailureOutlines(provider.GetRequiredService<ILogger<FailureOutlines>>()),
            ActivatorUtilities.CreateInstance<UnderARightClock>(provider),
            new OneAtATime(connection, provider.GetRequiredService<ILogger<OneAtATime>>())));
        services.AddHangfire(hangfire => hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer().UseTypeResolver(Schedule.Resolve));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ScheduleKeeper>(provider, connection));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = JobsAtOnce;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            server.HeartbeatInterval = TimeSpan.FromSeconds(5);
            server.ServerCheckInterval = TimeSpan.FromSeconds(10);
            server.ServerTimeout = TimeSpan.FromSeconds(30);
            // A run that is asked to stop has this long to come to a good place; it is begun again by another worker.
            server.ShutdownTimeout = TimeSpan.FromSeconds(25);
        });
    }

    private static PostgreSqlStorageOptions StorageOptions() => new()
    {
        SchemaName = JobTables.Schema,
        PrepareSchemaIfNecessary = false,
        QueuePollInterval = TimeSpan.FromSeconds(2),
        // Slides while the job runs, so a long job may take as long as it needs.
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromSeconds(20),
        DistributedLockTimeout = TimeSpan.FromSeconds(30),
        JobExpirationCheckInterval = TimeSpan.FromMinutes(30),
    };

    private sealed class Connections(string connection) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => DataSources.For(connection).CreateConnection();
    }
}
