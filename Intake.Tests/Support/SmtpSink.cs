using System.Globalization;
using System.Text.Json;

namespace Intake.Tests.Support;

/// <summary>A mail as the SMTP server took it, parsed by Python's email package.</summary>
public sealed record SinkMail(
    string EnvelopeFrom,
    IReadOnlyList<string> EnvelopeTo,
    IReadOnlyList<string> EnvelopeOptions,
    string From,
    IReadOnlyList<string> To,
    string Subject,
    string MessageId,
    string Body,
    IReadOnlyList<IReadOnlyList<string>> Headers,
    string Connection,
    bool Encrypted,
    string Ehlo,
    string User);

/// <summary>
/// A real SMTP server (Debian's python3-aiosmtpd) on a free loopback port. Its mails are in shared memory until it is
/// disposed.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly Workspace workspace = new();
    private readonly IReadOnlyList<string> options;
    private WatchedProcess? process;

    private SmtpSink(IReadOnlyList<string> options) => this.options = options;

    public int Port { get; } = Loopback.FreePort();

    private string MailFolder => workspace.PathOf("mail");

    /// <param name="options">As deploy/lib/smtp-sink has them: TLS, user and password.</param>
    public static async Task<SmtpSink> StartAsync(params string[] options)
    {
        var sink = new SmtpSink(options);
        Directory.CreateDirectory(sink.MailFolder);
        await sink.StartAgainAsync();
        return sink;
    }

    /// <summary>What it has taken so far, in order.</summary>
    public IReadOnlyList<SinkMail> Mails() =>
        [.. Directory.GetFiles(MailFolder, "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<SinkMail>(File.ReadAllText(file))!)];

    /// <summary>The mails as received, including headers.</summary>
    public IReadOnlyList<string> RawMails() =>
        [.. Directory.GetFiles(MailFolder, "*.eml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    /// <summary>All that came unencrypted, if it was started to keep it: what anyone on the network could read.</summary>
    public string Clear() => File.Exists(Path.Combine(MailFolder, "clear")) ? File.ReadAllText(Path.Combine(MailFolder, "clear")) : "";

    /// <summary>The next messages are answered with 451, as a server does that asks for a later attempt.</summary>
    public void RefuseNext(int messages) => Behave(string.Create(CultureInfo.InvariantCulture, $"refuse {messages}"));

    /// <summary>Messages get no answer from now on.</summary>
    public void Hang() => Behave("hang");

    public void BehaveWell() => Behave("");

    /// <summary>Lines as the head of deploy/lib/smtp-sink lists them.</summary>
    public void Behave(params string[] lines)
    {
        var partial = workspace.PathOf("behaviour");
        File.WriteAllLines(partial, lines);
        File.Move(partial, Path.Combine(MailFolder, "behaviour"), overwrite: true);
    }

    /// <summary>Stops the server; nothing listens on its port.</summary>
    public async Task StopAsync()
    {
        if (process is { } running)
        {
            process = null;
            await Task.Run(() => running.Stop(keep: true));
            await running.DisposeAsync();
        }
    }

    /// <summary>Starts it again on the same port with the mails it had.</summary>
    public async Task StartAgainAsync()
    {
        process = WatchedProcess.Start(
            "TERM",
            workspace.PathOf("log"),
            ["/usr/bin/python3", Repository.PathOf("deploy", "lib", "smtp-sink"), Port.ToString(CultureInfo.InvariantCulture), MailFolder,
                .. options],
            removeAfter: workspace.Folder);
        await Loopback.WaitAsync(Port);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        workspace.Dispose();
    }
}
