using System.Net;

namespace Intake.Core.Operations;

/// <summary>
/// Where a program serves the operator's own pages: a loopback address and a port. Only those who are on the machine, or have
/// a tunnel to it, reach it; a page of another site does not, since its host name is refused.
/// </summary>
/// <param name="Host">The address.</param>
/// <param name="Port">The port.</param>
/// <param name="Authority">The one host name and port under which it answers.</param>
public sealed record LoopbackAddress(IPAddress Host, int Port, string Authority)
{
    /// <summary>The worker's setting.</summary>
    public const string Setting = "Intake:Worker:Address";

    /// <summary>Web's setting.</summary>
    public const string OfWeb = "Intake:Web:Address";

    /// <summary>Reads a setting's value.</summary>
    /// <exception cref="UnusableSettingException">Anything but <c>http://</c>, a loopback host and a port.</exception>
    public static LoopbackAddress Parse(string text, string setting = Setting)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address is not { Scheme: "http", PathAndQuery: "/", UserInfo: "" }
            || HostOf(address) is not { } host)
        {
            throw new UnusableSettingException(
                $"{setting} must be http:// with a loopback address and a port, such as http://127.0.0.1:8081, and not \"{text}\". "
                + "To watch a program from another machine, let something on its own machine ask.");
        }

        return new(host, address.Port, address.Authority);
    }

    private static IPAddress? HostOf(Uri address) => address.Host switch
    {
        "localhost" or "127.0.0.1" => IPAddress.Loopback,
        "[::1]" => IPAddress.IPv6Loopback,
        _ => null,
    };
}
