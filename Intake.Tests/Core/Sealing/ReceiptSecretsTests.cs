using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

[WholeCost]
public class ReceiptSecretsTests
{
    // The bytes 00 to 0e through the argon2 program (salt "intake receipt 1", -id -t 2 -k 19456 -p 1 -l 64), then
    // HKDF-Expand and DeriveKeyPair in Python.
    [Test]
    public void A_known_key_opens_what_another_program_derives()
    {
        using var key = ReceiptKey.Of([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
        using var secrets = key.Derive();
        Assert.That(
            Convert.ToHexStringLower(secrets.LookupId.Span),
            Is.EqualTo("0c5c521de9dff6d8250fa9ed7029de11973edf6d4a7ad5ccde841f61e2608c16"));
        Assert.That(
            Convert.ToHexStringLower(secrets.LookupHash),
            Is.EqualTo("c4aded1f818755afa4cc94b3d916cda8917a1e97baa6ff48fc72c0c81a4cfa42"));
        Assert.That(
            Convert.ToHexStringLower(secrets.WrappingKey.Span),
            Is.EqualTo("765948e699e98ea1fc04ba5082c404e3f569a5f2cd7ebabb0edab068aac2a77e"));
        Assert.That(
            Convert.ToHexStringLower(secrets.Encryption.Public),
            Is.EqualTo(
                "04f873f76ae8f6d076bd28bb529c84fac9852483098bee44872c14d782e2df405e"
                + "db68434f60364b00318c5acdf01f3bb4a7162d173251095f4d2ae49b552ef481"));
        Assert.That(
            Convert.ToHexStringLower(secrets.Signing.Public),
            Is.EqualTo(
                "0467308310bb03423d057769b69f7cc7d2b8c567f7297e401d912253098d3b1046"
                + "3ed0765d90b26fce1924ab541eec96ef6bfcdbe6cd38cafa1599890b6c59543b"));
    }

    [Test]
    public void A_typed_key_opens_what_the_shown_key_opened()
    {
        using var shown = ReceiptKey.New();
        var ascii = new byte[ReceiptKey.GroupedLength];
        shown.WriteGrouped(ascii);
        Assert.That(ReceiptKey.TryParse(ascii, out var typed));
        using (typed)
        using (var first = shown.Derive())
        using (var again = typed!.Derive())
        {
            Assert.That(again.LookupHash, Is.EqualTo(first.LookupHash));
            Assert.That(again.Signing.Public, Is.EqualTo(first.Signing.Public));
        }
    }

    [Test]
    public void Disposing_closes_all_of_it()
    {
        using var key = ReceiptKey.New();
        var secrets = key.Derive();
        secrets.Dispose();
        Assert.That(() => secrets.LookupId.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => secrets.WrappingKey.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => secrets.Encryption.Private.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => secrets.Signing.Private.Span.Length, Throws.InstanceOf<ObjectDisposedException>());
    }
}
