using Intake.Core.Cases.Statements;
using Intake.Core.Sealing;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify statement</c>: for a person who has only a file from the system and the founders' lines from the scheme's
/// administrators.
/// </summary>
internal static class VerifyStatementCommand
{
    /// <summary>Prints what holds of an exported package and what does not, a line each.</summary>
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not [var file, "--root", var rootFile]) return ExitCode.Misused;
        SchemeRoot root;
        try
        {
            root = SchemeRoot.Parse(await File.ReadAllTextAsync(rootFile));
        }
        catch (FormatException wrong)
        {
            await surroundings.Errors.WriteLineAsync(wrong.Message);
            return ExitCode.Refused;
        }

        var verdict = StatementVerifier.Verify(await File.ReadAllBytesAsync(file), root);
        foreach (var line in verdict.Lines)
            await surroundings.Output.WriteLineAsync($"{(line.Holds ? "holds" : "FAILS")}  {line.Question}  {line.About}".TrimEnd());
        await surroundings.Output.WriteLineAsync(verdict.Holds ? "Everything holds." : "Do not rely on this package.");
        return verdict.Holds ? ExitCode.Done : ExitCode.Refused;
    }
}
