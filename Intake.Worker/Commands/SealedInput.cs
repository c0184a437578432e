using System.Buffers.Text;
using System.Text;

namespace Intake.Worker.Commands;

/// <summary>
/// Reads what an auditor hands over: a file or, for "-", standard input; bytes as they are, or as hexadecimal or
/// base64url text.
/// </summary>
internal static class SealedInput
{
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellation)
    {
        if (path != "-") return Decode(await File.ReadAllBytesAsync(path, cancellation));
        using var all = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(all, cancellation);
        return Decode(all.ToArray());
    }

    private static byte[] Decode(byte[] given)
    {
        if (given.Length == 0 || given.AsSpan().ContainsAnyExceptInRange((byte)'\n', (byte)'~')) return given;
        var text = Encoding.ASCII.GetString(given).Trim();
        if (text.StartsWith("\\x", StringComparison.Ordinal)) text = text[2..]; // as psql prints bytea
        if (text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit)) return Convert.FromHexString(text);
        return Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : given;
    }
}
