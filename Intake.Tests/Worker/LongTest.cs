using System.Globalization;

namespace Intake.Tests.Worker;

/// <summary>Tests that find more the longer they run: short by default, longer on request.</summary>
internal static class LongTest
{
    /// <summary>The seconds that an environment variable asks for.</summary>
    public static int Seconds(string variable, int usually) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var asked) ? asked : usually;
}
