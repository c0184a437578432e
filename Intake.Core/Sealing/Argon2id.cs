using System.Runtime.InteropServices;

namespace Intake.Core.Sealing;

/// <summary>What one Argon2id costs: memory in KiB and passes; always one lane (libsodium knows no other).</summary>
public sealed record Argon2idCost(int MemoryKiB, int Passes)
{
    /// <summary>Staff passwords: 64 MiB, three passes (RFC 9106, section 4, second recommended option, one lane).</summary>
    public static Argon2idCost Password { get; } = new(64 * 1024, 3);

    /// <summary>Receipt keys, which have 120 bits already: 19 MiB, two passes (OWASP's smallest).</summary>
    public static Argon2idCost Receipt { get; } = new(19 * 1024, 2);
}

/// <summary>
/// Argon2id version 1.3 (RFC 9106), by libsodium. The seam: a build with another library swaps this file alone.
/// </summary>
public static unsafe class Argon2id
{
    /// <summary>The salt's size in bytes; libsodium takes no other.</summary>
    public const int SaltSize = 16;

    private const int AlgorithmArgon2id13 = 2;
    private const int ShortestOutput = 16;
    private static readonly string[] Names = ["libsodium.so.23", "libsodium.so.26", "libsodium"];
    private static readonly Lazy<nint> Derivation = new(() => Load(Names), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>
    /// Loads the library now, so that a host without it stops at its start with a
    /// <see cref="DllNotFoundException"/> that says what to install.
    /// </summary>
    public static void Probe() => _ = Derivation.Value;

    /// <summary>
    /// Derives <paramref name="length"/> bytes (at least 16) from a secret and a 16-byte salt. Throws
    /// <see cref="InsufficientMemoryException"/> when the memory of the cost cannot be had.
    /// </summary>
    public static SecretBytes Derive(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt16, Argon2idCost cost, int length)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt16.Length, SaltSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, ShortestOutput);
        var derive = (delegate* unmanaged[Cdecl]<byte*, ulong, byte*, ulong, byte*, ulong, nuint, int, int>)
            Derivation.Value;
        var output = new SecretBytes(length);
        int failed;
        fixed (byte* to = output.Writable)
        fixed (byte* from = secret)
        fixed (byte* salt = salt16)
        {
            failed = derive(
                to,
                (ulong)length,
                from,
                (ulong)secret.Length,
                salt,
                (ulong)cost.Passes,
                (nuint)cost.MemoryKiB * 1024,
                AlgorithmArgon2id13);
        }

        if (failed != 0)
        {
            output.Dispose();
            throw new InsufficientMemoryException(
                $"Argon2id could not run with {cost.MemoryKiB} KiB and {cost.Passes} passes.");
        }

        return output;
    }

    internal static nint Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(Argon2id).Assembly, searchPath: null, out var library))
            {
                var init = (delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "sodium_init");
                return init() >= 0
                    ? NativeLibrary.GetExport(library, "crypto_pwhash")
                    : throw new InvalidOperationException("libsodium could not be initialised.");
            }
        }

        throw new DllNotFoundException(
            "libsodium is missing. Install it: apt-get install libsodium23 (Debian, Ubuntu), "
            + "dnf install libsodium (Fedora, RHEL) or apk add libsodium (Alpine).");
    }
}
