using System.Diagnostics;
using System.Text;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Worker;

/// <summary>A real worker process. Disposing kills it if it has not been stopped.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder log = new();

    private WorkerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Log
    {
        get
        {
            lock (log) return log.ToString();
        }
    }

    public bool HasExited => process.HasExited;

    public int Id => process.Id;

    public static WorkerProcess Start(IReadOnlyDictionary<string, string?> settings)
    {
        var environment = settings.ToDictionary(
            setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
        environment.TryAdd("Intake__Schedule__send-mails", "*/2 * * * * *");
        environment["DOTNET_EnableDiagnostics"] = "0";
        return new(ProcessRun.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "Intake.Worker.dll")], environment));
    }

    /// <summary>SIGKILL: nothing in it runs any more.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>
    /// Waits until something holds, for as long as the process runs and no longer than three minutes. Others that run
    /// beside it are heard when it fails.
    /// </summary>
    public async Task UntilAsync(Func<Task<bool>> holds, params WorkerProcess[] others)
    {
        for (var attempt = 0; attempt < 900; attempt++)
        {
            if (await holds()) return;
            if (HasExited) break;
            await Task.Delay(200);
        }

        var logs = others.Prepend(this).Select(one => one.HasExited ? one.Log + "It ended." : one.Log);
        Assert.Fail("It did not come about. The workers' logs:\n" + string.Join("\n---\n", logs));
    }

    public Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    /// <summary>SIGTERM, as an init system sends it; returns the exit status.</summary>
    public async Task<int> StopAsync()
    {
        (await ProcessRun.RunAsync("/bin/kill", ["-s", "TERM", $"{process.Id}"])).Required();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        lock (log) log.AppendLine(line);
    }
}
