using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;
using OtpNet;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// One-time codes of RFC 6238 as every authenticator knows them: HMAC-SHA-1, 30 seconds, six digits; one step early or
/// late is forgiven. That a code works once is held by the step stored with the account.
/// </summary>
public static class Totp
{
    /// <summary>A new secret's size in bytes: RFC 4226 §4 R6 recommends 160 bits.</summary>
    public const int SecretSize = 20;

    private const int StepSeconds = 30;

    /// <summary>The step of an instant.</summary>
    public static long StepOf(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step: <paramref name="digits"/> decimal digits, six but for RFC 6238's vectors.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step, int digits = 6)
    {
        using var key = new Key(secret);
        return new Hotp(key, OtpHashMode.Sha1, digits).ComputeHOTP(step); // RFC 6238 §4.2: TOTP is the HOTP of the step.
    }

    /// <summary>
    /// The step whose code this is, the latest when several are; null when none is. Spaces, punctuation, invisible marks and
    /// full-width digits are forgiven, as in a receipt key.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> secret, string? code, DateTimeOffset now)
    {
        var typed = Encoding.UTF8.GetBytes(Plain(code ?? ""));
        long? found = null;
        for (var step = StepOf(now) - 1; step <= StepOf(now) + 1; step++)
        {
            // Not Otp.NET's VerifyTotp: it stops at the first match, so its time would tell which step it was.
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Code(secret, step)), typed)) found = step;
        }

        return found;
    }

    private static string Plain(string typed) =>
        string.Concat(typed.EnumerateRunes().Where(rune => !ReceiptKeyText.IsPassedOver(rune)).Select(ReceiptKeyText.Narrow));

    /// <summary>The secret for typing into an authenticator: base 32 of RFC 4648 without padding.</summary>
    public static string Text(SecretBytes secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var copy = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.Span.CopyTo(copy);
        try
        {
            return Base32Encoding.ToString(copy).TrimEnd('=');
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <summary>The address an authenticator reads as a QR code (the Key Uri Format of Google Authenticator).</summary>
    public static string Address(string issuer, string account, SecretBytes secret) =>
        new OtpUri(OtpType.Totp, Text(secret), account, issuer, OtpHashMode.Sha1, digits: 6, StepSeconds).ToString();

    // Otp.NET's own InMemoryKey keeps the secret in an unpinned array that nobody can wipe; this copy is zeroed.
    private sealed class Key(ReadOnlySpan<byte> secret) : IKeyProvider, IDisposable
    {
        private readonly SecretBytes secret = SecretBytes.CopyOf(secret);

        public byte[] ComputeHmac(OtpHashMode mode, byte[] data) => HMACSHA1.HashData(secret.Span, data);

        public void Dispose() => secret.Dispose();
    }
}
