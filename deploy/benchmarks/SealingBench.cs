using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Intake.Core.Sealing;

namespace Intake.Bench;

/// <summary>The sealing room alone: derivations, grants, entries, files.</summary>
internal static class SealingBench
{
    private static readonly DateOnly Today = new(2026, 3, 3);
    private static readonly HashSet<Guid> Nobody = [];

    public static void Run()
    {
        Console.WriteLine("Sealing (one thread)");
        Derivations();
        GrantsAndEntries();
        Files();
    }

    /// <summary>Both engines in turn, so that both see the same machine; beside the clock's, the processor's time, which others do not lengthen.</summary>
    private static void Derivations()
    {
        foreach (var (name, cost) in new[] { ("password: 64 MiB, t=3", Argon2idCost.Password), ("receipt key: 19 MiB, t=2", Argon2idCost.Receipt) })
        {
            List<(double Clock, double Processor)> konscious = [], libsodium = [];
            for (var round = 0; round < 15; round++)
            {
                konscious.Add(MillisecondsOf(Argon2idEngine.Konscious, cost));
                libsodium.Add(MillisecondsOf(Argon2idEngine.Libsodium, cost));
            }

            Print($"Argon2id, {name}, Konscious", konscious);
            Print($"Argon2id, {name}, libsodium", libsodium);
            Rate.Print("  ratio of the processor's times", Rate.Median([.. konscious.Zip(libsodium, (k, l) => k.Processor / l.Processor)]), "");
        }

        Argon2id.Use(Argon2idEngine.Konscious);
    }

    private static (double Clock, double Processor) MillisecondsOf(Argon2idEngine engine, Argon2idCost cost)
    {
        Argon2id.Use(engine);
        var clock = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        Argon2id.Derive("en lang adgangskode"u8, new byte[Argon2id.SaltSize], cost, 32).Dispose();
        return (clock.Elapsed.TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
    }

    private static void Print(string what, IReadOnlyCollection<(double Clock, double Processor)> times) => Rate.Print(what, string.Create(
        CultureInfo.InvariantCulture, $"{Rate.Median([.. times.Select(t => t.Clock)]),10:0.0} ms each, {Rate.Median([.. times.Select(t => t.Processor)]):0.0} of a core"));

    private static void GrantsAndEntries()
    {
        using var key = ReceiptKey.New();
        using var secrets = key.Derive();
        var scheme = Guid.NewGuid();
        var identity = new ReportIdentity(scheme, Guid.NewGuid(), secrets.Encryption.Public, secrets.Signing.Public);
        using var mailbox = UnlockedMailbox.From(identity, secrets);
        using var dialogue = OpenCompartment.Create(new(identity, CompartmentKind.Dialogue, Guid.NewGuid()));
        using var vault = SecretBytes.Random(32);

        var encryption = EncryptionKeyPair.Generate();
        var signing = SigningKeyPair.Generate();
        var certificate = Certificate.Write(scheme, Guid.NewGuid(), "Anne Holm", 1, Today, CertifiedRoles.Administrator, [], encryption.Public, signing.Public);
        var other = SigningKeyPair.Generate();
        var deputy = Certificate.Write(scheme, Guid.NewGuid(), "Jens Krogh", 1, Today, CertifiedRoles.Administrator, [], EncryptionKeyPair.Generate().Public, other.Public);
        var root = SchemeRoot.Parse($"{scheme:D} {Convert.ToHexString(certificate.SigningKeyId)}\n{scheme:D} {Convert.ToHexString(deputy.SigningKeyId)}");
        var book = CertificateBook.Build(scheme, root,
            [new(certificate, [certificate.SignBy(signing), certificate.SignBy(other)]), new(deputy, [deputy.SignBy(signing), deputy.SignBy(other)])], []);
        using var staff = new UnlockedStaff(certificate, encryption, signing);

        SealedGrant Grant() => SealedGrant.Make(dialogue, mailbox, staff.Party, GrantPurpose.Receipt, Today, heldBefore: false, Nobody);
        var grant = Grant();
        EpochSeal[] epochs = [dialogue.NewestSeal()];
        Rate.Print("grants made", Rate.Of(() => Grant()), "a second");
        Rate.Print("compartments opened by a grant, all checks", Rate.Of(() => CompartmentOpener.Open(dialogue.Context, epochs, [grant], staff, book).Dispose()), "a second");

        var text = RandomNumberGenerator.GetBytes(1500);
        SealedEntry Entry() => SealedEntry.Seal(dialogue, vault, mailbox, EntryKind.Answer, after: null, Today, text);
        var entry = Entry();
        Rate.Print("entries sealed and signed (1,500 bytes)", Rate.Of(() => Entry()), "a second");
        Rate.Print("entries opened and verified", Rate.Of(() => entry.Open(dialogue, vault, book, before: null)), "a second");
    }

    private static void Files()
    {
        var plain = RandomNumberGenerator.GetBytes(32 << 20);
        var key = RandomNumberGenerator.GetBytes(32);
        var bare = new byte[plain.Length];
        var tag = new byte[16];
        var nonce = new byte[12];
        var sealedOut = new ArrayBufferWriter<byte>((int)SealedStream.SealedSize(plain.Length) + 1024);
        List<double> bareRates = [], streamRates = [];
        using var gcm = new AesGcm(key, 16);
        for (var round = 0; round < 7; round++)
        {
            // In turn, so that both see the same machine.
            bareRates.Add(Rate.Of(() => gcm.Encrypt(nonce, plain, bare, tag)) * plain.Length / 1e6);
            streamRates.Add(Rate.Of(() =>
            {
                sealedOut.Clear();
                using var writer = new SealedStreamWriter(key);
                for (var at = 0; at < plain.Length; at += 128 << 10) writer.Write(plain.AsSpan(at, 128 << 10), sealedOut);
                writer.Finish(sealedOut);
            }) * plain.Length / 1e6);
        }

        Rate.Print("AES-256-GCM bare, 32 MiB", Rate.Median(bareRates), "MB/s");
        Rate.Print("a file sealed as a stream, the same bytes", Rate.Median(streamRates), "MB/s");
        Rate.Print("ratio (aim: 0.7 or more)", Rate.Median([.. streamRates.Zip(bareRates, (s, b) => s / b)]), "");
    }
}
