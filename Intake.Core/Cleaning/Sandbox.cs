using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;
using System.Security.Cryptography;

namespace Intake.Core.Cleaning;

/// <summary>
/// One program in a room of its own: bubblewrap with no network, no environment, no view of any folder but the system's
/// programs, and a working folder in memory that ends with it. It reads standard input, writes standard output and error,
/// and is killed with this process. There is no work folder outside, so nothing can be left behind, and no disk is written.
/// Of the kernel it may ask what <see cref="SystemCalls"/> lists, which has no other namespace, user namespaces included, and it
/// has few processes. An ordinary user's sandbox stands in a user namespace; root's, which needs none, in an id that nobody has.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    /// <summary>Processes and threads inside, at once.</summary>
    internal const int MostProcesses = 64;

    /// <summary>From here on, and as many again, stand ids of users whom no system has.</summary>
    private const int FirstStranger = 1_500_000_000;

    private static readonly Lock OneStart = new();

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
        var isRoot = Environment.IsPrivilegedProcess;
        foreach (var argument in Limits(settings, room).Append("--").Append(settings.Bubblewrap).Append("--seccomp").Append(FilterPlace)
            .Concat(Walls(settings.Program, room, isRoot)).Concat(Becoming(isRoot))
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
            started.Task.Result.Kill(entireProcessTree: true); // Its inner half does not end by itself when killed before it began.
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
            var process = StartFiltered();
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

    /// <summary>
    /// Hands the filter over by a pipe that is open for this program alone, since a program inherits every open pipe that is
    /// inheritable: starts wait for each other.
    /// </summary>
    private Process StartFiltered()
    {
        var filter = SystemCalls.Filter() ?? throw new System.ComponentModel.Win32Exception("No filter for this machine.");
        lock (OneStart)
        {
            using var pipe = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            start.ArgumentList[start.ArgumentList.IndexOf(FilterPlace)] = pipe.GetClientHandleAsString();
            pipe.Write(filter); // Two kilobytes, which a pipe holds.
            pipe.SafePipeHandle.Dispose();
            var process = Process.Start(start)!;
            pipe.DisposeLocalCopyOfClientHandle();
            return process;
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

    /// <summary>
    /// Inside, so that only what runs there counts (an ordinary user's by its user namespace). Root is under no such limit, so
    /// root's programs become somebody whom nobody else is.
    /// </summary>
    private static string[] Becoming(bool isRoot)
    {
        string[] few = ["/usr/bin/prlimit", "--nproc=" + Number(MostProcesses), "--"];
        if (!isRoot) return few;
        var stranger = Number(FirstStranger + RandomNumberGenerator.GetInt32(FirstStranger / 4));
        return [.. few, "/usr/bin/setpriv", "--reuid=" + stranger, "--regid=" + stranger, "--clear-groups", "--"];
    }

    private static IEnumerable<string> Walls(string program, long room, bool isRoot) =>
    [
        .. isRoot
            ? ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
                "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
            : (string[])["--unshare-all", "--cap-drop", "ALL"],
        "--die-with-parent", "--new-session", "--clearenv",
        // Folders that bwrap makes by the way are for their owner alone, and root's programs are not root inside.
        "--perms", "0755", "--dir", "/etc", "--perms", "0755", "--dir", "/dev",
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/bin", "/bin",
        "--ro-bind-try", "/lib", "/lib", "--ro-bind-try", "/lib64", "/lib64",
        "--ro-bind-try", "/etc/alternatives", "/etc/alternatives", "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--ro-bind-try", "/etc/fonts", "/etc/fonts",
        // No /proc: the tools need none, and where a service may not change the kernel's settings it can't be mounted.
        "--dev-bind", "/dev/null", "/dev/null", "--dev-bind", "/dev/zero", "/dev/zero", "--dev-bind", "/dev/urandom", "/dev/urandom",
        "--ro-bind", program, "/program",
        "--size", Number(room), "--perms", isRoot ? "0777" : "0700", "--tmpfs", "/cleaning",
        "--size", Number(room), "--perms", isRoot ? "0777" : "0700", "--tmpfs", "/tmp",
        "--remount-ro", "/", "--chdir", "/cleaning",
        "--setenv", "PATH", "/usr/bin", "--setenv", "HOME", "/tmp", "--setenv", "LC_ALL", "C.UTF-8",
        "--setenv", "OMP_NUM_THREADS", "1",
    ];

    /// <summary>Stands for the number of the pipe, which is known when the program starts.</summary>
    private const string FilterPlace = "FILTER";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
