using System.Security.Cryptography;
using System.Text;

namespace Intake.Core.Sealing;

/// <summary>
/// Key material or opened content in memory of its own: the array is pinned, so the collector leaves no copies behind,
/// and is zeroed on <see cref="Dispose"/>. Afterwards every access throws <see cref="ObjectDisposedException"/>.
/// Not locked against swapping: hosts run without swap or with encrypted swap.
/// </summary>
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private bool _disposed;

    /// <summary>Room for <paramref name="length"/> bytes, all zero; fill it through <see cref="Writable"/>.</summary>
    public SecretBytes(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _bytes = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        Array.Clear(_bytes);
    }

    public int Length => _bytes.Length;

    public ReadOnlySpan<byte> Span => Writable;

    public Span<byte> Writable => Pinned;

    /// <summary>The memory itself, for a library that takes nothing but an array. Zeroed with this.</summary>
    internal byte[] Pinned
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>A copy of the caller's bytes; the caller still zeroes their own.</summary>
    public static SecretBytes CopyOf(ReadOnlySpan<byte> bytes)
    {
        var secret = new SecretBytes(bytes.Length);
        bytes.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>The UTF-8 of a text that the caller has anyway.</summary>
    public static SecretBytes Utf8Of(ReadOnlySpan<char> text)
    {
        var secret = new SecretBytes(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, secret._bytes);
        return secret;
    }

    /// <summary>Fresh bytes from the operating system's generator.</summary>
    public static SecretBytes Random(int length)
    {
        var secret = new SecretBytes(length);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <summary>The length only: a secret never reaches a log through its text form.</summary>
    public override string ToString() => $"SecretBytes({_bytes.Length})";

    /// <summary>Zeroes the memory. Harmless when called again.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
    }
}
