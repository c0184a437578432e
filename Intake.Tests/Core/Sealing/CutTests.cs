using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>A cut of the chain of epochs keeps what is before it from those who come after. FORMAT.md §8.</summary>
[Parallelizable(ParallelScope.Self)]
public class CutTests
{
    private SealedCase report = null!;
    private Room room = null!;

    [SetUp]
    public void Receive()
    {
        report = new SealedCase();
        room = report.Dialogue;
    }

    [TearDown]
    public void Forget() => report.Dispose();

    [Test]
    public void Whoever_is_granted_from_a_cut_on_opens_nothing_before_it_and_all_others_open_everything()
    {
        room.Grant(report.Unlocked(report.Anna), report.Erik, GrantPurpose.Referral);
        room.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo, report.Erik);
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "before");
        room.Cut(report.Unlocked(report.Anna), report.Anna, report.Bo, report.Erik);
        room.Grant(report.Unlocked(report.Anna), report.Carl, GrantPurpose.Referral);
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "after");
        room.Rekey(report.Unlocked(report.Carl), report.Anna, report.Bo, report.Erik, report.Carl);
        room.Write(report.Unlocked(report.Carl), EntryKind.Question, "since");
        room.Cut(report.Unlocked(report.Bo), report.Anna, report.Bo, report.Erik, report.Carl);
        room.Grant(report.Unlocked(report.Bo), report.Dorte, GrantPurpose.Referral);
        room.Rekey(report.Mailbox, report.Anna, report.Bo, report.Erik, report.Carl, report.Dorte);
        room.Write(report.Mailbox, EntryKind.Answer, "last");

        foreach (var open in new[] { room.OpenAs(report.Anna), room.OpenAs(report.Bo), room.OpenAs(report.Erik), room.OpenAsMailbox() })
        {
            Assert.That((open.First, open.Epoch, open.FirstCut), Is.EqualTo((1, 6, (int?)3)));
            Assert.That(open.Ends, Is.EqualTo(new[] { 2, 4, 6 }));
            Assert.That(Texts(open, 2), Is.EqualTo(new[] { "before", "after", "since", "last" }));
        }

        var carl = room.OpenAs(report.Carl);
        Assert.That((carl.First, carl.Epoch), Is.EqualTo((3, 6)));
        Assert.That(carl.Ends, Is.EqualTo(new[] { 4, 6 }));
        Assert.That(Texts(carl, 3), Is.EqualTo(new[] { "after", "since", "last" }));
        Shut(carl, 1, 2);
        var dorte = room.OpenAs(report.Dorte);
        Assert.That((dorte.First, dorte.Epoch), Is.EqualTo((5, 6)));
        Assert.That(Texts(dorte, 5), Is.EqualTo(new[] { "last" }));
        Shut(dorte, 1, 4);
    }

    [Test]
    public void Every_row_of_the_compartment_opens_nothing_before_the_cut_to_one_who_came_after()
    {
        room.Cut(report.Unlocked(report.Anna), report.Anna, report.Bo);
        room.Grant(report.Unlocked(report.Anna), report.Carl, GrantPurpose.Referral);
        var dump = CompartmentOpener.Open(
            room.Context, room.Epochs, room.Grants.Select(g => g.Grant), report.Unlocked(report.Carl), report.Book);
        Shut(dump, 1, 1);
    }

    [Test]
    public void One_who_is_granted_the_end_of_each_part_opens_all_that_the_granter_does()
    {
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "before");
        room.Cut(report.Unlocked(report.Anna), report.Anna, report.Bo);
        room.Write(report.Unlocked(report.Anna), EntryKind.Question, "after");
        foreach (var epoch in room.OpenAs(report.Anna).Ends)
        {
            room.Add(report.Carl.Id, SealedGrant.Make(room.OpenAs(report.Anna), report.Unlocked(report.Anna),
                report.PartyOf(report.Carl), GrantPurpose.Referral, SealedCase.Today, heldBefore: false, report.Excluded, epoch));
        }

        Assert.That(Texts(room.OpenAs(report.Carl), 2), Is.EqualTo(new[] { "before", "after" }));
    }

    // Or anybody who may write in a Dialogue could put a key of their own on top of one that they never had.
    [TestCase(false)]
    [TestCase(true)]
    public void A_cut_by_one_who_never_held_the_key_before_it_is_refused(bool withoutOlderGrants)
    {
        room.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        var mine = OpenCompartment.Create(room.Context);
        room.Epochs.AddRange([mine.NextEpoch(), mine.Cut()]);
        room.Epochs.RemoveAt(2);
        if (withoutOlderGrants) room.Grants.RemoveAll(g => g.Grant.Epoch == 2);
        foreach (var holder in new[] { report.PartyOf(report.Anna), report.Report.Mailbox })
            room.Add(holder.PersonId, Forge.Grant(mine, report.Unlocked(report.Carl), holder, GrantPurpose.Rekey, SealedCase.Today));
        Refusal.Of(() => room.OpenAs(report.Anna));
        Refusal.Of(() => room.OpenAsMailbox());
    }

    [Test]
    public void A_mark_that_is_gone_changed_of_another_place_or_put_where_the_chain_goes_on_is_refused()
    {
        room.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        room.Cut(report.Unlocked(report.Anna), report.Anna, report.Bo);
        report.GateCard.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        report.GateCard.Cut(report.Unlocked(report.Anna), report.Anna, report.Bo);
        var good = room.Epochs.ToList();
        Assert.That(room.OpenAs(report.Bo).Ends, Is.EqualTo(new[] { 2, 3 }));

        void Broken(EpochSeal second, EpochSeal third)
        {
            room.Epochs.Clear();
            room.Epochs.AddRange([good[0], second, third]);
            Refusal.Of(() => room.OpenAs(report.Bo));
            Refusal.Of(() => room.OpenAsMailbox());
        }

        Broken(good[1], good[2] with { Previous = null });
        Broken(good[1], good[2] with { Previous = good[1].Previous });
        Broken(good[1], good[2] with { Previous = report.GateCard.Epochs[2].Previous });
        Broken(good[1] with { Previous = good[2].Previous }, good[2]);
        Refusal.OfEveryBitFlip(good[2].Previous!, changed =>
        {
            room.Epochs.Clear();
            room.Epochs.AddRange([good[0], good[1], good[2] with { Previous = changed }]);
            room.OpenAs(report.Bo);
        });
    }

    [TestCase(CompartmentKind.WorkFile)]
    [TestCase(CompartmentKind.StatementFile)]
    public void What_belongs_to_a_unit_is_never_cut(CompartmentKind kind)
    {
        var file = report.Refer(kind, report.Carl, report.Dorte);
        Refusal.Of(() => file.Open.Cut());
        file.Rekey(report.Unlocked(report.Carl), report.Carl, report.Dorte);
        file.Epochs[1] = file.Epochs[1] with { Previous = SealedValue.Seal(file.Open.Key(1), [], []) };
        Refusal.Of(() => file.OpenAs(report.Dorte));
    }

    private IEnumerable<string> Texts(OpenCompartment open, int from) =>
        Enumerable.Range(from, room.Entries.Count - from + 1).Select(position => room.TextOf(open, position));

    private void Shut(OpenCompartment open, int from, int to)
    {
        for (var position = from; position <= to; position++) Refusal.Of(() => room.Read(open, position));
        for (var epoch = 1; epoch < open.First; epoch++) Refusal.Of(() => open.Key(epoch));
    }
}
