using System.ComponentModel;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Asks an outside program for its truth; one that is absent fails the test with what to install.</summary>
internal static class Tool
{
    public static async Task<string> Run(string program, string install, string input, params string[] arguments)
    {
        try
        {
            return (await ProcessRun.RunAsync(program, arguments, input: input)).Required().Output;
        }
        catch (Win32Exception)
        {
            Assert.Fail($"{program} is missing. Install it: {install}");
            throw;
        }
    }
}
