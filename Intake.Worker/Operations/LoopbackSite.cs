using Hangfire;
using Intake.Core.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Intake.Worker.Operations;

/// <summary>
/// The worker's own web server, on loopback: <c>/health/live</c>, <c>/health/ready</c>, <c>/metrics</c> and Hangfire's dashboard
/// at <c>/jobs</c>, which can be looked at and changes nothing. It starts before everything else, so that it answers while
/// the worker waits for its database.
/// </summary>
internal sealed class LoopbackSite(
    LoopbackAddress address, JobStorage storage, Readiness readiness, InstallationMeter meter, ILoggerProvider log)
    : IHostedService, IAsyncDisposable
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Metrics = "/metrics";
    public const string Jobs = "/jobs";

    private WebApplication? site;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        site = Build();
        return site.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => site?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => site?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new Borrowed(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address.Host, address.Port);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(storage);
        builder.Services.AddHangfire(_ => { });
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(InstallationMeter.Name).AddPrometheusExporter(Plain));
        var made = builder.Build();
        made.Use(AdmitAsync);
        made.UseOpenTelemetryPrometheusScrapingEndpoint(Metrics);
        made.UseRouting();
        made.UseHangfireDashboard(Jobs, new DashboardOptions
        {
            // Who may come here is decided above and by the machine; nobody may change anything.
            Authorization = [],
            IsReadOnlyFunc = _ => true,
            AppPath = null,
            DisplayStorageConnectionString = false,
            DashboardTitle = "Intake",
        }, storage);
        made.MapGet(Live, () => Results.Text("alive"));
        made.MapGet(Ready, AnswerAsync);
        return made;
    }

    /// <summary>Figures alone: neither the software's name and version nor a random id of the process.</summary>
    private static void Plain(PrometheusAspNetCoreOptions options) =>
        (options.ScopeInfoEnabled, options.TargetInfoEnabled) = (false, false);

    /// <summary>Another host name is a page of another site that found a way to this port.</summary>
    private async Task AdmitAsync(HttpContext http, RequestDelegate next)
    {
        if (!string.Equals(http.Request.Host.Value, address.Authority, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return;
        }

        if (http.Request.Path == Metrics) meter.Take(await readiness.LookAsync(http.RequestAborted));
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XFrameOptions = "DENY";
        await next(http);
    }

    private async Task<IResult> AnswerAsync(CancellationToken cancel)
    {
        var found = await readiness.LookAsync(cancel);
        return Results.Json(found, statusCode: found.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The worker's log, which this site must not dispose.</summary>
    private sealed class Borrowed(ILoggerProvider inner) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => inner.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
