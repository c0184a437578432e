using System.Text;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>FORMAT.md §11, work drafts: bound to their place, signed by their writer, opened by the unit alone.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkDraftSealTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("""{"fields":{"Text":["Et udkast."]}}""");

    private SealedCase report = null!;
    private Room room = null!;
    private WorkDraftPlace place = null!;

    [SetUp]
    public void Refer()
    {
        report = new SealedCase();
        room = report.Refer(CompartmentKind.WorkFile, report.Carl, report.Dorte);
        place = new WorkDraftPlace(Guid.NewGuid(), new byte[32], WorkForm.Note);
    }

    [TearDown]
    public void Forget() => report.Dispose();

    private byte[] Seal(Person by) =>
        WorkDraftSeal.Seal(room.Open, report.Vault, report.Unlocked(by), place, 3, SealedCase.Today, Content);

    private OpenedWorkDraft Open(byte[] draft, WorkDraftPlace? at = null, int epoch = 1, OpenCompartment? file = null) =>
        WorkDraftSeal.Open(file ?? room.Open, report.Vault, report.Book, at ?? place, epoch, draft);

    [Test]
    public void A_colleague_opens_it_and_sees_who_wrote_it()
    {
        var opened = Open(Seal(report.Carl), file: room.OpenAs(report.Dorte));
        Assert.That((opened.Author.PersonId, opened.Number, opened.SavedOn), Is.EqualTo((report.Carl.Id, 3, SealedCase.Today)));
        Assert.That(opened.Content, Is.EqualTo(Content));
    }

    [Test]
    public void Every_changed_bit_is_refused()
    {
        var draft = Seal(report.Carl);
        // A size class is long: one bit of each byte shows what all of them would.
        for (var at = 0; at < draft.Length; at++)
        {
            var changed = (byte[])draft.Clone();
            changed[at] ^= 1;
            Refusal.Of(() => Open(changed));
        }

        Refusal.Of(() => Open(draft[..^1]));
        Refusal.Of(() => Open([.. draft, 0]));
        Refusal.Of(() => Open([]));
    }

    [Test]
    public void No_draft_passes_for_another_referrals_persons_forms_or_epochs()
    {
        var draft = Seal(report.Carl);
        Refusal.Of(() => Open(draft, place with { ReferralId = Guid.NewGuid() }));
        Refusal.Of(() => Open(draft, place with { Holder = [.. place.Holder[..^1], 1] }));
        Refusal.Of(() => Open(draft, place with { Form = WorkForm.Assessment }));
        Refusal.Of(() => Open(draft, epoch: 2));
        var other = report.Refer(CompartmentKind.WorkFile, report.Carl, report.Dorte);
        Refusal.Of(() => Open(draft, file: other.Open));
    }

    [Test]
    public void Who_is_no_case_handler_writes_none_and_no_other_compartment_holds_one()
    {
        Refusal.Of(() => Seal(report.Anna));
        var statements = report.Refer(CompartmentKind.StatementFile, report.Carl, report.Dorte);
        Refusal.Of(() => WorkDraftSeal.Seal(
            statements.Open, report.Vault, report.Unlocked(report.Carl), place, 1, SealedCase.Today, Content));
    }

    [Test]
    public void Length_tells_a_size_class_alone() => Assert.That(Seal(report.Carl), Has.Length.EqualTo(
        WorkDraftSeal.Seal(room.Open, report.Vault, report.Unlocked(report.Carl), place, 3, SealedCase.Today, new byte[900]).Length));
}
