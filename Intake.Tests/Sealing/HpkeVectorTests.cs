using System.Text.Json;
using Intake.Core.Sealing;

namespace Intake.Tests.Sealing;

/// <summary>RFC 9180, appendix A.3 (P-256, SHA-256, AES-128-GCM) and the CFRG's vectors for AES-256-GCM, mode base.</summary>
[TestFixture(HpkeContext.Aes128Gcm)]
[TestFixture(HpkeContext.Aes256Gcm)]
public class HpkeVectorTests(ushort aead)
{
    private readonly JsonElement _vector = Load(aead);

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
            Assert.That(sender.NextNonce(), Is.EqualTo(Hex(message, "nonce")));
            Assert.That(sender.Seal(Hex(message, "aad"), Hex(message, "pt")), Is.EqualTo(Hex(message, "ct")));
            Refusal.Of(() => recipient.Open("other"u8, Hex(message, "ct")));
            using var opened = recipient.Open(Hex(message, "aad"), Hex(message, "ct"));
            Assert.That(opened.Span.ToArray(), Is.EqualTo(Hex(message, "pt")));
        }
    }

    // 5.3
    [Test]
    public void Exports_are_as_published()
    {
        using var context = Context();
        foreach (var export in _vector.GetProperty("exports").EnumerateArray())
        {
            using var secret = context.Export(Hex(export, "exporter_context"), export.GetProperty("L").GetInt32());
            Assert.That(secret.Span.ToArray(), Is.EqualTo(Hex(export, "exported_value")));
        }
    }

    // 6.1
    [Test]
    public void The_first_message_opens_in_a_single_shot()
    {
        Assume.That(aead, Is.EqualTo(HpkeContext.Aes256Gcm), "the house has one suite");
        using var recipient = EncryptionKeyPair.FromPrivate(Hex("skRm"));
        var message = _vector.GetProperty("encryptions")[0];
        using var opened = Hpke.Open(
            recipient.Private, recipient.Public, Hex("enc"), Hex("info"), Hex(message, "aad"), Hex(message, "ct"));
        Assert.That(opened.Span.ToArray(), Is.EqualTo(Hex(message, "pt")));
    }

    private static JsonElement Load(ushort aead)
    {
        var assembly = typeof(HpkeVectorTests).Assembly;
        var name = assembly.GetManifestResourceNames().Single(n => n.Contains("hpke-rfc9180", StringComparison.Ordinal));
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateArray()
            .Single(vector => vector.GetProperty("aead_id").GetInt32() == aead).Clone();
    }

    private static byte[] Hex(JsonElement element, string name) =>
        Convert.FromHexString(element.GetProperty(name).GetString()!);

    private byte[] Hex(string name) => Hex(_vector, name);

    private HpkeContext Context()
    {
        using var shared = SecretBytes.CopyOf(Hex("shared_secret"));
        return new HpkeContext(aead, shared, Hex("info"));
    }
}
