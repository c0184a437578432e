using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// The curve (NIST SP 800-186, secp256r1): checked points and scalars in, .NET's own arithmetic behind.
/// Scalars are 32 bytes big-endian, points 65 bytes uncompressed (SEC 1, 2.3.3).
/// </summary>
internal static class P256
{
    private const int FieldSize = 32;
    private const byte Uncompressed = 0x04;

    /// <summary>The suite id of RFC 9180's KEM: "KEM", then kem_id 0x0010.</summary>
    public static ReadOnlySpan<byte> KemSuite => "KEM\x00\x10"u8;

    /// <summary>Our own suite id for signing keys: "SIG", then 0x0010. Same length, other bytes.</summary>
    public static ReadOnlySpan<byte> SigningSuite => "SIG\x00\x10"u8;

    private static ReadOnlySpan<byte> Prime =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
        0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
    ];

    private static ReadOnlySpan<byte> Order =>
    [
        0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xbc, 0xe6, 0xfa, 0xad, 0xa7, 0x17, 0x9e, 0x84, 0xf3, 0xb9, 0xca, 0xc2, 0xfc, 0x63, 0x25, 0x51,
    ];

    /// <summary>1 ≤ scalar &lt; order.</summary>
    public static bool IsScalar(ReadOnlySpan<byte> scalar) =>
        scalar.Length == Suite.PrivateKeySize
        && scalar.ContainsAnyExcept((byte)0)
        && scalar.SequenceCompareTo(Order) < 0;

    /// <summary>DeriveKeyPair of RFC 9180, 7.1.3, under the given suite id; its bit mask for P-256 is 0xff.</summary>
    public static SecretBytes DeriveScalar(ReadOnlySpan<byte> suite, ReadOnlySpan<byte> ikm)
    {
        using var prk = LabeledHkdf.Extract(suite, salt: [], "dkp_prk"u8, ikm);
        for (var counter = 0; counter <= byte.MaxValue; counter++)
        {
            var candidate = LabeledHkdf.Expand(suite, prk.Span, "candidate"u8, [(byte)counter], Suite.PrivateKeySize);
            if (IsScalar(candidate.Span))
            {
                return candidate;
            }

            candidate.Dispose();
        }

        // One candidate in 2^32 is out of range; 256 in a row means a broken HKDF.
        throw new CryptographicException("No key could be derived.");
    }

    /// <summary>The point of a scalar.</summary>
    public static byte[] PublicOf(SecretBytes scalar)
    {
        using var key = Private(scalar, ECDiffieHellman.Create);
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return [Uncompressed, .. point.X!, .. point.Y!];
    }

    /// <summary>
    /// Imports a scalar, through a pinned copy that is zeroed, e.g. with <c>ECDsa.Create</c>. One out of range is a
    /// <see cref="SealedException"/>.
    /// </summary>
    public static T Private<T>(SecretBytes scalar, Func<ECParameters, T> create)
    {
        if (!IsScalar(scalar.Span))
        {
            throw SealedException.Refused();
        }

        var copy = GC.AllocateUninitializedArray<byte>(Suite.PrivateKeySize, pinned: true);
        try
        {
            scalar.Span.CopyTo(copy);
            return create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = copy });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    /// <summary>Whether these bytes are a point, by the same checks as <see cref="Public"/>.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> point)
    {
        try
        {
            using var key = Public(point, ECDiffieHellman.Create);
            return true;
        }
        catch (SealedException)
        {
            return false;
        }
    }

    /// <summary>
    /// Imports a point. Full validation of SP 800-56A, 5.6.2.3.3: form, coordinates below the prime, on the curve
    /// (the identity has no such form; the cofactor is 1). Otherwise <see cref="SealedException"/>.
    /// </summary>
    public static T Public<T>(ReadOnlySpan<byte> point, Func<ECParameters, T> create)
    {
        if (point.Length != Suite.PublicKeySize
            || point[0] != Uncompressed
            || point.Slice(1, FieldSize).SequenceCompareTo(Prime) >= 0
            || point[(1 + FieldSize)..].SequenceCompareTo(Prime) >= 0)
        {
            throw SealedException.Refused();
        }

        var q = new ECPoint { X = point.Slice(1, FieldSize).ToArray(), Y = point[(1 + FieldSize)..].ToArray() };
        try
        {
            return create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = q });
        }
        catch (CryptographicException)
        {
            throw SealedException.Refused();
        }
    }
}
