using Intake.Core.Cleaning;
using Intake.Core.Operations;
using Intake.Core.Reports.Files;
using Intake.Web.Site.Waiting;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Intake.Web;

/// <summary>
/// What a monitor on the same machine asks of a web process: <c>/health/live</c>, <c>/health/ready</c> with its figures, and
/// <c>/metrics</c>. On a loopback address and port of its own (setting <c>Intake:Web:Address</c>), which no proxy passes on.
/// </summary>
internal sealed class LoopbackSite(
    LoopbackAddress address, Readiness readiness, WaitingRoom waiting, UploadLimiter uploads, FileCleaner cleaner, ILoggerProvider log)
    : IHostedService, IAsyncDisposable
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";
    public const string Metrics = "/metrics";

    private readonly InstallationMeter meter = new();
    private WebApplication? site;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.Add("intake_web_waiting", "Requests held back because more come than the process takes on", () => waiting.Held.Waiting);
        meter.Add("intake_web_uploads_full", "1 when every place for a file on its way is taken", () => uploads.IsFull ? 1 : 0);
        meter.Add("intake_web_cleaning_full", "1 when every place for cleaning a file is taken", () => cleaner.IsFull ? 1 : 0);
        site = Build();
        return site.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => site?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (site is not null) await site.DisposeAsync();
        meter.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(new Borrowed(log));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
            .UseUrls("http://" + address.Authority);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(InstallationMeter.Name).AddPrometheusExporter(Plain));
        var made = builder.Build();
        made.Use(AdmitAsync);
        made.UseOpenTelemetryPrometheusScrapingEndpoint(Metrics);
        made.UseRouting();
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
        await next(http);
    }

    private async Task<IResult> AnswerAsync(CancellationToken cancel)
    {
        var found = await readiness.LookAsync(cancel);
        return Results.Json(found, statusCode: found.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The program's log, which this site must not dispose.</summary>
    private sealed class Borrowed(ILoggerProvider inner) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => inner.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
