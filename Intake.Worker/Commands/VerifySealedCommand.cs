using System.Globalization;
using Intake.Core.Sealing;

namespace Intake.Worker.Commands;

/// <summary>
/// <c>verify sealed</c>: prints the parts of a sealed thing, so that an auditor can compare stored bytes with FORMAT.md.
/// Opens nothing and needs no key. Reads bytes, or their hexadecimal or base64url text.
/// </summary>
internal static class VerifySealedCommand
{
    public static async Task<ExitCode> RunAsync(CommandContext surroundings, IReadOnlyList<string> typed)
    {
        var kind = typed is [_, "--as", var named] ? named : "value";
        if (typed is not ([_] or [_, "--as", _]) || Parts(kind, []) is null) return ExitCode.Misused;
        var bytes = await SealedInput.ReadAsync(typed[0], CancellationToken.None);
        if (bytes.Length == 0 || (kind is not ("certificate" or "revocation") && bytes[0] != Suite.Byte1))
        {
            return await RefuseAsync(surroundings);
        }

        try
        {
            foreach (var (name, value) in Parts(kind, bytes)!()) await surroundings.Output.WriteLineAsync($"{name,-18}{value}");
            return ExitCode.Done;
        }
        catch (SealedException)
        {
            return await RefuseAsync(surroundings);
        }
    }

    private static async Task<ExitCode> RefuseAsync(CommandContext surroundings)
    {
        await surroundings.Errors.WriteLineAsync("This is no such sealed thing of suite 1.");
        return ExitCode.Refused;
    }

    private static Func<IEnumerable<(string Name, string Value)>>? Parts(string kind, byte[] bytes) => kind switch
    {
        "value" => () => Value(bytes),
        "ticket" => () => bytes.Length == SealedValue.Overhead + 512 ? Value(bytes) : throw SealedException.Refused(),
        "grant" => () => Box(bytes, "after HPKE's enc (65 bytes, its own column)"),
        "entry" => () => Box(bytes, "padded: the size is a class, not the length"),
        "certificate" => () => Of(Certificate.Read(bytes)),
        "revocation" => () => Of(Revocation.Read(bytes)),
        _ => null,
    };

    private static IEnumerable<(string, string)> Value(byte[] bytes) =>
        bytes.Length < SealedValue.Overhead ? throw SealedException.Refused() :
        [
            ("suite", "1"),
            ("salt", Hex(bytes.AsSpan(1, Suite.SaltSize))),
            ("ciphertext", Bytes(bytes.Length - SealedValue.Overhead)),
            ("tag", Hex(bytes.AsSpan(bytes.Length - Suite.TagSize))),
        ];

    private static IEnumerable<(string, string)> Box(byte[] bytes, string note) =>
        bytes.Length <= 1 + Suite.TagSize ? throw SealedException.Refused() :
        [
            ("suite", "1"),
            ("ciphertext", $"{Bytes(bytes.Length - 1 - Suite.TagSize)}, {note}"),
            ("tag", Hex(bytes.AsSpan(bytes.Length - Suite.TagSize))),
        ];

    private static IEnumerable<(string, string)> Of(Certificate c) =>
    [
        ("suite", "1"), ("certificate id", Hex(c.Id)), ("scheme", c.SchemeId.ToString()),
        ("person", c.PersonId.ToString()), ("name", c.FullName),
        ("serial", c.Serial.ToString(CultureInfo.InvariantCulture)), ("date", c.MadeOn.ToString("O", CultureInfo.InvariantCulture)),
        ("roles", c.Roles.ToString()),
        ("units", string.Join(' ', c.Units)), ("signing key id", Hex(c.SigningKeyId)),
        ("fingerprint", Certificate.Fingerprint(c.EncryptionKey, c.SigningKey)),
    ];

    private static IEnumerable<(string, string)> Of(Revocation r) =>
    [
        ("suite", "1"), ("revocation id", Hex(r.Id)), ("scheme", r.SchemeId.ToString()), ("certificate id", Hex(r.CertificateId)),
        ("date", r.MadeOn.ToString("O", CultureInfo.InvariantCulture)),
    ];

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static string Bytes(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} bytes");
}
