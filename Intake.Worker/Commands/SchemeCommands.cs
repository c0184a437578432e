using Intake.Core.Certification;
using Intake.Core.Schemes;
using Intake.Core.Schemes.Wording;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Worker.Commands;

/// <summary><c>scheme …</c>: loading scheme files, with every fault reported as <c>file:line: path: reason</c>.</summary>
internal static class SchemeCommands
{
    public static async Task<ExitCode> LoadAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count == 0) return ExitCode.Misused;
        var files = new List<(string Path, byte[] Text)>();
        foreach (var path in typed) files.Add((path, await File.ReadAllBytesAsync(path)));

        // All are read before one is loaded, so that a fault in the last leaves the first alone too.
        var faulty = false;
        foreach (var (path, text) in files) faulty |= await TellAsync(surroundings, path, SchemeFile.Read(text, TextsOf).Faults);
        if (faulty) return ExitCode.Refused;

        using var secret = FileSecret.Read(surroundings.Required("Intake:FileSecret"));
        var audit = new AuditTrail(secret, surroundings.Time);
        await using var db = surroundings.OpenAsOwner();
        foreach (var (path, text) in files)
        {
            db.ChangeTracker.Clear();
            var loaded = await new SchemeLoader(db, surroundings.Time).LoadAsync(text, CancellationToken.None,
                (rows, scheme) => audit.Add(rows, AuditAction.SchemeLoaded, scheme.Id, staffId: null));
            if (await TellAsync(surroundings, path, loaded.Faults)) return ExitCode.Refused;
            await surroundings.Output.WriteLineAsync(
                $"{path}: {loaded.Scheme!.Name} {(loaded.Outcome is SchemeLoad.Loaded ? "is loaded" : "was loaded before, unchanged")}.");
        }

        return ExitCode.Done;
    }

    /// <summary>Each founder's fingerprint as the person read it aloud; the operator copies the lines into the file by hand.</summary>
    public static async Task<ExitCode> RootAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count < 5 || typed.Count % 2 == 0) return ExitCode.Misused;
        await using var db = surroundings.OpenAsOwner();
        if (await new SchemeCatalogue(db).FindAsync(typed[0], CancellationToken.None) is not { } scheme)
            return await RefuseAsync(surroundings, $"No scheme {typed[0]} is loaded.");
        var lines = await new FoundingCeremony(db).LinesAsync(
            scheme.Id, [.. typed.Skip(1).Chunk(2).Select(pair => new Founder(pair[0], pair[1]))], CancellationToken.None);
        if (lines.Text is not { } text) return await RefuseAsync(surroundings, $"{lines.Email ?? "The founders"}: {Reason(lines.Refusal)}");
        await surroundings.Output.WriteAsync(text);
        return ExitCode.Done;
    }

    /// <summary>The site's texts: the worker's program carries them as data, so that wording is checked before it is loaded.</summary>
    private static SiteTexts TextsOf(string language) => SiteTexts.Load(typeof(SchemeCommands).Assembly, language);

    private static string Reason(FounderRefusal? refusal) => refusal switch
    {
        FounderRefusal.TwoNeeded => "at least two, and nobody twice.",
        FounderRefusal.NotEnrolled => "no enrolled administrator of the scheme has this address.",
        FounderRefusal.WrongFingerprint =>
            "the keys in the database are not those of this fingerprint. Ask the person again; if it stays so, stop.",
        _ => "refused.",
    };

    private static async Task<ExitCode> RefuseAsync(CommandContext surroundings, string why)
    {
        await surroundings.Errors.WriteLineAsync(why);
        return ExitCode.Refused;
    }

    private static async Task<bool> TellAsync(CommandContext surroundings, string file, IReadOnlyList<SchemeFault> faults)
    {
        foreach (var fault in faults)
        {
            await surroundings.Errors.WriteLineAsync(
                $"{file}:{fault.Line}: {(fault.Path.Length > 0 ? fault.Path + ": " : "")}{fault.Reason}");
        }

        return faults.Count > 0;
    }
}
