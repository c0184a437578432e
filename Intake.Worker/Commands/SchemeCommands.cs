using Intake.Core.Schemes;

namespace Intake.Worker.Commands;

/// <summary><c>scheme …</c>: loading scheme files, with every fault told as <c>file:line: path: reason</c>.</summary>
internal static class SchemeCommands
{
    public static async Task<ExitCode> LoadAsync(Surroundings surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count == 0) return ExitCode.Misused;
        var files = new List<(string Path, byte[] Text)>();
        foreach (var path in typed) files.Add((path, await File.ReadAllBytesAsync(path)));

        // All are read before one is loaded, so that a fault in the last leaves the first alone too.
        var faulty = false;
        foreach (var (path, text) in files) faulty |= await TellAsync(surroundings, path, SchemeFile.Read(text).Faults);
        if (faulty) return ExitCode.Refused;

        await using var db = surroundings.OpenAsOwner();
        foreach (var (path, text) in files)
        {
            db.ChangeTracker.Clear();
            var loaded = await new SchemeLoader(db, surroundings.Time).LoadAsync(text, CancellationToken.None);
            if (await TellAsync(surroundings, path, loaded.Faults)) return ExitCode.Refused;
            await surroundings.Output.WriteLineAsync($"{path}: {loaded.Scheme!.Name} {(loaded.Outcome is SchemeLoad.Loaded ? "is loaded" : "was loaded before, unchanged")}.");
        }

        return ExitCode.Done;
    }

    private static async Task<bool> TellAsync(Surroundings surroundings, string file, IReadOnlyList<SchemeFault> faults)
    {
        foreach (var fault in faults)
            await surroundings.Errors.WriteLineAsync($"{file}:{fault.Line}: {(fault.Path.Length > 0 ? fault.Path + ": " : "")}{fault.Reason}");
        return faults.Count > 0;
    }
}
