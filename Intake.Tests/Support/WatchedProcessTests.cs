using System.Globalization;
using NUnit.Framework;

namespace Intake.Tests.Support;

public sealed class WatchedProcessTests
{
    [Test]
    public async Task A_killed_holder_leaves_neither_process_nor_folder_behind()
    {
        using var workspace = new Workspace();
        var left = workspace.PathOf("left");
        Directory.CreateDirectory(left);
        using var holder = ProcessRun.Start(
            "/bin/bash",
            ["-c", "exec 3>&- ; sleep 300 | \"$0\" TERM \"$1\" /bin/bash -c 'echo $$; exec sleep 301' & wait",
                Repository.PathOf("deploy", "lib", "watched"), workspace.PathOf("log")],
            new Dictionary<string, string> { ["WATCHED_REMOVE"] = left });
        var started = await EventuallyAsync(() =>
            File.Exists(workspace.PathOf("log")) && File.ReadAllText(workspace.PathOf("log")).EndsWith('\n'));
        Assert.That(started, Is.True, "the watched program starts");
        var id = int.Parse(File.ReadAllText(workspace.PathOf("log")), CultureInfo.InvariantCulture);
        Assert.That(Directory.Exists($"/proc/{id}"), Is.True);

        await ProcessRun.RunAsync("/usr/bin/pkill", ["-KILL", "-P", holder.Id.ToString(CultureInfo.InvariantCulture), "-x", "sleep"]);

        Assert.That(await EventuallyAsync(() => !Directory.Exists($"/proc/{id}") && !Directory.Exists(left)), Is.True);
        holder.Kill();
    }

    [Test]
    public async Task A_program_over_its_time_limit_is_killed()
    {
        await Assert.ThatAsync(() => ProcessRun.RunAsync("/bin/sleep", ["30"], limit: TimeSpan.FromMilliseconds(200)),
            Throws.InstanceOf<TimeoutException>());
    }

    private static async Task<bool> EventuallyAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            if (condition())
            {
                return true;
            }

            await Task.Delay(50);
        }

        return false;
    }
}
