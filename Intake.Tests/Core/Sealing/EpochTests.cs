using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Epochs form a chain, and recusal relies on them. FORMAT.md §8.</summary>
[Parallelizable(ParallelScope.Self)]
public class EpochTests
{
    private SealedCase report = null!;

    [SetUp]
    public void Receive() => report = new SealedCase();

    [TearDown]
    public void Forget() => report.Dispose();

    [Test]
    public void A_recused_handlers_old_keys_grants_and_rows_open_nothing_sealed_since_and_the_others_open_everything()
    {
        var room = report.Refer(CompartmentKind.WorkFile, report.Carl, report.Dorte, report.Erik);
        room.Write(report.Unlocked(report.Carl), EntryKind.Note, "before");
        var (oldEpochs, oldGrants) = (room.Epochs.ToList(),
            room.Grants.Where(g => g.Person == report.Erik.Id).Select(g => g.Grant).ToList());
        var erik = report.Unlocked(report.Erik);

        report.Excluded.Add(report.Erik.Id);
        room.Grants.RemoveAll(g => g.Person == report.Erik.Id);
        room.Rekey(report.Unlocked(report.Dorte), report.Carl, report.Dorte);
        room.Write(report.Unlocked(report.Dorte), EntryKind.Note, "after");
        room.Rekey(report.Unlocked(report.Carl), report.Carl, report.Dorte);
        room.Write(report.Unlocked(report.Carl), EntryKind.Note, "later");

        foreach (var person in new[] { report.Carl, report.Dorte })
        {
            var open = room.OpenAs(person);
            Assert.That(open.Epoch, Is.EqualTo(3));
            Assert.That(Enumerable.Range(1, 3).Select(n => room.TextOf(open, n)), Is.EqualTo(new[] { "before", "after", "later" }));
        }

        var dump = CompartmentOpener.Open(room.Context, oldEpochs, oldGrants, erik, report.Book);
        Assert.That(room.TextOf(dump, 1), Is.EqualTo("before"), "he cannot unread");
        Refusal.Of(() => room.Read(dump, 2));
        Refusal.Of(() => room.Read(dump, 3));
        var now = CompartmentOpener.Open(room.Context, room.Epochs, oldGrants, erik, report.Book);
        Refusal.Of(() => room.Read(now, 2));
        foreach (var (_, grant) in room.Grants.Where(g => g.Grant.Epoch > 1))
        {
            Refusal.Of(() => CompartmentOpener.Open(room.Context, room.Epochs, [grant], erik, report.Book));
            var replayed = CompartmentOpener.Open(room.Context, room.Epochs, [.. oldGrants, grant], erik, report.Book);
            Assert.That(replayed.Epoch, Is.EqualTo(1));
        }
    }

    [Test]
    public void The_mailbox_reaches_later_epochs_of_the_dialogue_by_grant_and_makes_them_too()
    {
        report.Dialogue.Rekey(report.Unlocked(report.Anna), report.Anna);
        report.Dialogue.Write(report.Unlocked(report.Anna), EntryKind.Question, "When?");
        Assert.That(report.Dialogue.TextOf(report.Dialogue.OpenAsMailbox(), 2), Is.EqualTo("When?"));
        report.Dialogue.Rekey(report.Mailbox, report.Anna);
        report.Dialogue.Write(report.Mailbox, EntryKind.Answer, "On Tuesday.");
        Assert.That(report.Dialogue.TextOf(report.Dialogue.OpenAs(report.Anna), 3), Is.EqualTo("On Tuesday."));
        Refusal.Of(() => report.Dialogue.Read(report.Dialogue.OpenAs(report.Bo), 3));
    }

    [Test]
    public void A_chain_with_a_gap_a_repeat_a_swap_or_a_changed_bit_is_refused()
    {
        var room = report.Dialogue;
        room.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        room.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        var good = room.Epochs.ToList();
        Assert.That(room.OpenAs(report.Bo).Epoch, Is.EqualTo(3));

        void Broken(params EpochSeal[] epochs)
        {
            room.Epochs.Clear();
            room.Epochs.AddRange(epochs);
            Refusal.Of(() => room.OpenAs(report.Bo));
        }

        Broken();
        Broken(good[0], good[2]);
        Broken(good[1], good[2]);
        Broken(good[0], good[1] with { Previous = null }, good[2]);
        Broken(good[0], good[1], good[2] with { Previous = null });
        Broken(good[0], good[1], good[2] with { Previous = good[1].Previous });
        Broken(good[0], good[1], good[1], good[2]);
        Broken(good[0], good[1] with { Commitment = good[0].Commitment }, good[2]);
        Broken(good[0] with { Commitment = new byte[32] }, good[1], good[2]);
        Broken(good[0] with { Number = 2 }, good[1] with { Number = 1 }, good[2]);
        Refusal.OfEveryBitFlip(good[2].Previous!, changed =>
        {
            room.Epochs.Clear();
            room.Epochs.AddRange([good[0], good[1], good[2] with { Previous = changed }]);
            room.OpenAs(report.Bo);
        });
    }

