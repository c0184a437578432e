using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Intake.Core.Cleaning;

/// <summary>
/// Takes the hidden data out of files, in a sandbox of its own and in memory alone. One for the process: it bounds how many
/// files are cleaned at once, and so how much memory they take. Promises 10 and 36.
/// </summary>
public sealed class FileCleaner(CleanerSettings settings) : IDisposable
{
    private const int MostAnswerCharacters = 512 * 1024;
    private readonly CleaningPlaces places = new(settings);

    /// <summary>Whether the next file has to wait, whatever it is.</summary>
    public bool IsFull => places.AreFull;

    /// <summary>Cleans one file. Null when the receiver has it; else why it can't be cleaned.</summary>
    /// <param name="order">What is to be cleaned.</param>
    /// <param name="source">Writes the file.</param>
    /// <param name="receive">Takes the cleaned file. Its own exceptions pass, but for those of the stream.</param>
    /// <param name="cancel">Ends the sandbox too.</param>
    public Task<CleaningRefusal?> CleanAsync(
        CleaningOrder order, OriginalSource source, CleanedReceiver receive, CancellationToken cancel) =>
        CleanAsync(order, settings.PostLimit, source, receive, cancel);

    /// <summary>Cleans one file in what is left of its post's time; without any, the answer is at once that we are busy.</summary>
    internal async Task<CleaningRefusal?> CleanAsync(
        CleaningOrder order, TimeSpan left, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        if (!settings.AreThere) return new CleaningRefusal(NotCleaned.Missing);
        var since = Stopwatch.GetTimestamp();
        if (order.Length <= settings.QuickBytes)
        {
            var quick = await TryAsync(isSlow: false, Shorter(settings.Limit, settings.QuickLimit), left);
            if (quick?.Why != NotCleaned.TimedOut || settings.Limit <= settings.QuickLimit) return quick;
            if (left <= Stopwatch.GetElapsedTime(since)) return quick;
        }

        return await TryAsync(isSlow: true, settings.Limit, left - Stopwatch.GetElapsedTime(since));

        async Task<CleaningRefusal?> TryAsync(bool isSlow, TimeSpan most, TimeSpan within)
        {
            var begun = Stopwatch.GetTimestamp();
            using var place = await places.TakeAsync(isSlow, Shorter(settings.Patience, within), cancel);
            var rest = within - Stopwatch.GetElapsedTime(begun);
            return place is null || rest <= TimeSpan.Zero
                ? new CleaningRefusal(NotCleaned.Busy)
                : await RunAsync(order, Shorter(most, rest), source, receive, cancel);
        }
    }

    public void Dispose() => places.Dispose();

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private async Task<CleaningRefusal?> RunAsync(
        CleaningOrder order, TimeSpan most, OriginalSource source, CleanedReceiver receive, CancellationToken cancel)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        time.CancelAfter(most);
        var receiving = false;
        try
        {
            var (sandbox, process) = await Sandbox.StartAsync(settings, ["/program/main.py"], (2 * order.Length) + settings.Room);
            using (sandbox)
            {
                // A blocked pipe can't be cancelled: its other end is taken away.
                await using var ending = time.Token.Register(sandbox.Kill);
                try
                {
                    var answer = ReadAnswerAsync(process, order.Limit, time.Token);
                    await FeedAsync(process, order, source, time.Token);
                    if (await answer is not { } said) return new CleaningRefusal(await HowItEndedAsync(sandbox, time.Token));
                    if (said.Cleaned is not { } cleaned) return said.Refusal;
                    receiving = true;
                    time.CancelAfter(settings.StoreLimit); // From here on the store sets the pace.
                    await using var content = new VerifiedStream(process.StandardOutput.BaseStream, cleaned.Length, said.Sha256);
                    await receive(cleaned, content, cancel);
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
            return new CleaningRefusal(NotCleaned.TimedOut);
        }
        catch (IOException) when (receiving && !cancel.IsCancellationRequested)
        {
            return new CleaningRefusal(NotCleaned.Failed);
        }
        catch (Win32Exception)
        {
            return new CleaningRefusal(NotCleaned.Missing);
        }
    }

    private static async Task FeedAsync(Process process, CleaningOrder order, OriginalSource source, CancellationToken cancel)
    {
        var input = process.StandardInput.BaseStream;
        try
        {
            // Names go in here and not as arguments, which every process of the machine may read.
            var wishes = JsonSerializer.SerializeToUtf8Bytes(new { order.Limit, order.Strike }, JsonSerializerOptions.Web);
            await new SandboxInput(input).WriteAsync((byte[])[.. wishes, (byte)'\n'], cancel);
            await source(new SandboxInput(input), cancel);
            await input.DisposeAsync();
        }
        catch (BrokenPipeException)
        {
            // It ended before it had read all; its answer or exit code says why.
        }
    }

    /// <summary>The first line on standard error; null when there is none.</summary>
    private static async Task<CleaningAnswer?> ReadAnswerAsync(Process process, long limit, CancellationToken cancel)
    {
        var line = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int read;
        while ((read = await process.StandardError.ReadAsync(buffer, cancel)) > 0)
        {
            var end = Array.IndexOf(buffer, '\n', 0, read);
            line.Append(buffer, 0, end < 0 ? read : end);
            if (end >= 0) return CleaningAnswer.Of(line.ToString(), limit);
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
}
