using System.Net;
using System.Net.Sockets;

namespace Intake.Tests.Support;

/// <summary>
/// A line to a server that breaks off. Each connection is cut after more bytes of answers than the one before it, until the
/// line has been cut as often as it should; from then on it holds.
/// </summary>
internal sealed class BreakingLine : IAsyncDisposable
{
    private readonly TcpListener door = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ended = new();
    private readonly int server;
    private readonly int step;
    private readonly Task listening;
    private int connections;

    public BreakingLine(int server, int cuts, int step)
    {
        (this.server, this.step, Cuts) = (server, step, cuts);
        door.Start();
        listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)door.LocalEndpoint).Port;

    public int Cuts { get; }

    /// <summary>How many were let in so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        door.Stop();
        await listening;
        ended.Dispose();
    }

    private async Task ListenAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(ServeAsync(await door.AcceptTcpClientAsync(ended.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        var number = Interlocked.Increment(ref connections);
        using (client)
        using (var beyond = new TcpClient())
        {
            try
            {
                await beyond.ConnectAsync(IPAddress.Loopback, server, ended.Token);
                var asking = client.GetStream().CopyToAsync(beyond.GetStream(), ended.Token);
                await AnswerAsync(beyond.GetStream(), client.GetStream(), number <= Cuts ? number * step : long.MaxValue);
                client.Client.Close(0); // Resets it, as a server does that is killed.
                beyond.Close();
                await asking;
            }
            catch (Exception over) when (over is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of both ends has gone.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream from, NetworkStream to, long left)
    {
        var buffer = new byte[8192];
        while (left > 0)
        {
            var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), ended.Token);
            if (read == 0) return;
            await to.WriteAsync(buffer.AsMemory(0, read), ended.Token);
            left -= read;
        }
    }
}