    [Test]
    public void A_compartment_with_a_new_key_under_the_old_rows_is_refused()
    {
        var room = report.Dialogue;
        var mine = OpenCompartment.Create(room.Context);
        room.Epochs[0] = mine.NewestSeal();
        Refusal.Of(() => room.OpenAs(report.Anna));
        Refusal.Of(() => room.OpenAsMailbox());
        room.Grants.Clear();
        room.Add(report.Anna.Id,
            Forge.Grant(mine, report.Unlocked(report.Bo), report.PartyOf(report.Anna), GrantPurpose.Administration, SealedCase.Today));
        Assert.That(room.OpenAs(report.Anna).FirstCommitment, Is.Not.EqualTo(room.Open.FirstCommitment), "a Referral names it");
        Refusal.Of(() => room.Read(room.OpenAs(report.Anna), 1));
    }

    [Test]
    public void A_new_epoch_from_one_who_never_held_the_old_is_refused()
    {
        var room = report.Dialogue;
        var mine = OpenCompartment.Create(room.Context);
        room.Epochs.Add(mine.NextEpoch());
        room.Add(report.Anna.Id,
            Forge.Grant(mine, report.Unlocked(report.Carl), report.PartyOf(report.Anna), GrantPurpose.Rekey, SealedCase.Today));
        Refusal.Of(() => room.OpenAs(report.Anna));
    }

    [Test]
    public void An_epoch_not_in_hand_has_no_key()
    {
        Refusal.Of(() => report.Dialogue.Open.Key(0));
        Refusal.Of(() => report.Dialogue.Open.Key(2));
    }

    // The closed mark is cleared and the recused person's rows are deleted: the sealed content still shows it.
    [Test]
    public void A_writer_sees_a_stale_epoch_by_other_exclusions_than_its_grant_knew()
    {
        var open = report.Dialogue.OpenAs(report.Anna);
        Assert.That(open.IsStale(report.Excluded, report.Book), Is.False);
        Assert.That(open.IsStale(new HashSet<Guid> { report.Bo.Id }, report.Book));
        var mailbox = report.Dialogue.OpenAsMailbox();
        Assert.That(mailbox.IsStale(report.Excluded, report.Book), Is.False);
        Assert.That(mailbox.IsStale(new HashSet<Guid> { report.Bo.Id }, report.Book));

        report.Excluded.Add(report.Bo.Id);
        report.Dialogue.Rekey(report.Unlocked(report.Anna), report.Anna);
        Assert.That(report.Dialogue.Open.IsStale(report.Excluded, report.Book), Is.False, "made by this hand");
        Assert.That(report.Dialogue.OpenAs(report.Anna).IsStale(report.Excluded, report.Book), Is.False);
        Assert.That(report.Dialogue.OpenAs(report.Anna).IsStale(new HashSet<Guid>(), report.Book), "rolled back exclusions");
        open.NextEpoch();
        Assert.That(open.IsStale(report.Excluded, report.Book), Is.False);
    }

    [Test]
    public void A_writer_sees_a_stale_epoch_that_one_who_is_shut_out_made_himself()
    {
        report.Dialogue.Grant(report.Unlocked(report.Anna), report.Carl, GrantPurpose.Referral);
        report.Excluded.Add(report.Erik.Id);
        report.Dialogue.Rekey(report.Unlocked(report.Carl), report.Anna, report.Bo);
        var open = report.Dialogue.OpenAs(report.Anna);
        Assert.That(open.IsStale(report.Excluded, report.Book), Is.False);
        Assert.That(EpochVouchOf(report.Carl).IsStale(new HashSet<Guid> { report.Carl.Id }, report.Book), "he knew himself excluded");
        report.Scheme.Handler(report.Carl.WithNewKeys(), 31, 2, report.Anna);
        Assert.That(open.IsStale(report.Excluded, report.Scheme.Book()), "his certificate gave way");
    }

    private EpochProvenance EpochVouchOf(Person granter) =>
        new(report.PartyOf(granter), EpochProvenance.DigestOf([granter.Id]), SealedCase.Today);

    [TestCase(29, false)]
    [TestCase(30, true)]
    [TestCase(31, true)]
    public void A_writer_sees_a_stale_epoch_by_a_revocation_since(int day, bool stale)
    {
        var open = report.Dialogue.OpenAs(report.Anna);
        report.Scheme.Revoke(report.CertificateOf[report.Finn], day, report.Bo);
        Assert.That(open.IsStale(report.Excluded, report.Scheme.Book()), Is.EqualTo(stale));
    }
}
