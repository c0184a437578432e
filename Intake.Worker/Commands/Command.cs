namespace Intake.Worker.Commands;

/// <summary>One command of the worker program.</summary>
/// <param name="Name">One or more words, as typed.</param>
/// <param name="Arguments">What follows, as the usage text shows it; empty when nothing may.</param>
/// <param name="Purpose">One clause for the usage text.</param>
/// <param name="Run">Does it with what follows the name, and answers with an <see cref="ExitCode"/>.</param>
internal sealed record Command(
    string Name, string Arguments, string Purpose, Func<CommandContext, IReadOnlyList<string>, Task<ExitCode>> Run);

/// <summary>The program's exit status.</summary>
internal enum ExitCode
{
    Done = 0,

    /// <summary>What was asked for was looked at and refused, or there are findings; nothing was changed.</summary>
    Refused = 1,

    /// <summary>Not a command, or not its arguments.</summary>
    Misused = 2,

    /// <summary>A setting, a file or the database is not there.</summary>
    Broken = 3,
}
