using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Staff;

/// <summary>
/// One-time codes of RFC 6238 as every authenticator knows them: HMAC-SHA-1, 30 seconds, six digits; one step early or
/// late is forgiven. That a code works once is held by the step stored with the account.
/// </summary>
public static class Totp
{
    /// <summary>A new secret's size in bytes: RFC 4226 §4 R6 recommends 160 bits.</summary>
    public const int SecretSize = 20;

    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step: <paramref name="digits"/> decimal digits, six but for RFC 6238's vectors.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = 6)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> mac = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, mac);
        // Dynamic truncation, RFC 4226 §5.3.
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        var modulus = (int)Math.Pow(10, digits);
        return (value % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code this is, the latest when several are; null when none is. Spaces are forgiven.</summary>
    public static long? Match(ReadOnlySpan<byte> secret, string? code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes((code ?? "").Replace(" ", "", StringComparison.Ordinal));
        long? found = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), typed)) found = step;
        }

        return found;
    }

    /// <summary>The secret for typing into an authenticator: base 32 of RFC 4648 without padding.</summary>
    public static string Text(SecretBytes secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var text = new StringBuilder();
        int buffer = 0, bits = 0;
        foreach (var b in secret.Span)
        {
            buffer = (buffer << 8) | b;
            for (bits += 8; bits >= 5; bits -= 5) text.Append(Base32[(buffer >> (bits - 5)) & 31]);
            buffer &= (1 << bits) - 1;
        }

        if (bits > 0) text.Append(Base32[(buffer << (5 - bits)) & 31]);
        return text.ToString();
    }

    /// <summary>The address an authenticator reads as a QR code (the Key Uri Format of Google Authenticator).</summary>
    public static string Address(string issuer, string account, SecretBytes secret)
    {
        var (by, who) = (Uri.EscapeDataString(issuer), Uri.EscapeDataString(account));
        return $"otpauth://totp/{by}:{who}?secret={Text(secret)}&issuer={by}&algorithm=SHA1&digits=6&period={StepSeconds}";
    }
}
