using System.Text;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Both engines give what RFC 9106 and Debian's argon2 program give, refuse alike, and open what the other made.</summary>
[TestFixture(Argon2idEngine.Konscious)]
[TestFixture(Argon2idEngine.Libsodium)]
[Parallelizable(ParallelScope.Self)]
public class Argon2idTests(Argon2idEngine engine)
{
    private SecretBytes Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> salt, Argon2idCost cost, int length) =>
        Argon2id.Derive(engine, secret, salt, cost, length);

    // printf 'correct horse' | argon2 0123456789abcdef -id -v 13 -t 3 -k 65536 -p 1 -l 32 -r
    [Test]
    public void A_password_costs_64_MiB_and_three_passes()
    {
        using var key = Derive("correct horse"u8, "0123456789abcdef"u8, Argon2idCost.Password, 32);
        Assert.That(
            Convert.ToHexStringLower(key.Span),
            Is.EqualTo("92599c67f23f1d9dce9b6f0cfb5a9b18ce110336de00799947472465edd9e49a"));
    }

    // printf 'secret' | argon2 'intake receipt 1' -id -v 13 -t 2 -k 19456 -p 1 -l 64 -r
    [Test]
    public void A_receipt_key_costs_19_MiB_and_two_passes()
    {
        using var key = Derive("secret"u8, "intake receipt 1"u8, Argon2idCost.Receipt, 64);
        Assert.That(
            Convert.ToHexStringLower(key.Span),
            Is.EqualTo(
                "6cda2b39a2b1c59a5d10fa6e58489f5d375509f7bd3b2e0537ddaafcde02ed6b"
                + "c1ce82ce1daaa50057368f822b40a37810840319f795064f88c39a009b449347"));
    }

    [TestCase("a", 8, 1, 16)]
    [TestCase("a", 9, 1, 64)]
    [TestCase("a receipt key's", 1023, 5, 32)]
    [TestCase("blåbærgrød på en tirsdag", 1024, 4, 100)]
    [TestCase("blåbærgrød på en tirsdag", 65536, 3, 64)]
    public async Task The_argon2_program_agrees(string secret, int memory, int passes, int length)
    {
        using var key = Derive(Encoding.UTF8.GetBytes(secret), "0123456789abcdef"u8, new Argon2idCost(memory, passes), length);
        Assert.That(Convert.ToHexStringLower(key.Span), Is.EqualTo(await OutsideAsync(secret, memory, passes, length)));
    }

    [TestCase(16)]
    [TestCase(73)]
    [TestCase(126)]
    public async Task The_argon2_program_agrees_on_random_secrets(int bytes)
    {
        using var random = SecretBytes.Random(bytes / 2);
        var secret = Convert.ToHexStringLower(random.Span);
        using var key = Derive(Encoding.ASCII.GetBytes(secret), "0123456789abcdef"u8, new(256, 2), 64);
        Assert.That(Convert.ToHexStringLower(key.Span), Is.EqualTo(await OutsideAsync(secret, 256, 2, 64)));
    }

    // The argon2 program takes 1 to 127 bytes.
    [TestCase(0)]
    [TestCase(128)]
    [TestCase(4000)]
    public void The_other_engine_agrees_where_the_program_takes_no_such_secret(int bytes)
    {
        using var secret = SecretBytes.Random(bytes);
        using var one = Derive(secret.Span, "0123456789abcdef"u8, new(64, 3), 1024);
        using var other = Argon2id.Derive(Other, secret.Span, "0123456789abcdef"u8, new(64, 3), 1024);
        Assert.That(one.Span.SequenceEqual(other.Span));
    }

    [TestCase(1, 1)]
    [TestCase(7, 1)]
    [TestCase(8, 0)]
    [TestCase(-8, 1)]
    [TestCase(int.MaxValue, 1)]
    public void A_cost_that_cannot_be_had_is_said(int memory, int passes) =>
        Assert.That(
            () => Derive([], "0123456789abcdef"u8, new Argon2idCost(memory, passes), 32),
            Throws.InstanceOf<InsufficientMemoryException>());

    [TestCase(15, 32)]
    [TestCase(17, 32)]
    [TestCase(16, 15)]
    [TestCase(16, 1025)]
    public void Another_salt_size_or_a_short_or_long_output_is_a_mistake(int salt, int length) =>
        Assert.That(
            () => Derive([], new byte[salt], Argon2idCost.Receipt, length),
            Throws.InstanceOf<ArgumentOutOfRangeException>());

    private Argon2idEngine Other => engine is Argon2idEngine.Konscious ? Argon2idEngine.Libsodium : Argon2idEngine.Konscious;

    private static async Task<string> OutsideAsync(string secret, int memory, int passes, int length) => (await Tool.Run(
        "argon2", "apt-get install argon2", secret,
        "0123456789abcdef", "-id", "-v", "13", "-t", $"{passes}", "-k", $"{memory}", "-p", "1", "-l", $"{length}", "-r")).Trim();
}
