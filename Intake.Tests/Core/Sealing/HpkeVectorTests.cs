using System.Text.Json;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// RFC 9180, mode base: appendix A.3 (P-256, SHA-256, AES-128-GCM) and the CFRG's vector for the same with AES-256-GCM.
/// </summary>
[TestFixture(HpkeContext.Aes128Gcm)]
[TestFixture(HpkeContext.Aes256Gcm)]
[Parallelizable(ParallelScope.Self)]
public class HpkeVectorTests(ushort aead)
{
    private readonly JsonElement _vector = HpkeVector.Load(aead);

    // 7.1.3
    [Test]
    public void Key_pairs_are_derived_as_published()
    {
        using var recipient = EncryptionKeyPair.Derive(Hex("ikmR"));
        using var ephemeral = EncryptionKeyPair.Derive(Hex("ikmE"));
        Assert.That(recipient.Private.Span.ToArray(), Is.EqualTo(Hex("skRm")));
        Assert.That(recipient.Public, Is.EqualTo(Hex("pkRm")));
        Assert.That(ephemeral.Private.Span.ToArray(), Is.EqualTo(Hex("skEm")));
        Assert.That(ephemeral.Public, Is.EqualTo(Hex("pkEm")));
    }

    // 4.1
    [Test]
    public void Both_sides_reach_the_published_shared_secret()
    {
        using var ephemeral = EncryptionKeyPair.FromPrivate(Hex("skEm"));
        Assert.That(ephemeral.Public, Is.EqualTo(Hex("enc")));
        using var sent = Hpke.Encapsulate(ephemeral, Hex("pkRm"));
        Assert.That(sent.Span.ToArray(), Is.EqualTo(Hex("shared_secret")));
        using var recipient = EncryptionKeyPair.FromPrivate(Hex("skRm"));
        using var received = Hpke.Decapsulate(recipient.Private, recipient.Public, Hex("enc"));
        Assert.That(received.Span.ToArray(), Is.EqualTo(Hex("shared_secret")));
    }

    // 5.1
    [Test]
    public void The_key_schedule_is_as_published()
    {
        using var context = Context();
        Assert.That(context.ScheduleContext, Is.EqualTo(Hex("key_schedule_context")));
        Assert.That(context.Secret.Span.ToArray(), Is.EqualTo(Hex("secret")));
        Assert.That(context.Key.Span.ToArray(), Is.EqualTo(Hex("key")));
        Assert.That(context.BaseNonce.Span.ToArray(), Is.EqualTo(Hex("base_nonce")));
        Assert.That(context.ExporterSecret.Span.ToArray(), Is.EqualTo(Hex("exporter_secret")));
    }

    // 5.2
    [Test]
    public void Every_message_is_sealed_and_opened_as_published()
    {
        using var sender = Context();
        using var recipient = Context();
        foreach (var message in _vector.GetProperty("encryptions").EnumerateArray())
        {
            var aad = HpkeVector.Hex(message, "aad");
            var plaintext = HpkeVector.Hex(message, "pt");
            var ciphertext = HpkeVector.Hex(message, "ct");
            Assert.That(sender.NextNonce(), Is.EqualTo(HpkeVector.Hex(message, "nonce")));
            Assert.That(sender.Seal(aad, plaintext), Is.EqualTo(ciphertext));
            Refusal.Of(() => recipient.Open("other"u8, ciphertext));
            using var opened = recipient.Open(aad, ciphertext);
            Assert.That(opened.Span.ToArray(), Is.EqualTo(plaintext));
        }
    }

    // 5.3
    [Test]
    public void Exports_are_as_published()
    {
        using var context = Context();
        foreach (var export in _vector.GetProperty("exports").EnumerateArray())
        {
            var length = export.GetProperty("L").GetInt32();
            using var secret = context.Export(HpkeVector.Hex(export, "exporter_context"), length);
            Assert.That(secret.Span.ToArray(), Is.EqualTo(HpkeVector.Hex(export, "exported_value")));
        }
    }

    private byte[] Hex(string name) => HpkeVector.Hex(_vector, name);

    private HpkeContext Context()
    {
        using var shared = SecretBytes.CopyOf(Hex("shared_secret"));
        return new HpkeContext(aead, shared, Hex("info"));
    }
}
