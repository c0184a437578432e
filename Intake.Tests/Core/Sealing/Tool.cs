using System.ComponentModel;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Gets a reference result from an outside program; if it is missing, the test fails and names what to install.</summary>
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
