using System.Net;

namespace Intake.Worker.Operations;

/// <summary>
/// Where the worker's own web server listens (setting <c>Intake:Worker:Address</c>): a loopback address and a port. Only
/// those who are on the machine, or have a tunnel to it, reach it; a page of another site does not, since its host name
/// is refused.
/// </summary>
internal sealed record LoopbackAddress(IPAddress Host, int Port, string Authority)
{
    public const string Setting = "Intake:Worker:Address";

    /// <summary>Errors: <see cref="InvalidDataException"/> for everything but <c>http://</c>, a loopback host and a port.</summary>
    public static LoopbackAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address is not { Scheme: "http", PathAndQuery: "/", UserInfo: "" }
            || HostOf(address) is not { } host)
        {
            throw new InvalidDataException(
                $"{Setting} must be http:// with a loopback address and a port, such as http://127.0.0.1:8081, and not \"{text}\". "
                + "To watch a worker from another machine, let something on its own machine ask.");
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
