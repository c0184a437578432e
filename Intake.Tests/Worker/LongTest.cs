using System.Globalization;

namespace Intake.Tests.Worker;

/// <summary>Tests that show more the longer they last: short in every run, long when somebody asks for it.</summary>
internal static class LongTest
{
    /// <summary>The seconds that an environment variable asks for.</summary>
    public static int Seconds(string variable, int usually) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : usually;
}
