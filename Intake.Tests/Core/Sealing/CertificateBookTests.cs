using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Rules 1 to 3 and 6 of FORMAT.md §5: who is certified.</summary>
[Parallelizable(ParallelScope.Self)]
public class CertificateBookTests
{
    private static readonly DateOnly Day0 = SealedScheme.Day0;

    // Rule 1
    [Test]
    public void Two_founders_certify_each_other_and_from_there_on_others()
    {
        var scheme = SealedScheme.ByTwo();
        var (carl, third) = (new Person("Carl"), new Person("Third"));
        scheme.Handler(carl, 1, by: scheme.Founders[0]);
        scheme.Administrator(third, 1, by: scheme.Founders);
        var book = scheme.Book();
        Assert.That(book.Current.Select(c => c.FullName), Is.EquivalentTo(new[] { "Anna Holm", "Bo Friis", "Carl", "Third" }));
        Assert.That(book.SchemeId, Is.EqualTo(scheme.Id));
    }

    [Test]
    public void A_founder_without_a_certificate_is_nobody_to_grant_to()
    {
        var scheme = new SealedScheme(new Person("Anna"), new Person("Bo"));
        Assert.That(scheme.Book().CurrentOf(scheme.Founders[0].Id), Is.Null);
    }

    // Rule 2
    [Test]
    public void An_administrator_needs_two_signatures_of_different_persons()
    {
        var scheme = SealedScheme.ByTwo();
        var third = new Person("Third");
        var once = scheme.Write(third, 1, CertifiedRoles.Administrator);
        var signature = once.SignBy(scheme.Founders[0].Signing);
        scheme.Certificates.Add(new(once, [signature, signature, once.SignBy(scheme.Founders[0].Signing)]));
        Assert.That(scheme.Book().CurrentOf(third.Id), Is.Null);
        Assert.That(CertificateBook.SignaturesNeeded(once), Is.EqualTo(2));

        scheme.Certificates.Add(new(once, [signature, once.SignBy(scheme.Founders[1].Signing)]));
        Assert.That(scheme.Book().IsCurrent(once));
    }

    [Test]
    public void An_administrator_who_is_no_founder_does_not_sign_for_himself()
    {
        var scheme = SealedScheme.ByTwo();
        var third = new Person("Third");
        scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Administrator(third, 2, 2, scheme.Founders[0], third);
        Assert.That(scheme.Book().CurrentOf(third.Id)!.Serial, Is.EqualTo(1));
        scheme.Administrator(scheme.Founders[0], 3, 2, scheme.Founders[0], third);
        Assert.That(scheme.Book().CurrentOf(scheme.Founders[0].Id)!.Serial, Is.EqualTo(2), "a founder may");
    }

