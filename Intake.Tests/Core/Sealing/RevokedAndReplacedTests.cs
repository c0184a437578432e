using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Rules 4 and 5 of FORMAT.md §5: how a certificate and a certifier's key end.</summary>
[Parallelizable(ParallelScope.Self)]
public class RevokedAndReplacedTests
{
    private static readonly DateOnly Day0 = SealedScheme.Day0;

    // Rule 4
    [Test]
    public void A_revocation_needs_as_many_signatures_as_its_certificate()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, carl) = (new Person("Third"), new Person("Carl"));
        var administrator = scheme.Administrator(third, 1, by: scheme.Founders);
        var handler = scheme.Handler(carl, 1, by: third);
        scheme.Revoke(administrator, 2, scheme.Founders[0]);
        scheme.Revoke(administrator, 3, scheme.Founders[0], carl);
        scheme.Revoke(handler, 2, carl);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(4));
        scheme.Revoke(handler, 3, scheme.Founders[0]);
        scheme.Revoke(administrator, 3, scheme.Founders);
        Assert.That(scheme.Book().Current, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_certificate_dated_in_the_future_is_ended_by_a_revocation_of_today()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        var early = scheme.Handler(carl, 1, 1, scheme.Founders[0]);
        var far = scheme.Handler(carl, 3000, 2, scheme.Founders[0]);
        Assert.That(scheme.Book().IsCurrent(far));
        scheme.Revoke(far, 5, scheme.Founders[1]);
        Assert.That(scheme.Book().IsCurrent(early));
        Assert.That(scheme.Book().HeldOn(far.Id, far.MadeOn), Is.Null);
    }

    [Test]
    public void A_revocation_of_what_never_held_or_is_unknown_says_nothing()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        scheme.Revoke(scheme.Write(carl, 1, CertifiedRoles.Administrator), 2, scheme.Founders);
        scheme.Revoke(scheme.Handler(carl, 1, by: carl), 2, scheme.Founders);
        Assert.That(scheme.Book().LastRevokedOn, Is.Null);
    }

    // Rule 5
    [Test]
    public void What_a_revoked_key_signed_until_that_day_stands_and_nothing_after()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, before, same, after) = (new Person("Third"), new Person("Before"), new Person("Same"), new Person("After"));
        var certificate = scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Handler(before, 2, by: third);
        scheme.Handler(same, 5, by: third);
        scheme.Handler(after, 6, by: third);
        scheme.Revoke(certificate, 5, scheme.Founders);
        scheme.Revoke(certificate, 9, scheme.Founders);
        var book = scheme.Book();
        Assert.That(book.Current.Select(c => c.FullName), Is.EquivalentTo(new[] { "Anna Holm", "Bo Friis", "Before", "Same" }));
        Assert.That(book.HeldOn(certificate.Id, Day0), Is.Null);
        Assert.That(book.HeldOn(certificate.Id, Day0.AddDays(1)), Is.Not.Null);
        Assert.That(book.HeldOn(certificate.Id, Day0.AddDays(5)), Is.Not.Null);
        Assert.That(book.HeldOn(certificate.Id, Day0.AddDays(6)), Is.Null);
        Assert.That(book.LastRevokedOn, Is.EqualTo(Day0.AddDays(5)));
    }

    [Test]
    public void A_revoked_key_certifies_nobody_under_a_new_certificate_either()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, carl) = (new Person("Third"), new Person("Carl"));
        scheme.Revoke(scheme.Administrator(third, 1, by: scheme.Founders), 2, scheme.Founders);
        scheme.Administrator(third, 3, 2, scheme.Founders);
        scheme.Handler(carl, 4, by: third);
        Assert.That(scheme.Book().CurrentOf(third.Id), Is.Not.Null);
        Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Null);
    }

    [Test]
    public void A_founders_key_ends_with_the_revocation_of_his_administrators_certificate()
    {
        var scheme = SealedScheme.ByTwo();
        var third = new Person("Third");
        scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Revoke(scheme.Certificates[0].Certificate, 2, scheme.Founders[1], third);
        scheme.Handler(new Person("Carl"), 3, by: scheme.Founders[0]);
        Assert.That(scheme.Book().Current.Select(c => c.FullName), Is.EquivalentTo(new[] { "Bo Friis", "Third" }));
    }

    [Test]
    public void One_administrator_alone_ends_no_others_key_by_revoking_a_handlers_certificate_that_carries_it()
    {
        var scheme = SealedScheme.ByTwo();
        var (anna, bo) = (scheme.Founders[0], scheme.Founders[1]);
        var bait = scheme.Handler(bo.PlayingAnother(), 1, by: anna);
        scheme.Revoke(bait, 2, anna);
        var carl = new Person("Carl");
        scheme.Handler(carl, 3, by: bo);
        Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Not.Null);
    }

    [Test]
    public void A_newer_certificate_replaces_the_older_from_the_next_day_on()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        var first = scheme.Handler(carl, 1, 1, scheme.Founders[0]);
        var second = scheme.Handler(carl.WithNewKeys(), 4, 2, scheme.Founders[0]);
        var book = scheme.Book();
        Assert.That(book.IsCurrent(second));
        Assert.That(book.IsCurrent(first), Is.False);
        Assert.That(book.HeldOn(first.Id, Day0.AddDays(4)), Is.Not.Null);
        Assert.That(book.HeldOn(first.Id, Day0.AddDays(5)), Is.Null);
    }

    [Test]
    public void Of_two_certificates_of_one_day_the_higher_serial_counts_in_whatever_order_they_are_stored()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, carl) = (new Person("Third"), new Person("Carl"));
        scheme.Administrator(third, 1, 2, scheme.Founders);
        var loser = third.WithNewKeys();
        scheme.Administrator(loser, 1, 1, scheme.Founders);
        scheme.Handler(carl, 3, by: loser);
        for (var order = 0; order < 2; order++)
        {
            Assert.That(scheme.Book().CurrentOf(third.Id)!.Serial, Is.EqualTo(2));
            Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Null);
            scheme.Certificates.Reverse();
        }
    }

    [Test]
    public void Of_two_with_the_same_date_and_serial_always_the_same_one_counts()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        scheme.Handler(carl, 1, 1, scheme.Founders[0]);
        scheme.Handler(carl.WithNewKeys(), 1, 1, scheme.Founders[0]);
        var chosen = scheme.Book().CurrentOf(carl.Id)!.Id;
        scheme.Certificates.Reverse();
        Assert.That(scheme.Book().CurrentOf(carl.Id)!.Id, Is.EqualTo(chosen));
    }

    [Test]
    public void One_who_was_an_administrator_certifies_nobody_from_the_day_after()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, sameDay, later, again) = (new Person("Third"), new Person("Same"), new Person("Later"), new Person("Again"));
        scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Handler(third, 5, 2, scheme.Founders);
        scheme.Handler(sameDay, 5, by: third);
        scheme.Handler(later, 6, by: third);
        scheme.Administrator(third, 8, 3, scheme.Founders);
        scheme.Handler(again, 9, by: third);
        var book = scheme.Book();
        Assert.That(book.CurrentOf(sameDay.Id), Is.Not.Null);
        Assert.That(book.CurrentOf(later.Id), Is.Null);
        Assert.That(book.CurrentOf(again.Id), Is.Not.Null);
    }

    [Test]
    public void An_administrator_with_a_newer_certificate_for_the_same_keys_goes_on_certifying()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, carl) = (new Person("Third"), new Person("Carl"));
        scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Administrator(third, 5, 2, scheme.Founders);
        scheme.Handler(carl, 9, by: third);
        Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Not.Null);
    }

    [Test]
    public void A_founder_whose_certificate_gave_way_still_signs_by_the_root()
    {
        var scheme = SealedScheme.ByTwo();
        var (third, carl) = (new Person("Third"), new Person("Carl"));
        scheme.Administrator(third, 1, by: scheme.Founders);
        scheme.Handler(scheme.Founders[0], 2, 2, scheme.Founders[1], third);
        scheme.Handler(carl, 9, by: scheme.Founders[0]);
        Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Not.Null);
    }

    [Test]
    public void Whose_newest_certificate_was_revoked_has_none_whatever_older_one_is_left()
    {
        var scheme = SealedScheme.ByTwo();
        var carl = new Person("Carl");
        scheme.Handler(carl, 1, 1, scheme.Founders[0]);
        scheme.Revoke(scheme.Handler(carl.WithNewKeys(), 2, 2, scheme.Founders[0]), 3, scheme.Founders[0]);
        Assert.That(scheme.Book().CurrentOf(carl.Id), Is.Null);
        var third = scheme.Handler(carl.WithNewKeys(), 4, 3, scheme.Founders[0]);
        Assert.That(scheme.Book().IsCurrent(third));
    }
}
