using System.Text;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>FORMAT.md §11, own drafts: they open to their writer alone, in their place, while the report has its secret.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OwnDraftSealTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"fields":{"Text":["Et udkast."]}}""");

    private SealedCase report = null!;

    private CompartmentContext Room => report.Dialogue.Open.Context;

    [SetUp]
    public void Begin() => report = new SealedCase();

    [TearDown]
    public void Forget() => report.Dispose();

    private byte[] Seal(Person by) =>
        OwnDraftSeal.Seal(Room, report.Vault, report.Unlocked(by), WorkForm.Question, 1, SealedCase.Today, Content);

    private (DateOnly SavedOn, byte[] Content) Open(byte[] draft, Person by, WorkForm form = WorkForm.Question, int epoch = 1,
        CompartmentContext? room = null, SecretBytes? vault = null) =>
        OwnDraftSeal.Open(room ?? Room, vault ?? report.Vault, report.Unlocked(by), form, epoch, draft);

    [Test]
    public void Its_writer_opens_it_and_sees_when_it_was_saved()
    {
        var opened = Open(Seal(report.Anna), report.Anna);
        Assert.That((opened.SavedOn, opened.Content), Is.EqualTo((SealedCase.Today, Content)));
    }

    [Test]
    public void Nobody_else_opens_it_who_holds_the_same_compartment_and_no_place_but_its_own_takes_it()
    {
        var draft = Seal(report.Anna);
        Refusal.Of(() => Open(draft, report.Bo));
        Refusal.Of(() => Open(draft, report.Anna, WorkForm.Feedback));
        Refusal.Of(() => Open(draft, report.Anna, epoch: 2));
        Refusal.Of(() => Open(draft, report.Anna, room: report.GateCard.Open.Context));
        using var other = SecretBytes.CopyOf(new byte[32]);
        Refusal.Of(() => Open(draft, report.Anna, vault: other));
    }

    [Test]
    public void Every_changed_bit_is_refused()
    {
        var draft = Seal(report.Anna);
        for (var at = 0; at < draft.Length; at++)
        {
            var changed = (byte[])draft.Clone();
            changed[at] ^= 1;
            Refusal.Of(() => Open(changed, report.Anna));
        }

        Refusal.Of(() => Open(draft[..^1], report.Anna));
        Refusal.Of(() => Open([], report.Anna));
    }

    [Test]
    public void Length_tells_a_size_class_alone_and_no_two_are_alike()
    {
        Assert.That(Seal(report.Anna), Has.Length.EqualTo(
            OwnDraftSeal.Seal(Room, report.Vault, report.Unlocked(report.Anna), WorkForm.Closing, 1, SealedCase.Today, new byte[900])
                .Length));
        var again = Seal(report.Anna);
        Assert.That(Seal(report.Anna), Is.Not.EqualTo(again));
    }
}
