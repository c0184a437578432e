using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Intake.Core.Cleaning;

/// <summary>
/// Takes the hidden data out of files with mat2 and exiftool, in a sandbox of their own and in memory alone. One for the
/// process: it bounds how many files are cleaned at once, and so how much memory they take. Promises 10 and 36.
/// </summary>
public sealed class FileCleaner(CleanerSettings settings) : IDisposable
{
    private const int MostAnswerCharacters = 512 * 1024;
    private static readonly string Program = ReadProgram();
    private readonly SemaphoreSlim places = new(settings.Places);

    /// <summary>Cleans one file. Null when the receiver has it; else why it can't be cleaned.</summary>
    /// <param name="kind">What its first bytes say.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <param name="limit">The most bytes that the cleaned file may have.</param>
    /// <param name="source">Writes the file; not called for a kind that can't be cleaned.</param>
    /// <param name="receive">Takes the cleaned file. Its own exceptions pass, but for those of the stream.</param>
    /// <param name="cancel">Ends the sandbox too.</param>
    public Task<NotCleaned?> CleanAsync(
        FileKind kind, long length, long limit, OriginalSource source, CleanedReceiver receive, CancellationToken cancel) =>
        CleanAsync(kind, length, limit, settings.PostLimit, source, receive, cancel);

    /// <summary>Cleans one file in what is left of its post's time; without any, the answer is at once that we are busy.</summary>
    internal async Task<NotCleaned?> CleanAsync(
        FileKind kind, long length, long limit, TimeSpan left, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        if (kind == FileKind.Unknown) return NotCleaned.UnknownType;
        if (!settings.AreThere) return NotCleaned.Missing;
        if (left <= TimeSpan.Zero || !await places.WaitAsync(Shorter(settings.Patience, left), cancel)) return NotCleaned.Busy;
        try
        {
            return await RunAsync(kind, length, limit, Shorter(settings.Limit, left), source, receive, cancel);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<NotCleaned?> RunAsync(
        FileKind kind, long length, long limit, TimeSpan most, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(most);
        var receiving = false;
        try
        {
            var (sandbox, process) = await Sandbox.StartAsync(
                settings, Program, [kind.ToString(), limit.ToString(CultureInfo.InvariantCulture)], (2 * length) + settings.Room);
            using (sandbox)
            {
                // A blocked pipe can't be cancelled: its other end is taken away.
                await using var ending = time.Token.Register(sandbox.Kill);
                try
                {
                    var answer = ReadAnswerAsync(process, limit, time.Token);
                    await FeedAsync(process, source, time.Token);
                    if (await answer is not { } told) return await HowItEndedAsync(sandbox, time.Token);
                    if (told.Cleaned is null) return told.Why;
                    receiving = true;
                    time.CancelAfter(settings.StoreLimit); // From here on the store sets the pace.
                    await using var content = new VerifiedStream(process.StandardOutput.BaseStream, told.Cleaned.Length, told.Sha256);
                    await receive(told.Cleaned, content, cancel);
                    return null;
                }
                finally
                {
                    await sandbox.EndAsync();
                }
            }
        }
        catch (OperationCanceledException) when (!receiving && !cancel.IsCancellationRequested)
        {
            return NotCleaned.TimedOut;
        }
        catch (IOException) when (receiving && !cancel.IsCancellationRequested)
        {
            return NotCleaned.Failed;
        }
        catch (Win32Exception)
        {
            return NotCleaned.Missing;
        }
    }

    private static async Task FeedAsync(Process process, OriginalSource source, CancellationToken cancel)
    {
        var input = process.StandardInput.BaseStream;
        try
        {
            await source(new SandboxInput(input), cancel);
            await input.DisposeAsync();
        }
        catch (BrokenPipeException)
        {
            // It ended before it had read all; its answer or exit code says why.
        }
    }

    /// <summary>The first line on standard error; null when there is none.</summary>
    private static async Task<Answer?> ReadAnswerAsync(Process process, long limit, CancellationToken cancel)
    {
        var line = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer, cancel)) > 0)
        {
            var end = Array.IndexOf(buffer, '\n', 0, read);
            line.Append(buffer, 0, end < 0 ? read : end);
            if (end >= 0) return Answer.Of(line.ToString(), limit);
            if (line.Length > MostAnswerCharacters) return null;
        }

        return null;
    }

    private static async Task<NotCleaned> HowItEndedAsync(Sandbox sandbox, CancellationToken cancel) =>
        await sandbox.ExitAsync(cancel) switch
        {
            128 + 24 or 128 + 9 => NotCleaned.TimedOut, // SIGXCPU, SIGKILL: the limit of processor time.
            128 + 25 => NotCleaned.TooLarge, // SIGXFSZ.
            _ => NotCleaned.Failed,
        };

    private static string ReadProgram()
    {
        using var stream = typeof(FileCleaner).Assembly.GetManifestResourceStream("Intake.Core.Cleaning.clean.py")
            ?? throw new InvalidOperationException("The cleaning program is not part of the build.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>What the program in the sandbox says. Tags that must not be left make a failure of it.</summary>
    private sealed record Answer(NotCleaned? Why, Cleaned? Cleaned, byte[] Sha256)
    {
        public static Answer? Of(string line, long limit)
        {
            try
            {
                var said = JsonSerializer.Deserialize<Said>(line, JsonSerializerOptions.Web);
                if (said?.Answer != "Cleaned") return Enum.TryParse<NotCleaned>(said?.Answer, out var why) ? new(why, null, []) : null;
                var left = HiddenTags.KindsOf(said.After ?? []);
                if (left.Any(HiddenTags.Telling.Contains) || said.Length < 1 || said.Length > limit
                    || said.Ending is not { Length: > 0 and < 6 } ending)
                {
                    return new(NotCleaned.Failed, null, []);
                }

                var removed = HiddenTags.KindsOf(said.Before ?? []).Except(left).ToList();
                return new(null, new Cleaned(ending, said.Length, removed), Convert.FromHexString(said.Sha256 ?? ""));
            }
            catch (Exception strange) when (strange is JsonException or FormatException)
            {
                return null;
            }
        }
    }

    private sealed record Said(
        string? Answer, string? Ending, long Length, string? Sha256, IReadOnlyList<string>? Before, IReadOnlyList<string>? After);
}
