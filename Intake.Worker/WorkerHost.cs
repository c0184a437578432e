using Intake.Core;
using Intake.Core.Logging;
using Intake.Core.Operations;
using Intake.Core.Storage;
using Intake.Worker.Commands;
using Intake.Worker.Mail;
using Intake.Worker.Operations;
using Intake.Worker.Scheduling;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Intake.Worker;

/// <summary>The running worker: jobs by the clock until SIGTERM. Any number may run; none keeps anything of its own.</summary>
internal static class WorkerHost
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings)
    {
        using var host = Build(surroundings);
        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        try
        {
            await host.RunAsync();
        }
        catch (Exception broken) when (stopping.IsCancellationRequested)
        {
            // Stopped while still starting: the scheduler breaks off what it was doing.
            await surroundings.Errors.WriteLineAsync($"Stopped while starting: {broken.GetType().Name}");
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            throw new UnusableSettingException(
                $"{LoopbackAddress.Setting}: something listens there already. Each worker of a machine needs an address of its own.");
        }
        catch (Exception broken) when (broken is not UnusableSettingException)
        {
            // The message could quote a row.
            await surroundings.Errors.WriteLineAsync($"The worker ended: {ExceptionOutline.Of(broken)}");
            return ExitCode.Broken;
        }

        return ExitCode.Done;
    }

    public static IHost Build(CommandContext surroundings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(surroundings.Settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("Intake", LogLevel.Information);
        builder.Services.AddSingleton<ILoggerProvider>(_ => new QuietLog(surroundings.Output));
        Register(builder.Services, surroundings);
        return builder.Build();
    }

    private static void Register(IServiceCollection services, CommandContext surroundings)
    {
        var connection = DataSources.Within(surroundings.Required("ConnectionStrings:Intake"), ConnectionBudget.Worker);
        services.AddSingleton(surroundings.Time);
        services.AddIntakeCore(new IntakeCoreOptions(
            connection, DataSources.Within(surroundings.Required("ConnectionStrings:Vault"), ConnectionBudget.WorkerVault),
            surroundings.Required("Intake:FileSecret"), surroundings.Required("Intake:SchemeRoot")));
        services.AddSingleton(MailSettings.Read(surroundings.Settings, surroundings.Required));
        services.AddSingleton<IMailTransport, SmtpTransport>();
        services.AddSingleton<Readiness>();
        if (surroundings.Settings[LoopbackAddress.Setting] is { Length: > 0 } address)
        {
            services.AddSingleton(LoopbackAddress.Parse(address)).AddSingleton<InstallationMeter>().AddHostedService<LoopbackSite>();
        }

        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DatabaseWait>(provider, connection));
        services.AddJobs(connection);
    }
}
