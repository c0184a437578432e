using System.Diagnostics;
using System.Globalization;

namespace Intake.Core.Cleaning;

/// <summary>
/// One program in a room of its own: bubblewrap with no network, no environment, no view of any folder but the system's
/// programs, and a working folder in memory that ends with it. It reads standard input, writes standard output and error,
/// and is killed with this process. There is no work folder outside, so nothing can be left behind, and no disk is written.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private readonly TaskCompletionSource<Process> started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ProcessStartInfo start;

    private Sandbox(ProcessStartInfo start) => this.start = start;

    /// <summary>Starts Python with these arguments; what <see cref="CleanerSettings.Program"/> names lies in <c>/program</c>.</summary>
    /// <param name="room">Bytes of each of the two memory-backed folders: one to work in, one for temporary files.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    public static async Task<(Sandbox Sandbox, Process Process)> StartAsync(
        CleanerSettings settings, IEnumerable<string> arguments, long room)
    {
        var start = new ProcessStartInfo("/usr/bin/prlimit")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var argument in Limits(settings, room).Append("--").Append(settings.Bubblewrap).Concat(Walls(settings.Program, room))
            .Concat(["/usr/bin/python3", "-I", "-B"]).Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var sandbox = new Sandbox(start);
        // die-with-parent means the thread that starts it: a pool's thread may end while the program still runs.
        new Thread(sandbox.Hold) { IsBackground = true, Name = "sandbox" }.Start();
        return (sandbox, await sandbox.started.Task);
    }

    /// <summary>Kills it and everything inside.</summary>
    public void Kill()
    {
        try
        {
            started.Task.Result.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>Kills it and waits until it is gone.</summary>
    public Task EndAsync()
    {
        Kill();
        return ended.Task;
    }

    /// <summary>Its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancel)
    {
        await ended.Task.WaitAsync(cancel);
        return (await started.Task).ExitCode;
    }

    public void Dispose()
    {
        if (started.Task.IsCompletedSuccessfully) started.Task.Result.Dispose();
    }

    private void Hold()
    {
        try
        {
            var process = Process.Start(start)!;
            started.SetResult(process);
            process.WaitForExit();
        }
        catch (Exception failure)
        {
            started.TrySetException(failure);
        }
        finally
        {
            ended.SetResult();
        }
    }

    private static IEnumerable<string> Limits(CleanerSettings settings, long room)
    {
        yield return "--as=" + Number(settings.Memory);
        yield return "--cpu=" + Number((long)settings.Limit.TotalSeconds + 1);
        yield return "--fsize=" + Number(room);
        yield return "--core=0";
        yield return "--nofile=256";
    }

    private static IEnumerable<string> Walls(string program, long room) =>
    [
        "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin",
        "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
        "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--ro-bind-try", "/etc/fonts", "/etc/fonts",
        // No /proc: the tools need none, and where a service may not change the kernel's settings it can't be mounted.
        "--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/zero", "/dev/zero", "--dev-bind", "/dev/urandom", "/dev/urandom",
        "--ro-bind", program, "/program",
        "--size", Number(room), "--perms", "0700", "--tmpfs", "/cleaning", "--size", Number(room), "--perms", "0700", "--tmpfs", "/tmp",
        "--remount-ro", "/", "--chdir", "/cleaning",
        "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp", "--setenv", "LC_ALL", "C.UTF-8",
        "--setenv", "OMP_NUM_THREADS", "1",
    ];

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
