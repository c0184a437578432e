using System.Buffers.Text;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Ring keys, both kinds of session, tickets and staging. FORMAT.md §13 to §15.</summary>
[Parallelizable(ParallelScope.Self)]
public class SessionSealTests
{
    private static readonly Guid Scheme = Guid.NewGuid();
    private static readonly Person Anna = new("Anna");

    [Test]
    public void A_ring_key_opens_for_its_hour_and_file_secret_only()
    {
        var wrapped = RingKeySeal.New(FileSecrets.Mine, 5);
        using var key = RingKeySeal.Open(FileSecrets.Mine, 5, wrapped);
        Assert.That(key.Length, Is.EqualTo(32));
        Refusal.OfEveryBitFlip(wrapped, changed => RingKeySeal.Open(FileSecrets.Mine, 5, changed));
        Refusal.Of(() => RingKeySeal.Open(FileSecrets.Mine, 6, wrapped));
        Refusal.Of(() => RingKeySeal.Open(FileSecrets.Others, 5, wrapped));
    }

    [Test]
    public void A_staff_session_opens_with_its_cookie_ring_key_hour_and_person_only()
    {
        using var ring = SecretBytes.Random(32);
        using var otherRing = SecretBytes.Random(32);
        byte[] cookie = [.. Enumerable.Repeat((byte)9, 32)], otherCookie = new byte[32];
        var half = StaffSessionSeal.Seal(cookie, ring, 5, Anna.Id, Anna.Encryption, Anna.Signing);
        var (encryption, signing) = StaffSessionSeal.Open(cookie, ring, 5, Anna.Id, half);
        Assert.That((encryption.Public, signing.Public), Is.EqualTo((Anna.Encryption.Public, Anna.Signing.Public)));
        Refusal.OfEveryBitFlip(half, changed => StaffSessionSeal.Open(cookie, ring, 5, Anna.Id, changed));
        Refusal.OfEveryBitFlip(cookie, changed => StaffSessionSeal.Open(changed, ring, 5, Anna.Id, half));
        Refusal.Of(() => StaffSessionSeal.Open(otherCookie, ring, 5, Anna.Id, half));
        Refusal.Of(() => StaffSessionSeal.Open(cookie, otherRing, 5, Anna.Id, half));
        Refusal.Of(() => StaffSessionSeal.Open(cookie, ring, 6, Anna.Id, half));
        Refusal.Of(() => StaffSessionSeal.Open(cookie, ring, 5, Guid.NewGuid(), half));
    }

    [Test]
    public void A_mailbox_session_opens_under_its_ring_key_only_and_says_which()
    {
        using var report = new SealedCase();
        using var ring = SecretBytes.Random(32);
        using var otherRing = SecretBytes.Random(32);
        var cookie = MailboxSessionSeal.Seal(ring, 500, DateTimeOffset.UnixEpoch.AddDays(1), report.Mailbox);
        Assert.That(MailboxSessionSeal.HourOf(cookie), Is.EqualTo(500));
        using var session = MailboxSessionSeal.Open(ring, cookie);
        Assert.That((session.ReportId, session.Issued), Is.EqualTo((report.Report.ReportId, DateTimeOffset.UnixEpoch.AddDays(1))));
        Assert.That(session.Encryption.Public, Is.EqualTo(report.Report.MailboxEncryptionKey));
        Refusal.Of(() => MailboxSessionSeal.Open(otherRing, cookie));
        Refusal.OfEveryBitFlip(
            Base64Url.DecodeFromChars(cookie), changed => MailboxSessionSeal.Open(ring, Base64Url.EncodeToString(changed)));
    }

    [TestCase("")]
    [TestCase("AAAA")]
    [TestCase("AAAAAA")]
    [TestCase("not a cookie!")]
    [TestCase("A")]
    [TestCase("AAAAAAB")]
    public void What_is_no_cookie_has_no_hour_or_does_not_open(string cookie)
    {
        using var ring = SecretBytes.Random(32);
        Assert.That(() => MailboxSessionSeal.HourOf(cookie), Throws.Nothing);
        Refusal.Of(() => MailboxSessionSeal.Open(ring, cookie));
        Refusal.Of(() => FormTicket.Open(FileSecrets.Mine, Scheme, cookie));
    }

    [Test]
    public void A_cookie_or_ticket_too_long_to_be_one_is_not_decoded()
    {
        using var ring = SecretBytes.Random(32);
        Assert.That(MailboxSessionSeal.HourOf(new string('A', 1024)), Is.Zero);
        Assert.That(MailboxSessionSeal.HourOf(new string('A', 1028)), Is.Null);
        Refusal.Of(() => MailboxSessionSeal.Open(ring, new string('A', 1028)));
        Refusal.Of(() => FormTicket.Open(FileSecrets.Mine, Scheme, new string('A', 2052)));
    }

