using Intake.Core.Accountability;
using MimeKit;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify mails</c>: holds the mails of daily roots against each other. It asks for no setting, database or secret, so that an
/// administrator can run it on a machine of their own.
/// </summary>
internal static class VerifyMailsCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed.Count == 0) return ExitCode.Misused;
        var mails = new List<MailedRoot>();
        foreach (var file in typed) mails.AddRange(await ReadAsync(file));
        if (mails.Count == 0)
        {
            await surroundings.Errors.WriteLineAsync("No root was found in these files.");
            return ExitCode.Broken;
        }

        var findings = MailedRoots.Check(mails);
        foreach (var finding in findings) await surroundings.Output.WriteLineAsync($"{finding.Day:yyyy-MM-dd}\t{finding.Fault}");
        if (findings.Count > 0) return ExitCode.Refused;
        var (first, last) = (mails.Min(mail => mail.Seal.Day), mails.Max(mail => mail.Seal.Day));
        var key = Convert.ToHexStringLower(mails[0].Key);
        await surroundings.Output.WriteLineAsync(
            $"One unbroken history from {first:yyyy-MM-dd} to {last:yyyy-MM-dd}, signed with one key: {key}");
        return ExitCode.Done;
    }

    /// <summary>The roots in a text, or in a mail as a mail program saves it.</summary>
    internal static async Task<IReadOnlyList<MailedRoot>> ReadAsync(string file)
    {
        if (MailedRoot.ReadAll(await File.ReadAllTextAsync(file)) is { Count: > 0 } found) return found;
        try
        {
            using var mail = await MimeMessage.LoadAsync(file);
            return MailedRoot.ReadAll(mail.TextBody ?? "");
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
