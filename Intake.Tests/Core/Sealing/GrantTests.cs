using Intake.Core.Sealing;
using Intake.Tests.Support;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class GrantTests
{
    private SealedCase report = null!;

    [SetUp]
    public void Receive() => report = new SealedCase();

    [TearDown]
    public void Forget() => report.Dispose();

    private Room Dialogue => report.Dialogue;

    private void Open(SealedGrant grant, Person holder, EpochSeal? epoch = null, CompartmentContext? place = null)
        => grant.Open(place ?? Dialogue.Context, epoch ?? Dialogue.Epochs[0], report.Unlocked(holder), report.Book, heldBefore: false)
            .Dispose();

    private SealedGrant AnnasGrant => Dialogue.Grants[0].Grant;

    [Test]
    public void Each_holder_opens_what_the_mailbox_wrote()
    {
        foreach (var person in new[] { report.Anna, report.Bo })
        {
            Assert.That(Dialogue.TextOf(Dialogue.OpenAs(person), 1), Is.EqualTo("It happened on a Tuesday."));
        }

        Assert.That(Dialogue.TextOf(Dialogue.OpenAsMailbox(), 1), Is.EqualTo("It happened on a Tuesday."));
    }

    [Test]
    public void Every_changed_bit_and_length_of_a_grant_is_refused()
    {
        Refusal.OfEveryBitFlip(AnnasGrant.Sealed, changed => Open(AnnasGrant with { Sealed = changed }, report.Anna));
        Refusal.OfEveryBitFlip(AnnasGrant.Enc, changed => Open(AnnasGrant with { Enc = changed }, report.Anna));
        Refusal.OfEveryOtherLength(AnnasGrant.Sealed, changed => Open(AnnasGrant with { Sealed = changed }, report.Anna));
        Refusal.OfEveryOtherLength(AnnasGrant.Enc, changed => Open(AnnasGrant with { Enc = changed }, report.Anna));
        Refusal.OfEveryBitFlip(
            Dialogue.Epochs[0].Commitment, changed => Open(AnnasGrant, report.Anna, Dialogue.Epochs[0] with { Commitment = changed }));
    }

    [Test]
    public void Every_open_column_of_a_grant_is_bound()
    {
        Refusal.Of(() => Open(AnnasGrant with { MadeOn = SealedCase.Today.AddDays(1) }, report.Anna));
        Refusal.Of(() => Open(AnnasGrant with { Purpose = GrantPurpose.Administration }, report.Anna));
        Refusal.Of(() => Open(AnnasGrant with { Epoch = 2 }, report.Anna));
        Refusal.Of(() => Open(AnnasGrant with { Epoch = 2 }, report.Anna, Dialogue.Epochs[0] with { Number = 2 }));
    }

    [Test]
    [Promise(16)]
    public void A_grant_moved_to_another_holder_or_compartment_is_refused()
    {
        Refusal.Of(() => Open(AnnasGrant, report.Bo));
        Refusal.Of(() => Open(AnnasGrant, report.Anna, report.GateCard.Epochs[0], report.GateCard.Context));
        Refusal.Of(() => Open(AnnasGrant, report.Anna, place: Dialogue.Context with { Kind = CompartmentKind.GateCard }));
        Refusal.Of(() => Open(AnnasGrant, report.Anna, place: Dialogue.Context with { Id = Guid.NewGuid() }));
        using var other = new SealedCase();
        Refusal.Of(() => Open(AnnasGrant, report.Anna, place: Dialogue.Context with { Report = other.Report }));
    }

    [Test]
    public void The_mailboxs_keys_cannot_be_swapped_under_a_report()
    {
        var thief = new Person("Mallory");
        var swapped = new ReportIdentity(report.Scheme.Id, report.Report.ReportId, thief.Encryption.Public, thief.Signing.Public);
        Refusal.Of(() => Open(AnnasGrant, report.Anna, place: Dialogue.Context with { Report = swapped }));
        Refusal.Of(() => _ = new ReportIdentity(Guid.Empty, Guid.Empty, new byte[65], thief.Signing.Public));
        Refusal.Of(() => _ = new ReportIdentity(Guid.Empty, Guid.Empty, thief.Encryption.Public, new byte[65]));
    }

    [Test]
    public void A_grant_signed_by_somebody_else_in_the_granters_name_is_refused()
    {
        foreach (var name in new UnlockedPrincipal[] { report.Mailbox, report.Unlocked(report.Bo) })
        {
            var purpose = name.Party.IsMailbox ? GrantPurpose.Receipt : GrantPurpose.Administration;
            Open(Forge.Grant(Dialogue.Open, name, report.PartyOf(report.Anna), purpose, SealedCase.Today), report.Anna);
            var forged = Forge.Grant(
                Dialogue.Open, name, report.PartyOf(report.Anna), purpose, SealedCase.Today, hand: report.Carl.Signing);
            Refusal.Of(() => Open(forged, report.Anna));
        }
    }

    [Test]
    [Promise(48)]
    public void A_self_made_certificate_grants_nothing_and_opens_nothing()
    {
        var mallory = new Person("Anna Holm") { Id = report.Anna.Id };
        var certificate = report.Scheme.Administrator(mallory, 2, 2, mallory);
        report.Book = report.Scheme.Book();
        var self = report.Keep(mallory.Unlock(certificate));
        Refusal.Of(() => Open(
            Forge.Grant(Dialogue.Open, self, report.PartyOf(report.Anna), GrantPurpose.Administration, SealedCase.Today), report.Anna));
        var grant = Forge.Grant(Dialogue.Open, report.Unlocked(report.Bo), self.Party, GrantPurpose.Administration, SealedCase.Today);
        Refusal.Of(() => CompartmentOpener.Open(Dialogue.Context, Dialogue.Epochs, [grant], self, report.Book));
    }

    [Test]
    public void A_swapped_public_key_is_another_certificate_and_its_keys_do_not_fit()
    {
        var mallory = new Person("Mallory");
        Refusal.Of(() => mallory.Unlock(report.CertificateOf[report.Anna]));
        Refusal.Of(() => _ = new UnlockedStaff(report.CertificateOf[report.Anna],
            EncryptionKeyPair.FromPrivate(report.Anna.Encryption.Private.Span), SigningKeyPair.FromPrivate(mallory.Signing.Private.Span)));
    }

    [Test]
    public void A_granter_who_was_not_certified_on_the_day_is_nobody()
    {
        var bo = report.Unlocked(report.Bo);
        Refusal.Of(() => Open(Forge.Grant(
            Dialogue.Open, bo, report.PartyOf(report.Anna), GrantPurpose.Administration, SealedScheme.Day0.AddDays(-1)), report.Anna));
        report.Scheme.Revoke(report.CertificateOf[report.Bo], 10, report.Scheme.Founders);
        report.Book = report.Scheme.Book();
        Refusal.Of(() =>
            Open(Forge.Grant(Dialogue.Open, bo, report.PartyOf(report.Anna), GrantPurpose.Administration, SealedCase.Today), report.Anna));
    }

    [Test]
    public void Another_reports_mailbox_grants_nothing_here()
    {
        using var other = new SealedCase();
        var forged = Forge.Grant(Dialogue.Open, other.Mailbox, report.PartyOf(report.Anna), GrantPurpose.Receipt, SealedCase.Today);
        Refusal.Of(() => Open(forged, report.Anna));
        foreach (var says in new[] { other.Report.Mailbox.Id, report.CertificateOf[report.Bo].Id })
        {
            Refusal.Of(() => Open(Forge.Grant(Dialogue.Open, report.Mailbox, report.PartyOf(report.Anna), GrantPurpose.Receipt,
                SealedCase.Today, says: says), report.Anna));
        }
    }

    [Test]
    public void Nobody_who_is_excluded_grants_or_is_granted_to()
    {
        report.Excluded.Add(report.Bo.Id);
        Refusal.Of(() => Dialogue.Grant(report.Unlocked(report.Anna), report.Bo, GrantPurpose.Administration));
        Refusal.Of(() => Dialogue.Grant(report.Unlocked(report.Bo), report.Anna, GrantPurpose.Administration));
        Assert.That(() => Dialogue.Grant(report.Unlocked(report.Anna), report.Carl, GrantPurpose.Referral), Throws.Nothing);
    }

    [Test]
    public void A_forged_row_beside_a_good_one_shuts_nobody_out()
    {
        Dialogue.Grants.Insert(0, (report.Anna.Id, AnnasGrant with { Sealed = [.. AnnasGrant.Sealed.Reverse()] }));
        Dialogue.Grants.Add((report.Anna.Id, AnnasGrant with { Epoch = 7 }));
        Dialogue.Grants.Add((report.Anna.Id, AnnasGrant with { Sealed = [] }));
        Assert.That(Dialogue.TextOf(Dialogue.OpenAs(report.Anna), 1), Is.Not.Empty);
    }

    [Test]
    public void Without_a_grant_or_a_current_certificate_nothing_opens()
    {
        Refusal.Of(() => Dialogue.OpenAs(report.Carl));
        report.Scheme.Revoke(report.CertificateOf[report.Bo], 40, report.Scheme.Founders);
        report.Book = report.Scheme.Book();
        Refusal.Of(() => Dialogue.OpenAs(report.Bo));
    }

    [Test]
    public void A_wrap_gives_only_what_it_holds_and_only_to_its_mailbox()
    {
        Refusal.OfEveryBitFlip(report.Wrap, changed => MailboxWrap.Open(report.Mailbox, changed, Dialogue.Context));
        Refusal.OfEveryOtherLength(report.Wrap, changed => MailboxWrap.Open(report.Mailbox, changed, Dialogue.Context));
        using var gateCard = MailboxWrap.Open(report.Mailbox, report.Wrap, report.GateCard.Context);
        Assert.That(gateCard.Key.Span.SequenceEqual(report.GateCard.Open.Key(1)));
        foreach (var kind in Enum.GetValues<CompartmentKind>())
        {
            Refusal.Of(() => MailboxWrap.Open(report.Mailbox, report.Wrap, new(report.Report, kind, Guid.NewGuid())));
        }

        Refusal.Of(() => MailboxWrap.Open(report.Mailbox, report.Wrap, Dialogue.Context with { Kind = CompartmentKind.GateCard }));
        Refusal.Of(() => MailboxWrap.Open(report.Mailbox, report.Wrap, report.GateCard.Context with { Kind = CompartmentKind.Dialogue }));
        Refusal.Of(() => MailboxWrap.Open(report.Mailbox, report.Wrap, Dialogue.Context with { Kind = CompartmentKind.WorkFile }));
        using var other = new SealedCase();
        Refusal.Of(() => MailboxWrap.Open(other.Mailbox, report.Wrap, Dialogue.Context));
    }
}