    [Test]
    public void A_disposed_session_has_no_keys()
    {
        using var report = new SealedCase();
        using var ring = SecretBytes.Random(32);
        var session = MailboxSessionSeal.Open(ring, MailboxSessionSeal.Seal(ring, 1, DateTimeOffset.UnixEpoch, report.Mailbox));
        session.Dispose();
        foreach (var secret in new[] { session.WrappingKey, session.Encryption.Private, session.Signing.Private })
            Assert.That(() => secret.Span.Length, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void A_ticket_has_one_length_and_opens_in_its_scheme_only()
    {
        using var empty = FormTicket.New(DateTimeOffset.UnixEpoch.AddSeconds(77));
        using var full = empty.With(StagedKeys.New());
        var (small, large) = (empty.Seal(FileSecrets.Mine, Scheme), full.Seal(FileSecrets.Mine, Scheme));
        Assert.That(small, Has.Length.EqualTo(large.Length));
        using var opened = FormTicket.Open(FileSecrets.Mine, Scheme, large);
        Assert.That((opened.Id, opened.Issued), Is.EqualTo((empty.Id, DateTimeOffset.UnixEpoch.AddSeconds(77))));
        Assert.That(opened.Staged!.StagingKey.Span.SequenceEqual(full.Staged!.StagingKey.Span));
        Assert.That(opened.UseHash(FileSecrets.Mine), Is.EqualTo(empty.UseHash(FileSecrets.Mine)));
        Assert.That(opened.UseHash(FileSecrets.Others), Is.Not.EqualTo(empty.UseHash(FileSecrets.Mine)));
        Refusal.Of(() => FormTicket.Open(FileSecrets.Mine, Guid.NewGuid(), large));
        Refusal.Of(() => FormTicket.Open(FileSecrets.Others, Scheme, large));
        Refusal.OfEveryBitFlip(
            Base64Url.DecodeFromChars(small), changed => FormTicket.Open(FileSecrets.Mine, Scheme, Base64Url.EncodeToString(changed)));
    }

    [TestCase(511, 36, 0)]
    [TestCase(512, 0, 0)]
    [TestCase(512, -1, 0)]
    [TestCase(512, 509, 0)]
    [TestCase(512, 36, 1)]
    public void A_ticket_of_another_size_or_padding_is_refused_even_under_the_right_key(int size, int length, byte last)
    {
        using var key = FileSecrets.Mine.Derive(FileSecret.Ticket);
        var plain = new byte[size];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(plain, length);
        new FrameWriter().Id(Guid.NewGuid()).Long(0).Bytes([]).ToArray().CopyTo(plain, 4);
        plain[^1] = last;
        var place = new FrameWriter().Label(Labels.Ticket).Id(Scheme).ToArray();
        Refusal.Of(() => FormTicket.Open(FileSecrets.Mine, Scheme, Base64Url.EncodeToString(SealedValue.Seal(key, place, plain))));
    }

    [Test]
    public void Staged_text_opens_under_its_own_key_scheme_and_id_only()
    {
        using var mine = StagedKeys.New();
        using var other = StagedKeys.New();
        var text = mine.SealText(Scheme, "Kladde"u8);
        using var opened = mine.OpenText(Scheme, text);
        Assert.That(opened.Span.SequenceEqual("Kladde"u8));
        Assert.That(text, Has.Length.EqualTo(mine.SealText(Scheme, "Another, longer"u8).Length));
        Refusal.Of(() => other.OpenText(Scheme, text));
        Refusal.Of(() => mine.OpenText(Guid.NewGuid(), text));
        Refusal.OfEveryOtherLength(text[..100], changed => mine.OpenText(Scheme, changed));
    }

    [Test]
    public void A_staged_files_key_is_the_one_the_report_will_have()
    {
        using var report = new SealedCase();
        using var keys = StagedKeys.New();
        var identity = new ReportIdentity(Scheme, keys.ReportId, report.Report.MailboxEncryptionKey, report.Report.MailboxSigningKey);
        using var dialogue = OpenCompartment.FromFirstKey(
            new(identity, CompartmentKind.Dialogue, keys.DialogueId), SecretBytes.CopyOf(keys.DialogueKey.Span));
        var (attachment, salt) = (Guid.NewGuid(), new byte[32]);
        using var staged = keys.FileKey(report.Vault, attachment, salt);
        using var later = FileKeys.Derive(report.Vault, dialogue, 1, attachment, salt);
        Assert.That(staged.Span.SequenceEqual(later.Span));
        using var another = FileKeys.Derive(report.Vault, dialogue, 1, Guid.NewGuid(), salt);
        Assert.That(staged.Span.SequenceEqual(another.Span), Is.False);
        Refusal.Of(() => FileKeys.Derive(report.Vault, dialogue, 2, attachment, salt));
    }

    [Test]
    public void Staff_keys_open_with_the_same_password_however_its_letters_are_composed_and_no_other()
    {
        var seal = StaffKeySeal.Make(FileSecrets.Mine, Anna.Id, "blåbærgrød \u00E5"u8, Anna.Encryption, Anna.Signing);
        bool Opens(ReadOnlySpan<byte> password, out SigningKeyPair? signing)
            => seal.TryOpen(FileSecrets.Mine, Anna.Id, password, Anna.Encryption.Public, Anna.Signing.Public, out _, out signing);
        Assert.That(Opens("bla\u030Abærgrød a\u030A"u8, out var pair));
        Assert.That(pair!.Public, Is.EqualTo(Anna.Signing.Public));
        Assert.That(Opens("blabærgrød a"u8, out var none), Is.False);
        Assert.That(none, Is.Null);
        Assert.That(seal.TryOpen(FileSecrets.Others, Anna.Id, "blåbærgrød \u00E5"u8, Anna.Encryption.Public, Anna.Signing.Public, out _,
            out _), Is.False);
        Refusal.Of(() => seal.TryOpen(
            FileSecrets.Mine, Guid.NewGuid(), "blåbærgrød \u00E5"u8, Anna.Encryption.Public, Anna.Signing.Public, out _, out _));
        Refusal.Of(() => seal.TryOpen(
            FileSecrets.Mine, Anna.Id, "blåbærgrød \u00E5"u8, new Person("X").Encryption.Public, Anna.Signing.Public, out _, out _));
        Assert.That(() => StaffKeySeal.Burn("plain ascii"u8), Throws.Nothing);
    }
}
