using System.Text;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Sealing;

public class Argon2idTests
{
    // printf 'correct horse' | argon2 0123456789abcdef -id -v 13 -t 3 -k 65536 -p 1 -l 32 -r
    [Test]
    public void A_password_costs_64_MiB_and_three_passes()
    {
        using var key = Argon2id.Derive("correct horse"u8, "0123456789abcdef"u8, Argon2idCost.Password, 32);
        Assert.That(
            Convert.ToHexStringLower(key.Span),
            Is.EqualTo("92599c67f23f1d9dce9b6f0cfb5a9b18ce110336de00799947472465edd9e49a"));
    }

    // printf 'secret' | argon2 'intake receipt 1' -id -v 13 -t 2 -k 19456 -p 1 -l 64 -r
    [Test]
    public void A_receipt_key_costs_19_MiB_and_two_passes()
    {
        using var key = Argon2id.Derive("secret"u8, "intake receipt 1"u8, Argon2idCost.Receipt, 64);
        Assert.That(
            Convert.ToHexStringLower(key.Span),
            Is.EqualTo(
                "6cda2b39a2b1c59a5d10fa6e58489f5d375509f7bd3b2e0537ddaafcde02ed6b"
                + "c1ce82ce1daaa50057368f822b40a37810840319f795064f88c39a009b449347"));
    }

    [TestCase(8, 1, 16)]
    [TestCase(1024, 4, 100)]
    public async Task The_argon2_program_agrees(int memory, int passes, int length)
    {
        using var random = SecretBytes.Random(16);
        var secret = Convert.ToHexStringLower(random.Span);
        using var key = Argon2id.Derive(
            Encoding.ASCII.GetBytes(secret),
            "0123456789abcdef"u8,
            new Argon2idCost(memory, passes),
            length);
        var outside = await Tool.Run(
            "argon2", "apt-get install argon2", secret,
            "0123456789abcdef", "-id", "-v", "13", "-t", $"{passes}", "-k", $"{memory}", "-p", "1", "-l", $"{length}", "-r");
        Assert.That(Convert.ToHexStringLower(key.Span), Is.EqualTo(outside.Trim()));
    }

    [Test]
    public void An_empty_secret_is_a_secret_too()
    {
        using var key = Argon2id.Derive([], "0123456789abcdef"u8, new Argon2idCost(8, 1), 32);
        Assert.That(key.Span.ContainsAnyExcept((byte)0));
    }

    [Test]
    public void The_library_is_here() => Assert.That(Argon2id.Probe, Throws.Nothing);

    [Test]
    public void A_missing_library_says_what_to_install() =>
        Assert.That(
            () => Argon2id.Load(["no-such-library.so.1"]),
            Throws.InstanceOf<DllNotFoundException>().With.Message.Contains("apt-get install libsodium23"));

    [Test]
    public void Memory_that_cannot_be_had_is_said() =>
        Assert.That(
            () => Argon2id.Derive([], "0123456789abcdef"u8, new Argon2idCost(1, 1), 32),
            Throws.InstanceOf<InsufficientMemoryException>());

    [Test]
    public void Another_salt_size_or_a_short_output_is_a_mistake()
    {
        Assert.That(
            () => Argon2id.Derive([], new byte[15], Argon2idCost.Receipt, 32),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(
            () => Argon2id.Derive([], new byte[16], Argon2idCost.Receipt, 15),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }
}
