using System.Text;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class EntryTests
{
    private SealedCase report = null!;

    [SetUp]
    public void Receive()
    {
        report = new SealedCase();
        room = report.Dialogue;
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "Where?");
        room.Write(report.Mailbox, EntryKind.Answer, "In ward 4.");
    }

    [TearDown]
    public void Forget() => report.Dispose();

    private Room room = null!;

    private OpenedEntry Open(SealedEntry entry, EntryHead? before = null)
        => entry.Open(room.Open, report.Vault, report.Book,
            before ?? (entry.Position > 1 ? room.Entries[entry.Position - 2].HeadIn(room.Context) : null));

    [Test]
    public void Entries_open_in_order_each_after_the_one_before()
    {
        var open = room.OpenAs(report.Bo);
        var read = Enumerable.Range(1, 3).Select(n => room.Read(open, n)).ToList();
        Assert.That(read.Select(e => Encoding.UTF8.GetString(e.Content)),
            Is.EqualTo(new[] { "It happened on a Tuesday.", "Where?", "In ward 4." }));
        Assert.That(read.Select(e => e.FollowsGap), Is.All.False);
        Assert.That(read.Select(e => e.Position), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(read.Select(e => e.Kind), Is.EqualTo(new[] { EntryKind.Report, EntryKind.Question, EntryKind.Answer }));
        Assert.That(read[1].Author.PersonId, Is.EqualTo(report.Anna.Id));
        Assert.That(read[2].Author.IsMailbox);
        Assert.That(read[0].Id, Is.EqualTo(room.Entries[0].Id));
        Assert.That(read[0].MadeOn, Is.EqualTo(SealedCase.Today));
    }

    [Test]
    public void Every_changed_bit_and_length_of_an_entry_is_refused()
    {
        var entry = room.Entries[1];
        Refusal.OfEveryBitFlip(entry.Sealed, changed => Open(entry with { Sealed = changed }));
        Refusal.OfEveryBitFlip(entry.Salt, changed => Open(entry with { Salt = changed }));
        Refusal.OfEveryOtherLength(entry.Sealed, changed => Open(entry with { Sealed = changed }));
        Refusal.OfEveryOtherLength(entry.Salt, changed => Open(entry with { Salt = changed }));
    }

    [Test]
    [Promise(16)]
    public void Every_open_column_of_an_entry_is_bound()
    {
        var entry = room.Entries[1];
        Refusal.Of(() => Open(entry with { Id = Guid.NewGuid() }));
        Refusal.Of(() => Open(entry with { Kind = EntryKind.Feedback }));
        Refusal.Of(() => Open(entry with { Kind = (EntryKind)(256 + (int)EntryKind.Question) }));
        Refusal.Of(() => Open(entry with { Position = 3 }));
        Refusal.Of(() => Open(entry with { Epoch = 2 }));
        Refusal.Of(() => Open(entry with { MadeOn = SealedCase.Today.AddDays(-1) }));
        Refusal.Of(() => Open(entry with { Salt = room.Entries[0].Salt }));
        Refusal.Of(() => Open(entry with { Sealed = room.Entries[0].Sealed }));
    }

    [Test]
    public void An_entry_moved_to_another_compartment_or_report_is_refused()
    {
        Refusal.Of(() => room.Entries[0].Open(report.GateCard.Open, report.Vault, report.Book, null));
        using var other = new SealedCase();
        Refusal.Of(() => other.Dialogue.Entries[0].Open(room.Open, report.Vault, report.Book, null));
    }

    [Test]
    [Promise(19)]
    public void Without_the_vault_secret_nothing_opens()
    {
        using var other = SecretBytes.Random(32);
        using var none = new SecretBytes(32);
        foreach (var entry in room.Entries)
        {
            Refusal.Of(() => entry.Open(room.Open, other, report.Book, null));
            Refusal.Of(() => entry.Open(room.Open, none, report.Book, null));
        }
    }

    [Test]
    [Promise(48)]
    public void An_entry_forged_in_anyones_name_is_refused()
    {
        foreach (var name in new UnlockedPrincipal[] { report.Mailbox, report.Unlocked(report.Anna), report.Unlocked(report.Dorte) })
        {
            var kind = name.Party.IsMailbox ? EntryKind.Answer : EntryKind.Question;
            Assert.That(() => Open(Forge.Entry(room.Open, report.Vault, name, kind, room.Head, SealedCase.Today)), Throws.Nothing);
            Refusal.Of(() =>
                Open(Forge.Entry(room.Open, report.Vault, name, kind, room.Head, SealedCase.Today, hand: report.Carl.Signing)));
        }
    }

    [Test]
    public void A_signature_does_not_pass_to_another_certificate_with_the_same_key()
    {
        var bait = report.Scheme.Store(report.Scheme.Write(
            report.Dorte.PlayingAnother(), 1, CertifiedRoles.CaseHandler, 1, report.Scheme.Hospital), report.Bo);
        report.Book = report.Scheme.Book();
        var again = report.Keep(report.Dorte.PlayingAnother().Unlock(bait));
        Assert.That(() => Open(Forge.Entry(room.Open, report.Vault, again, EntryKind.Question, room.Head, SealedCase.Today)),
            Throws.Nothing);
        Refusal.Of(() => Open(Forge.Entry(room.Open, report.Vault, again, EntryKind.Question, room.Head, SealedCase.Today,
            signed: report.PartyOf(report.Dorte))));
    }

    [Test]
    public void An_author_who_was_not_certified_on_the_day_is_nobody()
    {
        var dorte = report.Unlocked(report.Dorte);
        Refusal.Of(() => Open(Forge.Entry(room.Open, report.Vault, dorte, EntryKind.Question, room.Head, SealedScheme.Day0)));
        report.Scheme.Revoke(report.CertificateOf[report.Dorte], 20, report.Bo);
        report.Book = report.Scheme.Book();
        Refusal.Of(() => Open(Forge.Entry(room.Open, report.Vault, dorte, EntryKind.Question, room.Head, SealedCase.Today)));
        Assert.That(() => Open(Forge.Entry(room.Open, report.Vault, dorte, EntryKind.Question, room.Head, SealedScheme.Day0.AddDays(20))),
            Throws.Nothing);
        using var other = new SealedCase();
        Refusal.Of(() => Open(Forge.Entry(room.Open, report.Vault, other.Mailbox, EntryKind.Answer, room.Head, SealedCase.Today)));
    }

    [Test]
    public void A_missing_moved_or_corrupt_row_is_seen_by_the_one_after_and_closes_nothing()
    {
        var third = room.Entries[2];
        Assert.That(third.Open(room.Open, report.Vault, report.Book, before: null).FollowsGap, "deleted");
        Assert.That(Open(third, room.Entries[0].HeadIn(room.Context)).FollowsGap, "the one before it");
        Assert.That(Open(third, (room.Entries[1] with { MadeOn = SealedCase.Today.AddDays(1) }).HeadIn(room.Context)).FollowsGap,
            "a changed column");
        Assert.That(Open(third, (room.Entries[1] with { Epoch = 9 }).HeadIn(room.Context)).FollowsGap,
            "a changed epoch refuses nothing after it");
        Assert.That(Open(third).FollowsGap, Is.False);
    }

    [Test]
    public void Whoever_was_shut_out_adds_nothing_under_his_old_key()
    {
        report.Dialogue.Rekey(report.Unlocked(report.Anna), report.Anna);
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "And then?");
        var late = Forge.Entry(
            room.Open, report.Vault, report.Unlocked(report.Bo), EntryKind.Closing, room.Head, SealedCase.Today, epoch: 1);
        Refusal.Of(() => Open(late, room.Head));
        Assert.That(Open(Forge.Entry(room.Open, report.Vault, report.Unlocked(report.Bo), EntryKind.Closing,
            room.Head! with { Hash = new byte[32] }, SealedCase.Today, epoch: 1), room.Head).FollowsGap);
    }

    [Test]
    public void An_entry_under_a_key_of_its_own_chain_but_another_first_hash_is_seen()
    {
        var first = Forge.Entry(
            room.Open, report.Vault, report.Mailbox, EntryKind.Report, new EntryHead(0, new byte[32], 1), SealedCase.Today);
        Assert.That(Open(first).FollowsGap);
    }

    [Test]
    public void What_is_stored_tells_the_hash_whatever_its_own_column_says() =>
        Assert.That((room.Entries[0] with { Hash = new byte[32] }).HashIn(room.Context), Is.EqualTo(room.Entries[0].Hash));
}
