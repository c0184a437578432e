using System.Globalization;

namespace Intake.Tests.Support;

/// <summary>
/// What a container is labelled with, so that a later run can see whether the test host that made it is gone: the machine's
/// start, the process namespace, the process and when it started.
/// </summary>
public static class TestHostMark
{
    public const string Label = "intake.test-host";

    public static string Own { get; } = $"{Boot()} {Namespace()} {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} "
        + $"{StartOf(Environment.ProcessId)}";

    /// <summary>False when it cannot be known for sure, such as for a process of another namespace.</summary>
    public static bool IsGone(string mark)
    {
        var parts = mark.Split(' ');
        if (parts.Length != 4 || Boot().Length == 0 || !int.TryParse(parts[2], CultureInfo.InvariantCulture, out var process))
        {
            return false;
        }

        return parts[0] != Boot() || (parts[1] == Namespace() && parts[3] != StartOf(process));
    }

    private static string Boot() => Read("/proc/sys/kernel/random/boot_id").Trim();

    private static string Namespace() => new FileInfo("/proc/self/ns/pid").LinkTarget ?? "";

    /// <summary>In clock ticks since the machine's start (proc(5), field 22 of stat); empty when there is no such process.</summary>
    private static string StartOf(int process)
    {
        var stat = Read(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        return stat.Length == 0 ? "" : stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
