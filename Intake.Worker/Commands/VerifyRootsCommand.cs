using System.Buffers;
using System.Globalization;
using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify roots</c>: finds rows of the records that are missing, changed, or added later, roots that do not fit, and, where it has the
/// vault's connection too, reports whose secret is gone.
/// </summary>
internal static class VerifyRootsCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        var mailed = new Dictionary<DateOnly, byte[]>();
        foreach (var text in typed)
        {
            if (TryRead(text, out var day, out var value)) mailed[day] = value;
            else if (!File.Exists(text)) return ExitCode.Misused;
            else foreach (var mail in await VerifyMailsCommand.ReadAsync(text)) mailed[mail.Seal.Day] = mail.Seal.Value;
        }

        await using var core = surroundings.OpenCoreAsOwner(withVault: surroundings.HasVaultOwner);
        await using var db = surroundings.OpenAsOwner();
        var findings = (await core.GetRequiredService<RootCheck>().RunAsync(db, mailed, CancellationToken.None))
            .Concat(await SecretsAsync(surroundings, core, db)).ToList();
        foreach (var finding in findings)
        {
            var what = finding.What is { } named ? $"\t{named}" : "";
            await surroundings.Output.WriteLineAsync($"{finding.Day:yyyy-MM-dd}\t{finding.Fault}\t{finding.Count}{what}");
        }

        if (findings.Count == 0)
        {
            await surroundings.Output.WriteLineAsync("All rows are under their daily roots, and the roots are in order.");
            if (surroundings.HasVaultOwner) await surroundings.Output.WriteLineAsync("Every report has its secret in the vault.");
        }

        if (!surroundings.HasVaultOwner)
        {
            await surroundings.Output.WriteLineAsync(
                $"The vault was not compared, since {CommandContext.VaultOwnerKey} is missing: reports may have lost their secrets.");
        }

        return findings.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static async Task<IReadOnlyList<RootFinding>> SecretsAsync(CommandContext surroundings, ServiceProvider core, IntakeDb db)
    {
        if (!surroundings.HasVaultOwner) return [];
        await using var vault = new VaultDb(VaultDb.Options(surroundings.VaultOwner));
        return await core.GetRequiredService<SecretCheck>()
            .RunAsync(db, vault, CopenhagenClock.Today(surroundings.Time), CancellationToken.None);
    }

    private static bool TryRead(string text, out DateOnly day, out byte[] value)
    {
        (day, value) = (default, new byte[32]);
        return text.Split('=') is [var left, { Length: 64 } right]
            && DateOnly.TryParseExact(left, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && Convert.FromHexString(right, value, out _, out _) is OperationStatus.Done;
    }
}
