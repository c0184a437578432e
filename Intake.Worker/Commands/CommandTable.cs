using System.Data.Common;
using Intake.Core;
using Intake.Worker.Commands.Demo;

namespace Intake.Worker.Commands;

/// <summary>Finds the command that was typed and runs it; with nothing typed, the worker itself runs until it is stopped.</summary>
internal static class CommandTable
{
    private static readonly Command[] Commands =
    [
        new("migrate", "", "bring both databases and the job tables to this version", MigrateCommand.RunAsync),
        new("scheme load", "FILE...", "load scheme files, all or none", SchemeCommands.LoadAsync),
        new("scheme root", "SCHEME EMAIL FINGERPRINT EMAIL FINGERPRINT...",
            "print the founders' lines for the scheme root's file", SchemeCommands.RootAsync),
        new("staff invite", "SCHEME|- EMAIL NAME ROLE[,ROLE] [UNIT...]",
            "make an account and print its one-time link; - for an operator", StaffCommands.InviteAsync),
        new("staff list", "", "print the accounts", StaffCommands.ListAsync),
        new("secret create", "PATH", "write a new file secret; an existing file is kept", SecretCommand.CreateAsync),
        new("demo code", "PATH EMAIL", "print the current one-time code of a demo account", DemoCommands.CodeAsync),
        new("demo", "PATH [SCHEME...]",
            "make the demo staff, further schemes' too where named, and write their sign-ins to PATH; only where Intake:Demo is true",
            DemoCommands.MakeAsync),
        new("verify sealed", "FILE|- [--as KIND]",
            "print the parts of a value, ticket, grant, entry, certificate or revocation", VerifySealedCommand.RunAsync),
        new("verify certificate", "--root FILE --scheme ID EXPORT",
            "check a certificate chain from a JSON export", VerifyExportCommands.CertificatesAsync),
        new("verify statement", "FILE --root FILE",
            "judge an exported package by the scheme root; 1 when something does not hold", VerifyStatementCommand.RunAsync),
        new("verify roots", "[DAY=CHECKVALUE|FILE...]",
            "work all daily roots out again from the database, and against check values from the mails; compare the vault with the reports",
            VerifyRootsCommand.RunAsync),
        new("verify destruction", "FILE [--key KEY]",
            "judge the certificate of a destroyed report; needs no database and no secret", VerifyDestructionCommand.RunAsync),
        new("retire-restored", "[--remove] [FILE]",
            "after a restore, list the reports destroyed since the dump was made, FILE's among them, or remove them again",
            RetireRestoredCommand.RunAsync),
        new("verify mails", "FILE...",
            "hold the mails of daily roots against each other; needs no database and no secret", VerifyMailsCommand.RunAsync),
        new("verify root", "EXPORT", "check a daily root from its JSON", VerifyExportCommands.RootAsync),
    ];

    private static readonly Command Worker = new("", "", "run the worker", (surroundings, _) => WorkerHost.RunAsync(surroundings));

    /// <summary>Runs what was typed and returns the exit status.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> typed, CommandContext surroundings)
    {
        var command = typed.Count == 0
            ? Worker
            : Commands.FirstOrDefault(command => typed.Take(command.Words().Length).SequenceEqual(command.Words()));
        if (command is null) return (int)Usage(surroundings, typed);
        try
        {
            Argon2Setting.Apply(surroundings.Settings[Argon2Setting.Key]);
            var code = await command.Run(surroundings, [.. typed.Skip(command.Words().Length)]);
            if (code is ExitCode.Misused)
            {
                await surroundings.Errors.WriteLineAsync($"Usage: Intake.Worker {command.Name} {command.Arguments}".TrimEnd());
            }

            return (int)code;
        }
        catch (Exception broken) when (broken is MissingSettingException or UnusableSettingException
            or DbException or IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
        {
            await surroundings.Errors.WriteLineAsync(broken.Message);
            return (int)ExitCode.Broken;
        }
    }

    private static string[] Words(this Command command) => command.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ExitCode Usage(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        var asked = typed is ["help" or "--help" or "-h", ..];
        var to = asked ? surroundings.Output : surroundings.Errors;
        to.WriteLine("Intake.Worker\n      run the worker until it is stopped\nIntake.Worker COMMAND");
        foreach (var command in Commands) to.WriteLine($"  {command.Name} {command.Arguments}\n      {command.Purpose}");
        return asked ? ExitCode.Done : ExitCode.Misused;
    }
}
