using System.Diagnostics;
using System.Text;

namespace Intake.Tests.Support;

/// <summary>What an external program answered.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Errors)
{
    /// <summary>This result, or an exception with all of the program's output when it failed.</summary>
    public ProcessResult Required() => ExitCode == 0
        ? this
        : throw new InvalidOperationException($"The program ended with {ExitCode}.\n{Output}\n{Errors}");
}

/// <summary>Runs external programs with a time limit and captured output; a program over its limit is killed with its children.</summary>
public static class ProcessRun
{
    public static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(2);

    public static async Task<ProcessResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? input = null,
        string? folder = null,
        TimeSpan? limit = null)
    {
        using var process = Start(program, arguments, environment, folder);
        using var deadline = new CancellationTokenSource(limit ?? DefaultLimit);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        try
        {
            await WriteInputAsync(process, input);
            await process.WaitForExitAsync(deadline.Token);
            return new ProcessResult(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} took longer than {limit ?? DefaultLimit}.");
        }
    }

    /// <summary>A started program with all three streams redirected. The caller ends it.</summary>
    public static Process Start(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string>? environment = null,
        string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder ?? "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    }

    private static async Task WriteInputAsync(Process process, string? input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended before it had read its input; its exit code and messages say why.
        }
    }
}
