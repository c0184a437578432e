using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Intake.Web.Site.Privacy;

public static class QuietServer
{
    /// <summary>Body limit of an endpoint that says nothing else, in bytes. See <see cref="Forms.BodyLimit"/>.</summary>
    public const long DefaultBodyBytes = 64 * 1024;

    /// <summary>Kestrel without a Server header and with narrow limits; no key ring on disk.</summary>
    public static void AddQuietServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(Narrow);

        // Razor components pull in data protection, which writes a clear key below the home folder when it starts.
        // Nothing here uses it: keys stay in memory and the service that writes is taken out.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var writer in builder.Services.Where(IsKeyRingWriter).ToList())
        {
            builder.Services.Remove(writer);
        }
    }

    internal static bool IsKeyRingWriter(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly;

    /// <summary>
    /// The slowest body that is taken, in bytes a second, once the grace is over; slower ones are broken off. An upload
    /// holds a place while it lasts. Slow lines through Tor manage several times this, and waiting for us does not count.
    /// </summary>
    private static readonly MinDataRate SlowestBody = new(bytesPerSecond: 4 * 1024, gracePeriod: TimeSpan.FromSeconds(30));

    private static void Narrow(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = DefaultBodyBytes;
        kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 50;
    }
}
