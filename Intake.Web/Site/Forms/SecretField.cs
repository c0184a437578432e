using Intake.Core.Sealing;

namespace Intake.Web.Site.Forms;

/// <summary>
/// The bytes of a key or password field in memory that the collector does not copy, zeroed when disposed. What the server
/// and the browser's connection held of it before is outside its reach.
/// </summary>
public sealed class SecretField : IDisposable
{
    private readonly SecretBytes? bytes;

    internal SecretField(int capacity) => bytes = capacity > 0 ? new SecretBytes(capacity) : null;

    /// <summary>A field that was not sent.</summary>
    public static SecretField Empty { get; } = new(0);

    /// <summary>Bytes held, 0 after disposal.</summary>
    public int Length { get; private set; }

    /// <summary>UTF-8 as sent; valid until the form is disposed.</summary>
    public ReadOnlySpan<byte> Bytes => Length == 0 ? [] : bytes!.Span[..Length];

    public void Dispose()
    {
        bytes?.Dispose();
        Length = 0;
    }

    /// <summary>False, and nothing kept of it, when the field is full.</summary>
    internal bool Append(byte value)
    {
        if (bytes is null || Length == bytes.Length)
        {
            return false;
        }

        bytes.Writable[Length++] = value;
        return true;
    }
}
