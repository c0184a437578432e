using System.Diagnostics;

namespace Intake.Tests.Support;

/// <summary>
/// A program that runs until it is stopped or this process is gone. deploy/lib/watched holds the other end
/// of a pipe and stops the program when the pipe closes, so even a killed test host leaves nothing behind.
/// </summary>
public sealed class WatchedProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(25);

    private readonly Process watcher;
    private readonly EventHandler atExit;

    private WatchedProcess(Process watcher)
    {
        this.watcher = watcher;
        atExit = (_, _) => Stop();
        AppDomain.CurrentDomain.ProcessExit += atExit;
    }

    public bool HasExited => watcher.HasExited;

    /// <param name="signal">What asks the program to end, such as TERM.</param>
    /// <param name="log">The file its output is appended to.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="removeAfter">A folder to remove once the program has stopped or this process is gone.</param>
    public static WatchedProcess Start(
        string signal,
        string log,
        IEnumerable<string> command,
        string? removeAfter = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var all = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["WATCHED_REMOVE"] = removeAfter ?? "",
        };
        return new WatchedProcess(
            ProcessRun.Start("/bin/bash", [Repository.PathOf("deploy", "lib", "watched"), signal, log, .. command], all));
    }

    /// <summary>Stops the program and waits for its end.</summary>
    /// <param name="keep">True: the folder is not removed afterwards.</param>
    public void Stop(bool keep = false)
    {
        AppDomain.CurrentDomain.ProcessExit -= atExit;
        if (keep && !watcher.HasExited)
        {
            watcher.StandardInput.WriteLine("keep");
        }

        watcher.StandardInput.Close();
        if (!watcher.WaitForExit(StopLimit))
        {
            throw new TimeoutException("A watched program did not stop.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Run(() => Stop());
        watcher.Dispose();
    }
}
