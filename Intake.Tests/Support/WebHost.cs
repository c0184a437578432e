using System.Net.Sockets;
using System.Text;
using Intake.Core.Logging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Intake.Tests.Support;

/// <summary>The real web program on a real port of its own, with its log kept in memory. The test carries the cookies itself.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StringWriter log;

    private WebHost(WebApplication app, StringWriter log)
    {
        (this.app, this.log) = (app, log);
        Address = new Uri(app.Urls.Single());
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    /// <summary>Where the program listens, such as http://127.0.0.1:40123/; it is also the first public origin's port.</summary>
    public Uri Address { get; }

    /// <summary>A client without cookies and redirects, so that a test sees each answer.</summary>
    public HttpClient Client { get; }

    /// <summary>All that the program has logged so far.</summary>
    public string Log => log.ToString();

    public IServiceProvider Services => app.Services;

    /// <summary>An origin that the program takes for its own.</summary>
    public const string PublicOrigin = "https://portal.example.dk";

    /// <summary>Starts the program; <paramref name="map"/> adds endpoints that only a test needs.</summary>
    public static async Task<WebHost> StartAsync(
        Action<WebApplication>? map = null,
        Action<WebApplicationBuilder>? configure = null,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var log = new StringWriter();
        var app = Intake.Web.Program.Build([], Configure, map);
        await app.StartAsync();
        return new WebHost(app, log);

        void Configure(WebApplicationBuilder builder)
        {
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Intake:PublicOrigins:0"] = PublicOrigin,
                ["Intake:PublicOrigins:1"] = "http://127.0.0.1",
            });
            builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ILoggerProvider>(new QuietLog(TextWriter.Synchronized(log)));
            configure?.Invoke(builder);
        }
    }

    /// <summary>Posts as a browser does from one of our own pages.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return Client.SendAsync(request);
    }

    /// <summary>Posts fields as <c>application/x-www-form-urlencoded</c>.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    /// <summary>
    /// Sends raw bytes part by part and returns what comes back until the server closes; the request should ask for
    /// <c>Connection: close</c>.
    /// </summary>
    public async Task<string> SendRawAsync(params byte[][] parts)
    {
        using var socket = await ConnectAsync();
        foreach (var part in parts)
        {
            await socket.SendAsync(part);
        }

        using var answer = new MemoryStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[16 * 1024];
        int length;
        while ((length = await socket.ReceiveAsync(buffer, patience.Token)) > 0)
        {
            answer.Write(buffer, 0, length);
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>Sends the beginning of a request and hangs up; returns when the server has had time to notice.</summary>
    public async Task HangUpAfterAsync(byte[] beginning)
    {
        using (var socket = await ConnectAsync())
        {
            await socket.SendAsync(beginning);
            await Task.Delay(100);
        }

        await Task.Delay(300);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Address.Host, Address.Port);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
