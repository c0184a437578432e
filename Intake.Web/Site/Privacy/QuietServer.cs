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
        var connections = builder.Configuration.GetValue("Intake:MaxConnections", MostConnections);
        builder.WebHost.ConfigureKestrel(kestrel => Narrow(kestrel, connections));

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

    /// <summary>Connections of one process, those of a proxy included; setting <c>Intake:MaxConnections</c>.</summary>
    private const int MostConnections = 2000;

    private static void Narrow(KestrelServerOptions kestrel, int connections)
    {
        kestrel.Limits.MaxConcurrentConnections = connections;
        // What may lie in memory of a body that nobody has asked for yet; the server's own default is a megabyte each.
        kestrel.Limits.MaxRequestBufferSize = 64 * 1024;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = DefaultBodyBytes;
        kestrel.Limits.MinRequestBodyDataRate = SlowestBody;
        kestrel.Limits.MaxRequestLineSize = 4 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 50;
    }
}
