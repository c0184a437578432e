using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>No random value repeats, and disposed secrets are erased.</summary>
[Parallelizable(ParallelScope.Self)]
public class FreshnessTests
{
    // The nonce is zero in both formats: only the salt keeps a key from being used twice.
    [Test]
    [Promise(17)]
    public void A_hundred_thousand_sealed_values_have_as_many_salts()
    {
        var key = new byte[32];
        var salts = new HashSet<UInt128>();
        for (var i = 0; i < 100_000; i++)
        {
            var value = SealedValue.Seal(key, [], []);
            Assert.That(salts.Add(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(value.AsSpan(1))));
        }
    }

    [Test]
    public void Thousands_of_entries_of_one_place_in_the_list_have_as_many_ids_salts_and_ciphertexts()
    {
        using var report = new SealedCase();
        var entries = Enumerable.Range(0, 2000).Select(_ => SealedEntry.Seal(report.Dialogue.Open, report.Vault, report.Mailbox,
            EntryKind.Answer, report.Dialogue.Head, SealedCase.Today, "the same"u8)).ToList();
        Assert.That(entries.Select(e => e.Id).Distinct().Count(), Is.EqualTo(2000));
        Assert.That(entries.Select(e => Convert.ToHexString(e.Salt)).Distinct().Count(), Is.EqualTo(2000));
        Assert.That(entries.Select(e => Convert.ToHexString(e.Hash)).Distinct().Count(), Is.EqualTo(2000));
        Assert.That(entries.Select(e => e.Sealed.Length).Distinct().Single(), Is.EqualTo(1 + 4096 + 16));
    }

    [Test]
    public void A_grant_made_twice_has_two_encapsulated_keys()
    {
        using var report = new SealedCase();
        var first = report.Dialogue.Grant(report.Mailbox, report.Anna, GrantPurpose.Receipt);
        Assert.That(report.Dialogue.Grant(report.Mailbox, report.Anna, GrantPurpose.Receipt).Enc, Is.Not.EqualTo(first.Enc));
    }

    [Test]
    public void What_is_disposed_gives_no_key_again()
    {
        var report = new SealedCase();
        var (anna, dialogue, mailbox) = (report.Unlocked(report.Anna), report.Dialogue.Open, report.Mailbox);
        var staged = StagedKeys.New();
        using var wrapped = MailboxWrap.Open(mailbox, report.Wrap, report.Dialogue.Context);
        report.Dispose();
        staged.Dispose();
        wrapped.Dispose();
        Refusal.Of(() => dialogue.Key(1));
        SecretBytes[] gone =
        [
            anna.Encryption.Private, anna.Signing.Private, mailbox.WrappingKey, mailbox.Encryption.Private, report.Vault,
            staged.StagingKey, staged.GateCardKey, staged.DialogueKey, wrapped.Key,
        ];
        foreach (var secret in gone) Assert.That(() => secret.Span.Length, Throws.TypeOf<ObjectDisposedException>());
        Assert.That(() => anna.Signing.Sign([]), Throws.TypeOf<ObjectDisposedException>());
    }
}
