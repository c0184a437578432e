using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// A grant belongs to a person and a key, not to a certificate: what a new certificate opens and what it doesn't.
/// FORMAT.md §9.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public class HolderTests
{
    private SealedCase report = null!;
    private Room notes = null!;
    private int serial = 1;

    [SetUp]
    public void Refer()
    {
        report = new SealedCase();
        notes = report.Refer(CompartmentKind.WorkFile, report.Carl, report.Dorte);
        notes.Write(report.Unlocked(report.Carl), EntryKind.Note, "before");
    }

    [TearDown]
    public void Forget() => report.Dispose();

    [Test]
    public void A_person_certified_again_with_the_same_keys_for_more_units_opens_what_was_granted_before()
    {
        var old = report.CertificateOf[report.Carl];
        Certify(report.Carl, CertifiedRoles.CaseHandler, report.Scheme.Hospital, report.Scheme.Centre);
        Assert.That(report.CertificateOf[report.Carl].Id, Is.Not.EqualTo(old.Id));
        Assert.That(notes.TextOf(notes.OpenAs(report.Carl), 1), Is.EqualTo("before"));
        Refusal.Of(() =>
            CompartmentOpener.Open(notes.Context, notes.Epochs, GrantsOf(report.Carl), report.Keep(report.Carl.Unlock(old)), report.Book));
    }

    [Test]
    public void A_new_epoch_reaches_a_person_certified_again_and_is_made_by_one()
    {
        Certify(report.Carl, CertifiedRoles.CaseHandler, report.Scheme.Hospital, report.Scheme.Centre);
        notes.Rekey(report.Unlocked(report.Dorte), report.Carl, report.Dorte);
        notes.Write(report.Unlocked(report.Dorte), EntryKind.Note, "after");
        var open = notes.OpenAs(report.Carl);
        Assert.That((open.Epoch, notes.TextOf(open, 2)), Is.EqualTo((2, "after")));
        notes.Rekey(report.Unlocked(report.Carl), report.Carl, report.Dorte);
        Assert.That(notes.OpenAs(report.Dorte).Epoch, Is.EqualTo(3));
        Assert.That(notes.OpenAs(report.Dorte).IsStale(report.Excluded, report.Book), Is.False);
    }

    [Test]
    public void A_person_certified_again_with_new_keys_opens_nothing_granted_before_and_is_granted_to_anew()
    {
        var other = report.Carl.WithNewKeys();
        report.CertificateOf[other] = Store(report.Scheme.Write(other, 31, CertifiedRoles.CaseHandler, 2, report.Scheme.Hospital));
        Refusal.Of(() => notes.OpenAs(other));
        Refusal.Of(() => notes.OpenAs(report.Carl));
        notes.Grant(report.Unlocked(report.Dorte), other, GrantPurpose.HandOver, on: SealedScheme.Day0.AddDays(31));
        Assert.That(notes.TextOf(notes.OpenAs(other), 1), Is.EqualTo("before"));
    }

    [Test]
    public void A_grant_is_of_no_use_to_another_person_with_the_same_key_nor_to_the_person_by_another_key()
    {
        var twin = report.Carl.PlayingAnother();
        report.CertificateOf[twin] = Store(report.Scheme.Write(twin, 31, CertifiedRoles.CaseHandler, 1, report.Scheme.Hospital));
        Refusal.Of(() => CompartmentOpener.Open(notes.Context, notes.Epochs, GrantsOf(report.Carl), report.Unlocked(twin), report.Book));

        // Sealed to the right key, but in another's name: by the twin's holder id, another key's, or the certificate's, as it once was.
        var carl = report.PartyOf(report.Carl);
        byte[][] others = [report.PartyOf(twin).HolderId, report.PartyOf(report.Dorte).HolderId,
            new Party(report.Scheme.Write(report.Carl.WithNewKeys(), 1, CertifiedRoles.CaseHandler, 1, report.Scheme.Hospital)).HolderId,
            carl.Id];
        foreach (var heldAs in others.Prepend(carl.HolderId))
        {
            var grant = Forge.Grant(
                notes.Open, report.Unlocked(report.Anna), carl, GrantPurpose.Referral, SealedCase.Today, heldAs: heldAs);
            void Open() =>
                CompartmentOpener.Open(notes.Context, notes.Epochs, [grant], report.Unlocked(report.Carl), report.Book).Dispose();
            if (ReferenceEquals(heldAs, carl.HolderId)) Open();
            else Refusal.Of(Open);
        }
    }

    [Test]
    public void Who_lost_the_role_that_a_grant_was_for_opens_it_no_more()
    {
        var file = report.Refer(CompartmentKind.StatementFile, report.Carl);
        Certify(report.Carl, CertifiedRoles.Administrator);
        Refusal.Of(() => notes.OpenAs(report.Carl));
        Refusal.Of(() => file.OpenAs(report.Carl));
        Store(report.CertificateOf[report.Bo] = report.Scheme.Write(
            report.Bo, 30, CertifiedRoles.CaseHandler, ++serial, report.Scheme.Hospital), report.Anna, report.Carl);
        Assert.That(report.Book.IsCurrent(report.CertificateOf[report.Bo]));
        Refusal.Of(() => report.Dialogue.OpenAs(report.Bo));
        report.Dialogue.Rekey(report.Unlocked(report.Anna), report.Anna, report.Bo);
        Refusal.Of(() => report.Dialogue.OpenAs(report.Bo));
    }

    [Test]
    public void A_hand_over_opens_only_while_the_holder_still_shares_a_unit_with_who_handed_over()
    {
        notes.Grant(report.Unlocked(report.Carl), report.Erik, GrantPurpose.HandOver);
        Certify(report.Erik, CertifiedRoles.CaseHandler, report.Scheme.Hospital, report.Scheme.Centre);
        Assert.That(notes.OpenAs(report.Erik).Epoch, Is.EqualTo(1));
        Certify(report.Erik, CertifiedRoles.CaseHandler, report.Scheme.Centre);
        Refusal.Of(() => notes.OpenAs(report.Erik));
    }

    [Test]
    public void A_certificate_carries_on_with_the_same_key_every_role_and_a_unit_of_before()
    {
        var (hospital, centre) = (report.Scheme.Hospital, report.Scheme.Centre);
        Certificate Of(Person who, CertifiedRoles roles, params Guid[] units) => report.Scheme.Write(who, 31, roles, 2, units);
        const CertifiedRoles both = CertifiedRoles.Administrator | CertifiedRoles.CaseHandler;
        var before = Of(report.Carl, CertifiedRoles.CaseHandler, hospital);
        Assert.That(Of(report.Carl, CertifiedRoles.CaseHandler, hospital, centre).CarriesOn(before));
        Assert.That(Of(report.Carl, both, hospital).CarriesOn(before));
        Assert.That(before.CarriesOn(Of(report.Carl, CertifiedRoles.CaseHandler, hospital, centre)), "one unit of two is left");
        Assert.That(before.CarriesOn(Of(report.Carl, both, hospital)), Is.False, "a role is lost");
        Assert.That(Of(report.Carl, CertifiedRoles.CaseHandler, centre).CarriesOn(before), Is.False, "moved");
        Assert.That(Of(report.Carl.WithNewKeys(), CertifiedRoles.CaseHandler, hospital).CarriesOn(before), Is.False);
        Assert.That(Of(report.Carl.PlayingAnother(), CertifiedRoles.CaseHandler, hospital).CarriesOn(before), Is.False);
        Assert.That(Of(report.Bo, CertifiedRoles.Administrator).CarriesOn(Of(report.Bo, CertifiedRoles.Administrator)));
    }

    private void Certify(Person who, CertifiedRoles roles, params Guid[] units)
        => report.CertificateOf[who] = Store(report.Scheme.Write(who, 30, roles, ++serial, units));

    private Certificate Store(Certificate certificate, params Person[] by)
    {
        report.Scheme.Store(certificate, by is [] ? report.Scheme.Founders : by);
        report.Book = report.Scheme.Book();
        return certificate;
    }

    private IEnumerable<SealedGrant> GrantsOf(Person person) => notes.Grants.Where(g => g.Person == person.Id).Select(g => g.Grant);
}
