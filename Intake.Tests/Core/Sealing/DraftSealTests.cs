using System.Buffers.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>A saved draft's keys. FORMAT.md §15.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DraftSealTests
{
    private static readonly Guid Scheme = Guid.NewGuid();
    private static readonly SecretBytes Vault = SecretBytes.Random(Suite.KeySize);

    [OneTimeTearDown]
    public void Forget() => Vault.Dispose();

    [Test, Promise(16)]
    public void A_draft_opens_with_its_receipt_key_in_its_place_only()
    {
        using var mine = Secrets();
        using var others = Secrets();
        using var keys = StagedKeys.New();
        using var other = StagedKeys.New();
        var row = DraftSeal.Seal(mine, Vault, Scheme, keys);
        using var opened = DraftSeal.Open(mine, Vault, Scheme, keys.StagingId, keys.ReportId, row);
        Assert.That(opened.StagingKey.Span.SequenceEqual(keys.StagingKey.Span)
            && opened.DialogueKey.Span.SequenceEqual(keys.DialogueKey.Span));
        Assert.That((opened.GateCardId, opened.DialogueId, opened.IsDraft), Is.EqualTo((keys.GateCardId, keys.DialogueId, true)));
        using var gone = SecretBytes.Random(Suite.KeySize);
        Refusal.Of(() => DraftSeal.Open(mine, gone, Scheme, keys.StagingId, keys.ReportId, row));
        Refusal.Of(() => DraftSeal.Open(others, Vault, Scheme, keys.StagingId, keys.ReportId, row));
        Refusal.Of(() => DraftSeal.Open(mine, Vault, Guid.NewGuid(), keys.StagingId, keys.ReportId, row));
        Refusal.Of(() => DraftSeal.Open(mine, Vault, Scheme, other.StagingId, keys.ReportId, row));
        Refusal.Of(() => DraftSeal.Open(mine, Vault, Scheme, keys.StagingId, other.ReportId, row));
        Refusal.OfEveryBitFlip(row, changed => DraftSeal.Open(mine, Vault, Scheme, keys.StagingId, keys.ReportId, changed));
        Refusal.OfEveryOtherLength(row, changed => DraftSeal.Open(mine, Vault, Scheme, keys.StagingId, keys.ReportId, changed));
    }

    [Test]
    public void Every_drafts_row_has_one_length_also_when_it_is_a_draft_already()
    {
        using var secrets = Secrets();
        using var keys = StagedKeys.New();
        using var draft = StagedKeys.New().Under(secrets);
        Assert.That(DraftSeal.Seal(secrets, Vault, Scheme, draft), Has.Length.EqualTo(DraftSeal.Seal(secrets, Vault, Scheme, keys).Length));
    }

    [Test]
    public void A_drafts_ticket_gives_the_secrets_of_its_receipt_key_and_has_the_length_of_any_other()
    {
        using var secrets = Secrets();
        using var fresh = FormTicket.New(DateTimeOffset.UnixEpoch);
        using var keys = StagedKeys.New();
        using var ticket = fresh.With(keys.Under(secrets));
        var value = ticket.Seal(FileSecrets.Mine, Scheme);
        Assert.That(value, Has.Length.EqualTo(fresh.Seal(FileSecrets.Mine, Scheme).Length));
        using var opened = FormTicket.Open(FileSecrets.Mine, Scheme, value);
        using var again = opened.Staged!.ReceiptSecrets();
        Assert.That((again.LookupHash, again.Encryption.Public, again.Signing.Public),
            Is.EqualTo((secrets.LookupHash, secrets.Encryption.Public, secrets.Signing.Public)));
        using var without = opened.WithoutKey();
        Assert.That((without.Id, without.Staged!.IsDraft, without.Staged.ReportId), Is.EqualTo((ticket.Id, false, keys.ReportId)));
        Assert.That(() => without.Staged.ReceiptSecrets(), Throws.InvalidOperationException);
        Refusal.OfEveryBitFlip(
            Base64Url.DecodeFromChars(value), changed => FormTicket.Open(FileSecrets.Mine, Scheme, Base64Url.EncodeToString(changed)));
    }

    [Test]
    public void What_a_ticket_leaves_for_a_draft_is_not_what_it_leaves_for_a_report()
    {
        using var ticket = FormTicket.New(DateTimeOffset.UnixEpoch);
        Assert.That(ticket.DraftUseHash(FileSecrets.Mine), Is.Not.EqualTo(ticket.UseHash(FileSecrets.Mine)));
    }

    private static ReceiptSecrets Secrets()
    {
        using var key = ReceiptKey.New();
        return key.Derive();
    }
}
