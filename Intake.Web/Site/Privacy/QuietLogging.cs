using Intake.Core.Logging;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Intake.Web.Site.Privacy;

public static class QuietLogging
{
    /// <summary>One log, on standard output, through <see cref="QuietLog"/>; no request log, no other provider.</summary>
    public static void AddQuietLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Logging.AddFilter("Intake", LogLevel.Information);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ILoggerProvider>(_ => new QuietLog(Console.Out));
    }
}
