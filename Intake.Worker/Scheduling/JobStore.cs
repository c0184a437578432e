using Intake.Core.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Quartz on PostgreSQL, clustered. The one place that knows it: a build with Hangfire replaces this folder and no job.
/// A worker that is killed is missed after about ten seconds, and what it was doing is done by another.
/// </summary>
internal static class JobStore
{
    public static void AddJobs(this IServiceCollection services, string connection, IConfiguration settings)
    {
        Schedule.AddJobs(services);
        services.AddQuartz(quartz =>
        {
            // Generated and not "AUTO", which is taken literally: all workers would bear one name and take each other's work.
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "intake";
                scheduler.GenerateInstanceId = true;
            });
            quartz.UseDefaultThreadPool(4);
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(source => source.DataSourceFactory = _ => DataSources.For(connection));
                store.ConfigureStore(tables =>
                {
                    tables.TablePrefix = JobTables.Prefix;
                    tables.DbRetryInterval = TimeSpan.FromSeconds(5);
                });
                store.UseClustering(cluster =>
                {
                    cluster.CheckinInterval = TimeSpan.FromSeconds(3);
                    cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(6);
                });
                store.UseExecutionHistory();
            });
            Schedule.AddTimes(quartz, settings);
        });
        services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
    }
}
