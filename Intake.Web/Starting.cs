using Intake.Core;

namespace Intake.Web;

/// <summary>Runs the program until it is stopped, or says in one line why it does not start with these settings.</summary>
internal static class Starting
{
    private const int Broken = 3; // As the worker's commands end then.

    public static async Task<int> RunAsync(Func<WebApplication> build)
    {
        try
        {
            await build().RunAsync();
            return 0;
        }
        catch (UnusableSettingException unusable)
        {
            await Console.Error.WriteLineAsync(unusable.Message);
            return Broken;
        }
    }
}
