using System.ComponentModel;
using System.Diagnostics;

namespace Intake.Tests.Sealing;

/// <summary>Runs an outside program for its truth.</summary>
internal static class Tool
{
    public static string Run(string program, string install, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            var errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, output + errors);
            return output;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{program} is missing. Install it: {install}");
            throw;
        }
    }
}
