using System.Text;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>FORMAT.md §4 and §6: a person's stored keys, frozen by the other program; it also reads what is made here.</summary>
[WholeCost]
public sealed class StaffKeyVectorTests
{
    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    [TestCase("password")]
    [TestCase("recovery")]
    public void A_password_and_a_recovery_code_open_the_frozen_keys(string kind)
    {
        var frozen = At("staff", kind);
        using var stretched = Argon2id.Derive(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(frozen.Hex("secret")).Normalize()),
            frozen.Hex("salt"), Argon2idCost.Password, 32);
        Assert.That(Hex(stretched.Span), Is.EqualTo(frozen.GetProperty("stretched").GetString()));

        var seal = new StaffKeySeal(frozen.Hex("salt"), frozen.Hex("verifierHash"), frozen.Hex("sealed"));
        using var mine = EncryptionKeyPair.FromPrivate(Bytes("encryption"));
        using var hand = SigningKeyPair.FromPrivate(Bytes("signing"));
        using var secret = Secret;
        Assert.That(seal.TryOpen(secret, Id(2), frozen.Hex("secret"), mine.Public, hand.Public, out var encryption, out var signing));
        using (encryption)
        using (signing) Assert.That((encryption!.Public, signing!.Public), Is.EqualTo((mine.Public, hand.Public)));
        Assert.That(seal.TryOpen(secret, Id(2), "another"u8, mine.Public, hand.Public, out _, out _), Is.False);
        Refusal.Of(() => seal.TryOpen(secret, Id(9), frozen.Hex("secret"), mine.Public, hand.Public, out _, out _));
    }

    [TestCase("Rødgrød med flo\u0308de på en mandag")]
    [TestCase("0123456789ABCDEFGHJKMNPQRS")]
    public async Task The_other_program_opens_keys_that_were_sealed_here(string typed)
    {
        using var secret = Secret;
        using var encryption = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        var seal = StaffKeySeal.Make(secret, Id(2), Encoding.UTF8.GetBytes(typed), encryption, signing);
        Assert.That(await OpenedByNodeAsync("staff", new
        {
            fileSecret = Text("fileSecret"), secret = Hex(Encoding.UTF8.GetBytes(typed)), salt = Hex(seal.Salt),
            verifierHash = Hex(seal.VerifierHash), person = Id(2),
            encryption = Hex(encryption.Public), signing = Hex(signing.Public), @sealed = Hex(seal.SealedKeys),
        }), Is.EqualTo((byte[])[.. encryption.Private.Span, .. signing.Private.Span]));
    }

    [Test]
    public async Task A_one_time_code_s_secret_and_its_proposal_open_on_both_sides()
    {
        var (secret, token) = (Bytes("fileSecretUses", "secret"), Bytes("fileSecretUses", "token"));
        var hash = System.Security.Cryptography.SHA256.HashData(token);
        using var fileSecret = Secret;
        using var kept = TotpSeal.Open(fileSecret, Id(2), Bytes("fileSecretUses", "totp"));
        using var proposed = TotpSeal.OpenProposal(fileSecret, Id(2), hash, Bytes("fileSecretUses", "proposal"));
        Assert.That((kept.Span.ToArray(), proposed.Span.ToArray()), Is.EqualTo((secret, secret)));
        Refusal.Of(() => TotpSeal.Open(fileSecret, Id(2), Bytes("fileSecretUses", "proposal")));

        Assert.That(await OpenedByNodeAsync("totp",
            new { fileSecret = Text("fileSecret"), person = Id(2), @sealed = Hex(TotpSeal.Seal(fileSecret, Id(2), kept)) }),
            Is.EqualTo(secret));
        Assert.That(await OpenedByNodeAsync("proposal", new
        {
            fileSecret = Text("fileSecret"), person = Id(2), token = Hex(token),
            @sealed = Hex(TotpSeal.SealProposal(fileSecret, Id(2), hash, kept)),
        }), Is.EqualTo(secret));
    }

    [Test]
    public void The_cause_of_a_mail_has_the_frozen_hash()
    {
        var notice = At("fileSecretUses", "notice");
        using var secret = Secret;
        var cause = new NoticeCause(
            notice.GetProperty("topic").GetString()!, DateTimeOffset.FromUnixTimeSeconds(notice.GetProperty("seconds").GetInt64()));
        Assert.That(new NoticeBook(secret).HashOf(Id(2), cause), Is.EqualTo(notice.Hex("hash")));
    }
}
