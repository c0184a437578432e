namespace Intake.Worker.Commands.Demo;

/// <summary><c>demo</c> and <c>demo code</c>: staff to try the system with. A real installation never sets <c>Intake:Demo</c>.</summary>
internal static class DemoCommands
{
    public static async Task<ExitCode> MakeAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count == 0) return ExitCode.Misused;
        var (path, names) = (typed[0], typed.Skip(1).ToList());
        if (names.Find(name => DemoCast.Others.All(team => team.Scheme != name)) is { } unknown)
            return await RefuseAsync(surroundings, $"There is no demo staff for {unknown}.");
        if (!string.Equals(surroundings.Settings["Intake:Demo"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return await RefuseAsync(
                surroundings, "Demo accounts are made only where Intake:Demo is true. Never set it where real reports are received.");
        }

        // Two minutes behind: a one-time code works once, so those used here must be older than a person's first.
        var time = new ClockBehind(surroundings.Time, TimeSpan.FromMinutes(2));
        await using var core = surroundings.OpenCoreAsOwner(time);
        var staff = new DemoStaff(core, time, DemoSignIns.Read(path), surroundings.Required("Intake:SchemeRoot"));
        return await staff.MakeAsync([DemoCast.Usual, .. DemoCast.Others.Where(team => names.Contains(team.Scheme))]) is { } refusal
            ? await RefuseAsync(surroundings, refusal)
            : ExitCode.Done;
    }

    public static async Task<ExitCode> CodeAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not [var path, var email]) return ExitCode.Misused;
        if (DemoSignIns.Read(path).Find(email) is not { } signIn) return await RefuseAsync(surroundings, $"{path} knows no {email}.");
        await surroundings.Output.WriteLineAsync(DemoSignIns.CodeOf(signIn, surroundings.Time.GetUtcNow()));
        return ExitCode.Done;
    }

    private static async Task<ExitCode> RefuseAsync(CommandContext surroundings, string why)
    {
        await surroundings.Errors.WriteLineAsync(why);
        return ExitCode.Refused;
    }

    private sealed class ClockBehind(TimeProvider time, TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() - by;
    }
}
