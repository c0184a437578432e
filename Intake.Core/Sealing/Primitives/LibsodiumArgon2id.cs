using System.Runtime.InteropServices;

namespace Intake.Core.Sealing;

/// <summary>Argon2id by the system's libsodium, which wipes and frees the memory that it worked in.</summary>
internal static unsafe class LibsodiumArgon2id
{
    private const int AlgorithmArgon2id13 = 2;
    private static readonly string[] Names = ["libsodium.so.23", "libsodium.so.26", "libsodium"];
    private static readonly Lazy<nint> Derivation = new(() => Load(Names), LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Loads the library now. Error: <see cref="DllNotFoundException"/>, which says what to install.</summary>
    public static void Probe() => _ = Derivation.Value;

    /// <summary>Fills the output; false when the memory could not be had.</summary>
    public static bool TryDerive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Argon2idCost cost, Span<byte> output)
    {
        var derive = (delegate* unmanaged[Cdecl]<byte*, ulong, byte*, ulong, byte*, ulong, nuint, int, int>)
            Derivation.Value;
        fixed (byte* to = output)
        fixed (byte* from = secret)
        fixed (byte* with = salt)
        {
            return derive(
                to,
                (ulong)output.Length,
                from,
                (ulong)secret.Length,
                with,
                (ulong)cost.Passes,
                (nuint)cost.MemoryKiB * 1024,
                AlgorithmArgon2id13) == 0;
        }
    }

    internal static nint Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, typeof(LibsodiumArgon2id).Assembly, searchPath: null, out var library))
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
