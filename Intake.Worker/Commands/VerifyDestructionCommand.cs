using System.Text.Json;
using Intake.Core.Accountability;
using Intake.Core.Sealing;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify destruction</c>: judges the certificate of a destroyed report, with the key that administrators have from the mails
/// of daily roots. Needs no database and no secret.
/// </summary>
internal static class VerifyDestructionCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not ([_] or [_, "--key", _])) return ExitCode.Misused;
        try
        {
            using var file = JsonDocument.Parse(await SealedInput.ReadAsync(typed[0], CancellationToken.None));
            var (body, key) = (Text(file, "certificate"), Text(file, "publicKey"));
            var told = DestructionCertificate.Of(body);
            var holds = DestructionCertificate.Verify(Convert.FromHexString(key), body, Convert.FromHexString(Text(file, "signature")));
            var mailed = typed.Count == 1 || string.Equals(typed[2], key, StringComparison.OrdinalIgnoreCase);
            await surroundings.Output.WriteLineAsync($"case {told.Reference}, received {told.Received:O}, destroyed {told.Destroyed:O}");
            await surroundings.Output.WriteLineAsync($"signed by the key {key}");
            await surroundings.Output.WriteLineAsync(!holds ? "The signature does NOT hold."
                : !mailed ? "The signature holds, but the key is NOT the one given."
                : typed.Count == 1 ? "The signature holds. Compare the key with the one in a daily root's mail."
                : "The signature holds.");
            return holds && mailed ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or KeyNotFoundException or FormatException or SealedException or InvalidOperationException)
        {
            await surroundings.Errors.WriteLineAsync("This is no such certificate: " + unreadable.Message);
            return ExitCode.Refused;
        }
    }

    private static string Text(JsonDocument file, string name) =>
        file.RootElement.GetProperty(name).GetString() ?? throw new FormatException($"{name} is missing.");
}
