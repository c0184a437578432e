using System.Globalization;
using System.Text.Json;
using Intake.Core.Sealing;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify certificate</c> and <c>verify root</c>: what an auditor can check with a JSON export and no key of ours.
/// Bytes are hexadecimal.
/// Certificates: <c>{"certificates":[{"body","signatures":[{"signer","signature"}]}],"revocations":[…]}</c>.
/// Root: <c>{"publicKey","previous","leaves":[…],"day","treeHash","leafCount","signature"}</c>.
/// </summary>
internal static class VerifyExportCommands
{
    public static async Task<ExitCode> CertificatesAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        if (typed is not ["--root", var rootFile, "--scheme", var id, var file] || !Guid.TryParse(id, out var scheme))
        {
            return ExitCode.Misused;
        }

        var root = SchemeRoot.Parse(await File.ReadAllTextAsync(rootFile));
        return await ToldAsync(surroundings, file, export =>
        {
            var certificates = All(export, "certificates")
                .Select(e => new SignedCertificate(Certificate.Read(Hex(e, "body")), Signatures(e)))
                .ToList();
            var revocations = All(export, "revocations").Select(e => new SignedRevocation(Revocation.Read(Hex(e, "body")), Signatures(e)));
            var book = CertificateBook.Build(scheme, root, certificates, revocations);
            foreach (var c in certificates.Select(c => c.Certificate).OrderBy(c => c.MadeOn))
            {
                var state = book.IsCurrent(c) ? "certified" : book.HeldOn(c.Id, c.MadeOn) is null ? "NOT VOUCHED FOR" : "ended";
                surroundings.Output.WriteLine(
                    $"{state,-16}{c.MadeOn:O}  {c.Roles}  {c.FullName}  {Certificate.Fingerprint(c.EncryptionKey, c.SigningKey)}");
            }

            return certificates.TrueForAll(c => book.HeldOn(c.Certificate.Id, c.Certificate.MadeOn) is not null);
        });
    }

    public static Task<ExitCode> RootAsync(CommandContext surroundings, IReadOnlyList<string> typed)
        => typed is not [var file] ? Task.FromResult(ExitCode.Misused) : ToldAsync(surroundings, file, export =>
        {
            var previous = Hex(export, "previous");
            var root = new DailyRootSeal(DateOnly.ParseExact(export.GetProperty("day").GetString()!, "O", CultureInfo.InvariantCulture),
                Hex(export, "treeHash"), previous, export.GetProperty("leafCount").GetInt32(), Hex(export, "signature"));
            var holds = root.Verify(
                Hex(export, "publicKey"), All(export, "leaves").Select(l => Convert.FromHexString(l.GetString()!)), previous);
            surroundings.Output.WriteLine(holds
                ? $"The root of {root.Day:O} is in order: {root.LeafCount} leaves."
                : $"The root of {root.Day:O} is NOT in order.");
            surroundings.Output.WriteLine($"The next day's record must name as previous: {Convert.ToHexStringLower(root.RecordHash())}");
            return holds;
        });

    private static async Task<ExitCode> ToldAsync(CommandContext surroundings, string file, Func<JsonElement, bool> verify)
    {
        try
        {
            using var export = JsonDocument.Parse(await SealedInput.ReadAsync(file, CancellationToken.None));
            return verify(export.RootElement) ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or KeyNotFoundException or FormatException or SealedException or InvalidOperationException)
        {
            await surroundings.Errors.WriteLineAsync("This is no such export: " + unreadable.Message);
            return ExitCode.Refused;
        }
    }

    private static JsonElement.ArrayEnumerator All(JsonElement at, string name) =>
        at.TryGetProperty(name, out var list) ? list.EnumerateArray() : default;

    private static byte[] Hex(JsonElement at, string name) => Convert.FromHexString(at.GetProperty(name).GetString()!);

    private static List<CertifyingSignature> Signatures(JsonElement at)
        => [.. All(at, "signatures").Select(s => new CertifyingSignature(Hex(s, "signer"), Hex(s, "signature")))];
}
