using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Konscious.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// Argon2id by Konscious. What goes in and comes out lies in arrays that are zeroed. What the library allocates inside it
/// neither pins nor wipes, and gives nobody a way to: the matrix, and the hash buffers with the secret's bytes in them,
/// stay until the collector has taken them and given their memory to something else. SECURITY.md says so too.
/// </summary>
internal static class KonsciousArgon2id
{
    /// <summary>Fills the output; false when the memory could not be had.</summary>
    public static bool TryDerive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Argon2idCost cost, Span<byte> output)
    {
        using var copy = SecretBytes.CopyOf(secret);
        using var hash = new Konscious.Security.Cryptography.Argon2id(secret.IsEmpty ? new byte[1] : copy.Pinned)
        {
            Salt = salt.ToArray(),
            MemorySize = cost.MemoryKiB,
            Iterations = cost.Passes,
            DegreeOfParallelism = 1,
        };

        // The constructor refuses an empty secret, which RFC 9106 allows and a sign-in form may send.
        if (secret.IsEmpty) Password(hash) = [];
        try
        {
            // Not GetBytes: that wraps what went wrong in an AggregateException.
            var derived = hash.GetBytesAsync(output.Length).GetAwaiter().GetResult();
            derived.CopyTo(output);
            CryptographicOperations.ZeroMemory(derived);
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_password")]
    private static extern ref byte[] Password(Argon2 hash);
}
