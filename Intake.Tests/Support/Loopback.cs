using System.Net;
using System.Net.Sockets;

namespace Intake.Tests.Support;

/// <summary>Ports of this machine.</summary>
public static class Loopback
{
    /// <summary>A port that nothing listens on at the moment of the call.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Waits until something listens on the port, or stops listening; 20 seconds at most.</summary>
    public static async Task WaitAsync(int port, bool listening = true)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (await AnswersAsync(port) != listening)
        {
            await Task.Delay(30, limit.Token);
        }
    }
}
