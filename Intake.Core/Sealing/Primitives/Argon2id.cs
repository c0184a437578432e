namespace Intake.Core.Sealing;

/// <summary>What one Argon2id costs: memory in KiB and passes; always one lane (libsodium knows no other).</summary>
public sealed record Argon2idCost(int MemoryKiB, int Passes)
{
    /// <summary>Staff passwords: 64 MiB, three passes (RFC 9106, section 4, second recommended option, one lane).</summary>
    public static Argon2idCost Password { get; } = new(64 * 1024, 3);

    /// <summary>Receipt keys, which have 120 bits already: 19 MiB, two passes (OWASP's smallest).</summary>
    public static Argon2idCost Receipt { get; } = new(19 * 1024, 2);
}

/// <summary>Whose code computes Argon2id. Both give the same bytes; see docs/decisions/konscious-beside-libsodium.md.</summary>
public enum Argon2idEngine
{
    /// <summary>Konscious.Security.Cryptography.Argon2, managed code: needs nothing installed. The default.</summary>
    Konscious,

    /// <summary>The system's libsodium: two to five times as fast, and wipes the memory it worked in.</summary>
    Libsodium,
}

/// <summary>Argon2id version 1.3 (RFC 9106) by the engine that the process chose at its start.</summary>
public static class Argon2id
{
    /// <summary>The salt's size in bytes; libsodium takes no other.</summary>
    public const int SaltSize = 16;

    private const int ShortestOutput = 16;
    private const int LongestOutput = 1024;
    private const int LeastMemoryKiB = 8;
    private const int MostMemoryKiB = (16 * 1024 * 1024) - 1;
    private static volatile Argon2idEngine engine;
    private static volatile Func<Argon2idCost, Argon2idCost> spends = cost => cost;

    /// <summary>What <see cref="Derive(ReadOnlySpan{byte}, ReadOnlySpan{byte}, Argon2idCost, int)"/> works with.</summary>
    public static Argon2idEngine Engine => engine;

    /// <summary>
    /// Chooses the engine for the whole process, once at its start. Throws <see cref="DllNotFoundException"/>, which says
    /// what to install, when <see cref="Argon2idEngine.Libsodium"/> is chosen and not there.
    /// </summary>
    public static void Use(Argon2idEngine chosen)
    {
        if (chosen is Argon2idEngine.Libsodium) LibsodiumArgon2id.Probe();
        engine = chosen;
    }

    /// <summary>
    /// Derives <paramref name="length"/> bytes (16 to 1,024) from a secret, which may be empty, and a 16-byte salt. Throws
    /// <see cref="InsufficientMemoryException"/> when the cost cannot be had: no memory for it, or not from Argon2's 8 KiB
    /// up to the 16 GiB that one array of Konscious' holds, or no pass.
    /// </summary>
    public static SecretBytes Derive(
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt16, Argon2idCost cost, int length) =>
        Derive(engine, secret, salt16, spends(cost), length);

    /// <summary>
    /// For tests that are not about Argon2id: what a cost is spent as, in their process alone. No setting leads here, and an
    /// architecture test holds that nothing in the three programs calls it.
    /// </summary>
    internal static void Spend(Func<Argon2idCost, Argon2idCost> cost) => spends = cost;

    /// <summary>The same by a named engine, at its whole cost, to hold them against each other.</summary>
    internal static SecretBytes Derive(
        Argon2idEngine by, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt16, Argon2idCost cost, int length)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt16.Length, SaltSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, ShortestOutput);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, LongestOutput);
        var output = new SecretBytes(length);
        if (cost is { MemoryKiB: >= LeastMemoryKiB and <= MostMemoryKiB, Passes: >= 1 }
            && TryDerive(by, secret, salt16, cost, output.Writable))
        {
            return output;
        }

        output.Dispose();
        throw new InsufficientMemoryException($"Argon2id could not run with {cost.MemoryKiB} KiB and {cost.Passes} passes.");
    }

    private static bool TryDerive(
        Argon2idEngine by, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt16, Argon2idCost cost, Span<byte> output) => by switch
    {
        Argon2idEngine.Konscious => KonsciousArgon2id.TryDerive(secret, salt16, cost, output),
        _ => LibsodiumArgon2id.TryDerive(secret, salt16, cost, output),
    };
}
