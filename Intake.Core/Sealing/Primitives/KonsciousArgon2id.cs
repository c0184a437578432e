using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Konscious.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// Argon2id by Konscious. What goes in and comes out lies in arrays that are zeroed. The library does not pin or wipe
/// what it allocates inside, and gives nobody a way to: the matrix, and hash buffers with the secret's bytes in them.
/// So the collector takes them back after each derivation; SECURITY.md says what that leaves.
/// </summary>
internal static class KonsciousArgon2id
{
    private static int running;

    /// <summary>Fills the output; false when the memory could not be had.</summary>
    public static bool TryDerive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Argon2idCost cost, Span<byte> output)
    {
        Interlocked.Increment(ref running);
        try
        {
            return TryHash(secret, salt, cost, output);
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
        finally
        {
            TakeBack(last: Interlocked.Decrement(ref running) == 0);
        }
    }

    // A method of its own, so that nothing on the stack holds what the library made.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryHash(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Argon2idCost cost, Span<byte> output)
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

        // Not GetBytes: that wraps what went wrong in an AggregateException.
        var derived = hash.GetBytesAsync(output.Length).GetAwaiter().GetResult();
        derived.CopyTo(output);
        CryptographicOperations.ZeroMemory(derived);
        return true;
    }

    /// <summary>
    /// Left to itself the collector lets matrices pile up, as it waits until as much again is allocated. The last to end
    /// gives the memory back to the system, which hands it out zeroed; while others run that would stop them too often.
    /// </summary>
    private static void TakeBack(bool last) =>
        GC.Collect(GC.MaxGeneration, last ? GCCollectionMode.Aggressive : GCCollectionMode.Forced, blocking: true, compacting: last);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_password")]
    private static extern ref byte[] Password(Argon2 hash);
}
