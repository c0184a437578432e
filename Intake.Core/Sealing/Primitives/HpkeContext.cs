using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// The key schedule and encryption context of RFC 9180, 5.1 and 5.2, mode base, HKDF-SHA256. The product seals one
/// message a context; the sequence and the exporter are here so that every published number can be checked.
/// </summary>
internal sealed class HpkeContext : IDisposable
{
    /// <summary>AES-128-GCM, for the published vectors only.</summary>
    public const ushort Aes128Gcm = 1;

    /// <summary>AES-256-GCM, suite 1.</summary>
    public const ushort Aes256Gcm = 2;

    private readonly byte[] _suite;
    private ulong _sequence;

    public HpkeContext(ushort aead, SecretBytes sharedSecret, ReadOnlySpan<byte> info)
    {
        // "HPKE", kem_id 0x0010, kdf_id 0x0001, aead_id
        _suite = [.. "HPKE\x00\x10\x00\x01"u8, (byte)(aead >> 8), (byte)aead];
        using var pskIdHash = LabeledHkdf.Extract(_suite, [], "psk_id_hash"u8, []);
        using var infoHash = LabeledHkdf.Extract(_suite, [], "info_hash"u8, info);
        ScheduleContext = [0x00, .. pskIdHash.Span, .. infoHash.Span];
        Secret = LabeledHkdf.Extract(_suite, sharedSecret.Span, "secret"u8, []);
        Key = LabeledHkdf.Expand(
            _suite, Secret.Span, "key"u8, ScheduleContext, aead == Aes128Gcm ? 16 : Suite.KeySize);
        BaseNonce = LabeledHkdf.Expand(_suite, Secret.Span, "base_nonce"u8, ScheduleContext, Suite.NonceSize);
        ExporterSecret = LabeledHkdf.Expand(_suite, Secret.Span, "exp"u8, ScheduleContext, Suite.HashSize);
    }

    public byte[] ScheduleContext { get; }

    public SecretBytes Secret { get; }

    public SecretBytes Key { get; }

    public SecretBytes BaseNonce { get; }

    public SecretBytes ExporterSecret { get; }

    /// <summary>The next message (5.2).</summary>
    public byte[] Seal(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> plaintext)
    {
        using var gcm = new AesGcm(Key.Span, Suite.TagSize);
        var ciphertext = Aead.Seal(gcm, NextNonce(), aad, plaintext);
        _sequence++;
        return ciphertext;
    }

    /// <summary>The next message; one that does not open leaves the sequence where it was (5.2).</summary>
    public SecretBytes Open(ReadOnlySpan<byte> aad, ReadOnlySpan<byte> ciphertext)
    {
        using var gcm = new AesGcm(Key.Span, Suite.TagSize);
        var plaintext = Aead.Open(gcm, NextNonce(), aad, ciphertext);
        _sequence++;
        return plaintext;
    }

    /// <summary>A secret of its own from the same exchange (5.3).</summary>
    public SecretBytes Export(ReadOnlySpan<byte> exporterContext, int length) =>
        LabeledHkdf.Expand(_suite, ExporterSecret.Span, "sec"u8, exporterContext, length);

    public void Dispose()
    {
        Secret.Dispose();
        Key.Dispose();
        BaseNonce.Dispose();
        ExporterSecret.Dispose();
    }

    /// <summary>base_nonce xor the sequence number, big-endian.</summary>
    internal byte[] NextNonce()
    {
        byte[] nonce = [.. BaseNonce.Span];
        var tail = nonce.AsSpan(Suite.NonceSize - sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(tail, BinaryPrimitives.ReadUInt64BigEndian(tail) ^ _sequence);
        return nonce;
    }
}
