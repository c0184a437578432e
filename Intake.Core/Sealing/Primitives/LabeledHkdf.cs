using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>LabeledExtract and LabeledExpand of RFC 9180, section 4, on HKDF-SHA256 (RFC 5869).</summary>
internal static class LabeledHkdf
{
    private static ReadOnlySpan<byte> Version => "HPKE-v1"u8;

    public static SecretBytes Extract(
        ReadOnlySpan<byte> suite, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> label, ReadOnlySpan<byte> ikm)
    {
        using var labeled = new SecretBytes(Version.Length + suite.Length + label.Length + ikm.Length);
        Join(labeled.Writable, Version, suite, label, ikm);
        var prk = new SecretBytes(Suite.HashSize);
        HKDF.Extract(HashAlgorithmName.SHA256, labeled.Span, salt, prk.Writable);
        return prk;
    }

    public static SecretBytes Expand(
        ReadOnlySpan<byte> suite, ReadOnlySpan<byte> prk, ReadOnlySpan<byte> label, ReadOnlySpan<byte> info, int length)
    {
        using var labeled = new SecretBytes(
            sizeof(ushort) + Version.Length + suite.Length + label.Length + info.Length);
        BinaryPrimitives.WriteUInt16BigEndian(labeled.Writable, checked((ushort)length));
        Join(labeled.Writable[sizeof(ushort)..], Version, suite, label, info);
        var output = new SecretBytes(length);
        HKDF.Expand(HashAlgorithmName.SHA256, prk, output.Writable, labeled.Span);
        return output;
    }

    private static void Join(
        Span<byte> into, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, ReadOnlySpan<byte> c, ReadOnlySpan<byte> d)
    {
        a.CopyTo(into);
        b.CopyTo(into[a.Length..]);
        c.CopyTo(into[(a.Length + b.Length)..]);
        d.CopyTo(into[(a.Length + b.Length + c.Length)..]);
    }
}
