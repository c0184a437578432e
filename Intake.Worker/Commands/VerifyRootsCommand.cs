using System.Buffers;
using System.Globalization;
using Intake.Core.Accountability;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Commands;

/// <summary><c>verify roots</c>: finds rows of the records that are missing, changed, or added later, and roots that do not fit.</summary>
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

        await using var core = surroundings.OpenCoreAsOwner();
        await using var db = surroundings.OpenAsOwner();
        var findings = await core.GetRequiredService<RootCheck>().RunAsync(db, mailed, CancellationToken.None);
        foreach (var finding in findings)
        {
            var what = finding.What is { } named ? $"\t{named}" : "";
            await surroundings.Output.WriteLineAsync($"{finding.Day:yyyy-MM-dd}\t{finding.Fault}\t{finding.Count}{what}");
        }

        if (findings.Count == 0)
        {
            await surroundings.Output.WriteLineAsync("All rows are under their daily roots, and the roots are in order.");
        }

        return findings.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }

    private static bool TryRead(string text, out DateOnly day, out byte[] value)
    {
        (day, value) = (default, new byte[32]);
        return text.Split('=') is [var left, { Length: 64 } right]
            && DateOnly.TryParseExact(left, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)
            && Convert.FromHexString(right, value, out _, out _) is OperationStatus.Done;
    }
}
