using System.Security.Cryptography;

namespace Intake.Web.Forms;

/// <summary>
/// The bytes of a key or password field in memory that the collector does not copy, zeroed when disposed. What the server
/// and the browser's connection held of it before is outside its reach.
/// </summary>
public sealed class SecretField(int capacity) : IDisposable
{
    private readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);

    /// <summary>A field that was not sent.</summary>
    public static SecretField Empty { get; } = new(0);

    /// <summary>Bytes held, 0 after disposal.</summary>
    public int Length { get; private set; }

    /// <summary>UTF-8 as sent; valid until the form is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(bytes);
        Length = 0;
    }

    /// <summary>False, and nothing kept, when the field is full.</summary>
    internal bool Append(byte value)
    {
        if (Length == bytes.Length)
        {
            return false;
        }

        bytes[Length++] = value;
        return true;
    }
}
