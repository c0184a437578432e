using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[Parallelizable(ParallelScope.Self)]
public class CertificateTests
{
    private static readonly Guid Unit1 = new("00000000-0000-4000-8000-000000000001");
    private static readonly Guid Unit2 = new("f0000000-0000-4000-8000-000000000002");
    private static readonly Person Anna = new("Anna Holm");

    private static Certificate Write(CertifiedRoles roles, params Guid[] units)
        => Certificate.Write(
            Guid.NewGuid(), Anna.Id, "Åse Ø", 7, SealedScheme.Day0, roles, units, Anna.Encryption.Public, Anna.Signing.Public);

    [Test]
    public void A_certificate_reads_back_as_it_was_written()
    {
        var written = Write(CertifiedRoles.Administrator | CertifiedRoles.CaseHandler, Unit2, Unit1);
        var read = Certificate.Read(written.Body);
        Assert.That(read.Id, Is.EqualTo(written.Id));
        Assert.That(read.SchemeId, Is.EqualTo(written.SchemeId));
        Assert.That((read.PersonId, read.FullName, read.Serial, read.MadeOn), Is.EqualTo((Anna.Id, "Åse Ø", 7, SealedScheme.Day0)));
        Assert.That((read.IsAdministrator, read.IsCaseHandler), Is.EqualTo((true, true)));
        Assert.That(read.Units, Is.EqualTo(new[] { Unit1, Unit2 }));
        Assert.That(read.EncryptionKey, Is.EqualTo(Anna.Encryption.Public));
        Assert.That(read.SigningKey, Is.EqualTo(Anna.Signing.Public));
        Assert.That(read.SigningKeyId, Is.EqualTo(Anna.SigningKeyId));
    }

    [Test]
    public void A_name_is_composed_before_it_is_signed() =>
        Assert.That(
            Certificate.Write(Guid.Empty, Guid.Empty, "A\u030Ase", 1, SealedScheme.Day0, CertifiedRoles.Administrator, [],
                Anna.Encryption.Public, Anna.Signing.Public).FullName,
            Is.EqualTo("\u00C5se"));

    [Test]
    public void No_certificate_is_written_without_a_role_units_for_a_handler_or_keys()
    {
        Assert.That(() => Write(CertifiedRoles.None), Throws.ArgumentException);
        Assert.That(() => Write((CertifiedRoles)4), Throws.ArgumentException);
        Assert.That(() => Write(CertifiedRoles.CaseHandler), Throws.ArgumentException);
        Assert.That(() => Write(CertifiedRoles.Administrator, Unit1), Throws.ArgumentException);
        Assert.That(() => Write(CertifiedRoles.CaseHandler, Unit1, Unit1), Throws.ArgumentException);
        foreach (var wrong in Points.Wrong.Select(Convert.FromHexString))
        {
            Assert.That(() => Body(signing: wrong), Throws.ArgumentException);
            Assert.That(() => Body(encryption: wrong), Throws.ArgumentException);
        }

        Assert.That(() => Body(serial: 0), Throws.ArgumentException);
        Assert.That(() => Body(name: ""), Throws.ArgumentException);
    }

    private static Certificate Body(int serial = 1, string name = "A", byte[]? encryption = null, byte[]? signing = null)
        => Certificate.Write(Guid.Empty, Guid.Empty, name, serial, SealedScheme.Day0, CertifiedRoles.Administrator, [],
            encryption ?? Anna.Encryption.Public, signing ?? Anna.Signing.Public);

    [Test]
    public void Every_changed_bit_of_a_body_is_refused_or_makes_another_certificate()
    {
        var certificate = Write(CertifiedRoles.CaseHandler, Unit1, Unit2);
        for (var bit = 0; bit < certificate.Body.Length * 8; bit++)
        {
            var changed = (byte[])certificate.Body.Clone();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.That(Certificate.Read(changed).Id, Is.Not.EqualTo(certificate.Id));
            }
            catch (SealedException)
            {
                continue;
            }
        }
    }

    [Test]
    public void A_body_of_another_length_suite_or_label_is_refused()
    {
        var body = Write(CertifiedRoles.CaseHandler, Unit1, Unit2).Body;
        Refusal.OfEveryOtherLength(body, changed => Certificate.Read(changed));
        using var frame = new FrameWriter();
        Refusal.Of(() => Certificate.Read(frame.Label(Labels.Certificate).Byte(2).ToArray()));
        Refusal.Of(() => Certificate.Read(Revocation.Write(Guid.Empty, new byte[32], SealedScheme.Day0).Body));
    }

    [Test]
    public void Units_out_of_order_are_refused()
    {
        var body = Write(CertifiedRoles.CaseHandler, Unit1, Unit2).Body;
        var at = body.AsSpan().IndexOf(Unit1.ToByteArray(bigEndian: true));
        byte[] swapped = [.. body[..at], .. body[(at + 16)..(at + 32)], .. body[at..(at + 16)], .. body[(at + 32)..]];
        Refusal.Of(() => Certificate.Read(swapped));
    }

    [Test]
    public void A_fingerprint_is_twenty_symbols_in_fives_of_four_and_changes_with_either_key()
    {
        var other = new Person("Other");
        var mine = Certificate.Fingerprint(Anna.Encryption.Public, Anna.Signing.Public);
        Assert.That(mine, Does.Match("^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$"));
        Assert.That(Certificate.Fingerprint(other.Encryption.Public, Anna.Signing.Public), Is.Not.EqualTo(mine));
        Assert.That(Certificate.Fingerprint(Anna.Encryption.Public, other.Signing.Public), Is.Not.EqualTo(mine));
        Assert.That(Certificate.Fingerprint(Anna.Signing.Public, Anna.Encryption.Public), Is.Not.EqualTo(mine));
    }

    [Test]
    public void A_revocation_reads_back_and_any_other_length_suite_or_label_is_refused()
    {
        var written = Revocation.Write(Unit1, new byte[32], SealedScheme.Day0);
        var read = Revocation.Read(written.Body);
        Assert.That((read.SchemeId, read.MadeOn), Is.EqualTo((Unit1, SealedScheme.Day0)));
        Assert.That(read.CertificateId, Is.EqualTo(new byte[32]));
        Assert.That(read.Id, Is.EqualTo(written.Id));
        Refusal.OfEveryOtherLength(written.Body, changed => Revocation.Read(changed));
        Refusal.Of(() => Revocation.Write(Unit1, new byte[31], SealedScheme.Day0));
        using var frame = new FrameWriter();
        Refusal.Of(() => Revocation.Read(frame.Label(Labels.Revocation).Byte(2).ToArray()));
    }
}