    [Test]
    public void A_chain_of_administrators_of_one_day_holds_in_whatever_order_it_is_stored()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, fourth, fifth) = (new Person("Third"), new Person("Fourth"), new Person("Fifth"));
        scheme.Administrator(fifth, 1, by: [third, fourth]);
        scheme.Administrator(fourth, 1, by: [scheme.Founders[0], third]);
        scheme.Administrator(third, 1, by: scheme.Founders);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(5));
        scheme.Certificates.Reverse();
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(5));
    }

    [Test]
    public void Two_who_vouch_for_each_other_and_nobody_else_does_are_nobody()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, fourth) = (new Person("Third"), new Person("Fourth"));
        scheme.Administrator(third, 1, by: [third, fourth]);
        scheme.Administrator(fourth, 1, by: [third, fourth]);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(2));
    }

    // Rule 3
    [Test]
    public void A_handler_needs_one_administrators_signature_and_not_his_own()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        scheme.Handler(carl, 1, by: carl);
        scheme.Handler(new Person("Dorte"), 1);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(2));
        var good = scheme.Handler(carl, 1, 1, scheme.Founders[1]);
        Assert.That(CertificateBook.SignaturesNeeded(good), Is.EqualTo(1));
        Assert.That(scheme.Book().IsCurrent(good));
        scheme.Handler(new Person("Erik"), 2, by: carl);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(3), "a handler certifies nobody");
    }

    [Test]
    public void A_founder_does_not_make_himself_a_handler()
    {
        var scheme = new SealedScheme(new Person("Anna"), new Person("Bo"));
        scheme.Handler(scheme.Founders[0], 0, by: scheme.Founders[0]);
        Assert.That(scheme.Book().Current, Is.Empty);
    }

    [Test]
    public void One_administrator_alone_puts_no_other_administrators_certificate_out()
    {
        var scheme = SealedScheme.ByTwo();
        var bo = scheme.Founders[1];
        var thief = scheme.Handler(bo.WithNewKeys(), 5, 2, scheme.Founders[0]);
        Assert.That(scheme.Book().CurrentOf(bo.Id)!.IsAdministrator);
        Assert.That(scheme.Book().SignaturesNeededNow(thief), Is.EqualTo(2));
        Assert.That(scheme.Book().SignaturesNeededNow(scheme.Write(new Person("New"), 5, CertifiedRoles.CaseHandler, 1, scheme.Hospital)),
            Is.EqualTo(1));
        scheme.Handler(bo.WithNewKeys(), -1, 9, scheme.Founders[0]);
        Assert.That(scheme.Book().CurrentOf(bo.Id)!.IsAdministrator, "nor by dating it back");

        var third = new Person("Third");
        scheme.Administrator(third, 1, by: scheme.Founders);
        var agreed = scheme.Handler(bo, 6, 3, scheme.Founders[0], third);
        Assert.That(scheme.Book().IsCurrent(agreed));
    }

    // Rule 6
    [Test]
    public void A_founders_key_counts_only_where_a_certificate_carries_it_and_is_signed_by_it()
    {
        var scheme = new SealedScheme(new Person("Anna"), new Person("Bo"));
        scheme.Administrator(scheme.Founders[0], 0, by: scheme.Founders);
        Assert.That(scheme.Book().Current, Is.Empty, "nothing carries Bo's key");
        scheme.Administrator(scheme.Founders[1], 0, by: scheme.Founders[0]);
        Assert.That(scheme.Book().Current, Is.Empty, "it is not in Bo's hand");
        scheme.Administrator(scheme.Founders[1], 0, by: scheme.Founders);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_founder_with_two_persons_is_still_one_founder()
    {
        var scheme = new SealedScheme(new Person("Anna"), new Person("Bo"));
        var again = scheme.Founders[0].PlayingAnother();
        scheme.Administrator(scheme.Founders[0], 0, by: [scheme.Founders[0], again]);
        scheme.Administrator(again, 0, by: [scheme.Founders[0], again]);
        Assert.That(scheme.Book().Current, Is.Empty);
    }

    [Test]
    public void Two_founders_keys_that_share_a_person_count_once()
    {
        var anna = new Person("Anna");
        var scheme = new SealedScheme(anna, anna.WithNewKeys());
        scheme.Administrator(anna, 0, by: scheme.Founders);
        scheme.Administrator(scheme.Founders[1], 0, by: scheme.Founders);
        Assert.That(scheme.Book().Current, Is.Empty);
    }

    [Test]
    public void A_self_made_certificate_in_anyones_name_is_nothing()
    {
        var scheme = SealedScheme.ByTwo();
        var mallory = new Person("Anna Holm") { Id = scheme.Founders[0].Id };
        scheme.Administrator(mallory, 1, 2, mallory, mallory.PlayingAnother());
        var forged = scheme.Write(mallory, 1, CertifiedRoles.Administrator, 3);
        scheme.Certificates.Add(new(
            forged, [.. scheme.Founders.Select(f => new CertifyingSignature(f.SigningKeyId, forged.SignBy(mallory.Signing).Signature))]));
        Assert.That(scheme.Book().CurrentOf(mallory.Id)!.Serial, Is.EqualTo(1));
    }

    [Test]
    public void A_certificate_or_revocation_of_another_scheme_says_nothing_here()
    {
        var scheme = SealedScheme.ByTwo();
        var other = new SealedScheme(scheme.Founders);
        foreach (var c in other.Founders) other.Administrator(c, 5, 9, other.Founders);
        other.Revoke(scheme.Certificates[0].Certificate, 6, scheme.Founders);
        var book = CertificateBook.Build(scheme.Id, scheme.Root, [.. scheme.Certificates, .. other.Certificates], other.Revocations);
        Assert.That(book.Current.Select(c => c.Serial), Is.EqualTo(new[] { 1, 1 }));
    }

    [Test]
    public void A_signature_over_a_certificate_does_not_pass_for_one_over_a_revocation()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = scheme.Handler(new Person("Carl"), 1, by: scheme.Founders[0]);
        var revocation = Revocation.Write(scheme.Id, carl.Id, Day0.AddDays(2));
        var signature = scheme.Founders[0].Signing.Sign(Certificate.SignedBytes(Labels.Certified, revocation.Id));
        scheme.Revocations.Add(new(revocation, [new(scheme.Founders[0].SigningKeyId, signature)]));
        Assert.That(scheme.Book().IsCurrent(carl));
    }

    [Test]
    public void A_certificate_stored_twice_is_one()
    {
        var scheme = SealedScheme.ByTwo();
        scheme.Certificates.AddRange(scheme.Certificates.ToList());
        Assert.That(scheme.Book().HeldOn(scheme.Certificates[0].Certificate.Id, Day0.AddDays(50)), Is.Not.Null);
    }
}
