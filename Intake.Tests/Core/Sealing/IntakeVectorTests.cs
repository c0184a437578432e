using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// The frozen vectors of suite 1, sealed by deploy/vectors/make-vectors.mjs: FORMAT.md written a second time, in another
/// language. Old bytes must stay readable; a change that breaks one of these needs a new suite byte.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public class IntakeVectorTests
{
    private static readonly JsonElement Vectors = Root;
    private static readonly DateOnly Day = new(2026, 3, 2), Later = new(2026, 4, 1);
    private static readonly byte[] Vault = Bytes("vault");

    private static EncryptionKeyPair Encryption => EncryptionKeyPair.FromPrivate(Bytes("encryption"));
    private static SigningKeyPair SigningPair => SigningKeyPair.FromPrivate(Bytes("signing"));
    private static Certificate Certificate => Certificate.Read(Bytes("certificate", "body"));

    private static UnlockedMailbox Mailbox() => FormatVectorTests.MailboxOf();

    // The vectors' certificate is for an administrator and handler; a second founder, not frozen, signs it as well.
    private static CertificateBook Book()
    {
        var (other, mine) = (new Person("Other"), SigningPair);
        var second = Certificate.Write(
            Id(1), other.Id, other.Name, 1, Day, CertifiedRoles.Administrator, [], other.Encryption.Public, other.Signing.Public);
        var root = SchemeRoot.Parse($"{Id(1)} {Text("certificate", "keyId")}\n{Id(1)} {Convert.ToHexString(other.SigningKeyId)}");
        return CertificateBook.Build(Id(1), root,
        [
            new(Certificate, [new(Certificate.SigningKeyId, Bytes("certificate", "signature")), Certificate.SignBy(other.Signing)]),
            new(second, [second.SignBy(other.Signing), second.SignBy(mine)]),
        ], []);
    }

    [Test] // §2
    public void Frame()
    {
        using var frame = new FrameWriter();
        Assert.That(frame.Label("intake/1/test").Byte(7).Int(-2).Long(-3).Id(Id(9)).Date(Day).Text("A\u030Abenrå").Bytes([1, 2]).ToArray(),
            Is.EqualTo(Bytes("frame")));
    }

    [Test] // §3, §4
    public void Sealed_value_and_keys_of_the_file_secret()
    {
        using var opened = SealedValue.Open(Bytes("key"), "place"u8, Bytes("value"));
        Assert.That(opened.Span.SequenceEqual("a name"u8));
        foreach (var key in Vectors.GetProperty("fileKeys").EnumerateObject())
        {
            using var derived = Secret.Derive(key.Name);
            Assert.That(Convert.ToHexStringLower(derived.Span), Is.EqualTo(key.Value.GetString()), key.Name);
        }
    }

    [Test] // §5
    public void Certificate_key_id_fingerprint_and_revocation()
    {
        var written = Certificate.Write(Id(1), Id(2), "Åse Østergård", 1, Day, CertifiedRoles.Administrator | CertifiedRoles.CaseHandler,
            [Id(12), Id(11)], Encryption.Public, SigningPair.Public);
        Assert.That(written.Body, Is.EqualTo(Bytes("certificate", "body")));
        Assert.That(written.Id, Is.EqualTo(Bytes("certificate", "id")));
        Assert.That(written.SigningKeyId, Is.EqualTo(Bytes("certificate", "keyId")));
        Assert.That(Certificate.Fingerprint(written.EncryptionKey, written.SigningKey), Is.EqualTo(Text("certificate", "fingerprint")));
        Assert.That(Book().IsCurrent(written));
        var revocation = Revocation.Write(Id(1), written.Id, Later);
        Assert.That(revocation.Body, Is.EqualTo(Bytes("revocation", "body")));
        Assert.That(revocation.Id, Is.EqualTo(Bytes("revocation", "id")));
        Assert.That(Signing.Verify(written.SigningKey, Certificate.SignedBytes(Labels.Revoked, revocation.Id),
            Bytes("revocation", "signature")));
    }

    [Test] // §8, §9, §11
    public void Genesis_epochs_grants_wrap_and_entries()
    {
        using var mailbox = Mailbox();
        using var staff = new UnlockedStaff(Certificate, Encryption, SigningPair);
        using var vault = SecretBytes.CopyOf(Vault);
        Assert.That(mailbox.Report.Genesis, Is.EqualTo(Bytes("report", "genesis")));
        Assert.That(EpochProvenance.DigestOf([]), Is.EqualTo(Bytes("report", "noExclusions")));
        Assert.That(EpochProvenance.DigestOf([Id(21), Id(22)]), Is.EqualTo(Bytes("report", "twoExclusions")));

        Assert.That(mailbox.Party.HolderId, Is.EqualTo(Bytes("holders", "mailbox")).And.EqualTo(mailbox.Party.Id));
        Assert.That(staff.Party.HolderId, Is.EqualTo(Bytes("holders", "staff")));
        var place = new CompartmentContext(mailbox.Report, CompartmentKind.Dialogue, Id(5));
        EpochSeal[] epochs = [new(1, Bytes("report", "commitment1"), null),
            new(2, Bytes("report", "commitment2"), Bytes("report", "previous"))];
        var grants = Vectors.GetProperty("grants").EnumerateArray().ToArray();
        SealedGrant Grant(int n, GrantPurpose purpose) =>
            new(n, purpose, Later, HpkeVector.Hex(grants[n - 1], "enc"), HpkeVector.Hex(grants[n - 1], "sealed"));
        var book = Book();
        using var dialogue = CompartmentOpener.Open(
            place, epochs, [Grant(1, GrantPurpose.Receipt), Grant(2, GrantPurpose.Rekey)], staff, book);
        Assert.That(dialogue.Epoch, Is.EqualTo(2));
        Assert.That(dialogue.IsStale(new HashSet<Guid>(), book), Is.False);
        Assert.That(dialogue.Key(1).SequenceEqual(Bytes("k1")) && dialogue.Key(2).SequenceEqual(Bytes("k2")));
        using var cut = CompartmentOpener.Open(place, [epochs[0], epochs[1] with { Previous = Bytes("report", "cut") }],
            [Grant(1, GrantPurpose.Receipt), Grant(2, GrantPurpose.Rekey)], staff, book);
        Assert.That((cut.First, cut.Epoch, cut.FirstCut), Is.EqualTo((1, 2, (int?)2)));
        using var wrapped = MailboxWrap.Open(mailbox, Bytes("wrap"), place);
        Assert.That(wrapped.Key.Span.SequenceEqual(Bytes("k1")));
        Assert.That(wrapped.Vouch, Is.EqualTo(new EpochProvenance(null, wrapped.Vouch.Exclusions, Later)));

        EntryHead? before = null;
        foreach (var (e, position) in Vectors.GetProperty("entries").EnumerateArray().Select((e, i) => (e, i + 1)))
        {
            var entry = new SealedEntry(e.GetProperty("id").GetGuid(), (EntryKind)e.GetProperty("kind").GetInt32(),
                e.GetProperty("epoch").GetInt32(), position, Later,
                HpkeVector.Hex(e, "salt"), HpkeVector.Hex(e, "sealed"), HpkeVector.Hex(e, "hash"));
            var opened = entry.Open(dialogue, vault, book, before);
            Assert.That(opened.FollowsGap, Is.False);
            Assert.That(opened.Content, Is.EqualTo(HpkeVector.Hex(e, "content")));
            Assert.That(entry.HashIn(place), Is.EqualTo(entry.Hash));
            before = entry.HeadIn(place);
        }
    }

    [Test] // §10
    public void Pseudonyms()
    {
        using var names = new HolderPseudonyms(Secret);
        Assert.That(names.OfPerson(Id(3), Id(2)), Is.EqualTo(Bytes("pseudonyms", "person")));
        Assert.That(names.Of(Id(3), new Party(Certificate)), Is.EqualTo(Bytes("pseudonyms", "person")));
        Assert.That(names.OfMailbox(Id(3)), Is.EqualTo(Bytes("pseudonyms", "mailbox")));
        Assert.That(names.OfPerson(Id(4), Id(2)), Is.Not.EqualTo(names.OfPerson(Id(3), Id(2))));
    }

    [Test] // §12
    public void File_key_and_stream()
    {
        using var vault = SecretBytes.CopyOf(Vault);
        using var key = FileKeys.Derive(vault, Bytes("k1"), Id(3), Id(5), 1, Id(41), Bytes("file", "salt"));
        Assert.That(key.Span.SequenceEqual(Bytes("file", "key")));
        using var writer = new SealedStreamWriter(key.Span);
        var to = new ArrayBufferWriter<byte>();
        writer.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("file", 17500))), to);
        writer.Finish(to);
        Assert.That(to.WrittenCount, Is.EqualTo(Vectors.GetProperty("file").GetProperty("sealedLength").GetInt32()));
        Assert.That(SHA256.HashData(to.WrittenSpan), Is.EqualTo(Bytes("file", "sealedHash")));
        Refusal.Of(() => FileKeys.Derive(vault, Bytes("k1"), Id(3), Id(5), 1, Id(41), new byte[31]));
    }

    [Test] // §13
    public void Ring_and_sessions()
    {
        using var ring = RingKeySeal.Open(Secret, 500000, Bytes("ring", "wrapped"));
        Assert.That(ring.Span.SequenceEqual(Bytes("ring", "key")));
        Assert.That(StaffSessionSeal.IdOf(Bytes("staffSession", "cookie")), Is.EqualTo(Bytes("staffSession", "id")));
        var (encryption, signing) = StaffSessionSeal.Open(
            Bytes("staffSession", "cookie"), ring, 500000, Id(2), Bytes("staffSession", "sealed"));
        Assert.That((encryption.Public, signing.Public), Is.EqualTo((Encryption.Public, SigningPair.Public)));
        using var session = MailboxSessionSeal.Open(ring, Text("mailboxSession"));
        Assert.That(MailboxSessionSeal.HourOf(Text("mailboxSession")), Is.EqualTo(500000));
        Assert.That((session.ReportId, session.Issued.ToUnixTimeSeconds()), Is.EqualTo((Id(3), 1800000000L)));
        Assert.That(session.WrappingKey.Span.SequenceEqual(Bytes("wrapping")));
        Assert.That(session.Signing.Private.Span.SequenceEqual(Bytes("mailboxSigning")));
    }

    [Test] // §14, §15
    public void Tickets_and_staging()
    {
        using var empty = FormTicket.Open(Secret, Id(1), Text("ticket", "empty"));
        Assert.That((empty.Id, empty.Issued.ToUnixTimeSeconds(), empty.Staged), Is.EqualTo((Id(7), 1800000000L, (StagedKeys?)null)));
        Assert.That(empty.UseHash(Secret), Is.EqualTo(Bytes("ticket", "use")));
        using var staged = FormTicket.Open(Secret, Id(1), Text("ticket", "staged"));
        Assert.That((staged.Staged!.StagingId, staged.Staged.ReportId, staged.Staged.GateCardId, staged.Staged.DialogueId),
            Is.EqualTo((Id(6), Id(3), Id(4), Id(5))));
        Assert.That(staged.Staged.DialogueKey.Span.SequenceEqual(Bytes("k1")));
        using var text = staged.Staged.OpenText(Id(1), Bytes("staging"));
        Assert.That(Encoding.UTF8.GetString(text.Span), Is.EqualTo("Kladde"));
    }

    [Test] // §14, §15
    public void A_saved_draft()
    {
        using var root = SecretBytes.CopyOf(Bytes("draft", "root"));
        using var secrets = ReceiptSecrets.FromRoot(root);
        Assert.That(secrets.LookupHash, Is.EqualTo(Bytes("draft", "lookupHash")));
        using var vault = SecretBytes.CopyOf(Bytes("vault"));
        using var keys = DraftSeal.Open(secrets, vault, Id(1), Id(6), Id(3), Bytes("draft", "sealed"));
        using var text = keys.OpenText(Id(1), Bytes("staging"));
        Assert.That(Encoding.UTF8.GetString(text.Span), Is.EqualTo("Kladde"));
        using var ticket = FormTicket.Open(Secret, Id(1), Text("draft", "ticket"));
        using var same = ticket.Staged!.ReceiptSecrets();
        Assert.That((same.LookupHash, ticket.Staged.IsDraft), Is.EqualTo((secrets.LookupHash, true)));
        using var before = FormTicket.Open(Secret, Id(1), Text("ticket", "empty"));
        Assert.That(before.DraftUseHash(Secret), Is.EqualTo(Bytes("draft", "use")));
    }

    [Test] // §16
    public void Audit_rows_and_the_daily_root()
    {
        using var opened = AuditSeal.Open(Secret, Id(51), 9, Bytes("accountability", "audit"));
        Assert.That(opened.Span.SequenceEqual("{}"u8));
        var at = DateTimeOffset.FromUnixTimeSeconds(1800000000).AddTicks(1234560);
        var hash = AuditSeal.Hash(Id(51), 9, at, Bytes("accountability", "audit"));
        Assert.That(hash, Is.EqualTo(Bytes("accountability", "auditHash")));
        var second = new CertifyingSignature(SHA256.HashData("b"u8), [.. Enumerable.Repeat((byte)2, 64)]);
        var first = new CertifyingSignature(SHA256.HashData("a"u8), [.. Enumerable.Repeat((byte)1, 64)]);
        byte[][] leaves =
        [
            DailyRootSeal.Leaf(LeafSubject.Audit, hash), DailyRootSeal.Leaf(LeafSubject.Certificate, Certificate.Id, [second, first]),
            DailyRootSeal.Leaf(LeafSubject.Entry, HpkeVector.Hex(Vectors.GetProperty("entries")[1], "hash")),
        ];
        Assert.That(leaves.Select(Convert.ToHexStringLower),
            Is.EqualTo(Vectors.GetProperty("accountability").GetProperty("leaves").EnumerateArray().Select(l => l.GetString())));
        var root = new DailyRootSeal(
            Later, Bytes("accountability", "tree"), DailyRootSeal.Beginning, 3, Bytes("accountability", "signature"));
        Assert.That(root.Verify(Bytes("accountability", "rootKey"), leaves, DailyRootSeal.Beginning));
        Assert.That(root.RecordHash(), Is.EqualTo(Bytes("accountability", "recordHash")));
        Assert.That(DailyRootSeal.PublicKey(Secret), Is.EqualTo(Bytes("accountability", "rootKey")));
    }

    [Test] // §17
    public void Signed_statement()
    {
        using var mailbox = Mailbox();
        Assert.That(StatementSignature.Verify(Certificate, mailbox.Report.Genesis, Id(61), 2, Later, "{}"u8, Bytes("statement")));
        Assert.That(StatementSignature.Verify(Certificate, mailbox.Report.Genesis, Id(61), 3, Later, "{}"u8, Bytes("statement")), Is.False);
    }

    [Test]
    public async Task The_other_program_opens_what_this_one_seals()
    {
        using var report = new SealedCase();
        var (grant, entry, epoch) = (report.Dialogue.Grants[0].Grant, report.Dialogue.Entries[0], report.Dialogue.Epochs[0]);
        var leaf = DailyRootSeal.Leaf(LeafSubject.Entry, entry.Hash);
        var root = DailyRootSeal.Make(Secret, SealedCase.Today, [leaf], DailyRootSeal.Beginning);
        using var ring = SecretBytes.Random(32);
        string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
        var given = JsonSerializer.Serialize(new
        {
            scheme = report.Scheme.Id, report = report.Report.ReportId, dialogue = report.Dialogue.Context.Id, entry = entry.Id,
            date = SealedCase.Today.ToString("yyyy-MM-dd", null), encryption = Hex(report.Anna.Encryption.Private.Span),
            commitment = Hex(epoch.Commitment),
            mailboxEncryption = Hex(report.Report.MailboxEncryptionKey), mailboxSigning = Hex(report.Report.MailboxSigningKey),
            person = report.Anna.Id, certificateBody = Hex(report.CertificateOf[report.Anna].Body),
            enc = Hex(grant.Enc), grant = Hex(grant.Sealed), vault = Hex(report.Vault.Span), salt = Hex(entry.Salt),
            @sealed = Hex(entry.Sealed),
            fileSecret = Hex(Bytes("fileSecret")), tree = Hex(root.TreeHash), leafCount = root.LeafCount,
            rootSignature = Hex(root.Signature),
            ticket = FormTicket.New(DateTimeOffset.UnixEpoch).Seal(Secret, report.Scheme.Id), ring = Hex(ring.Span),
            cookie = MailboxSessionSeal.Seal(ring, 7, DateTimeOffset.UnixEpoch, report.Mailbox),
        });
        var answer = JsonDocument.Parse(await NodeAsync("make-vectors.mjs", given, "open")).RootElement;
        Assert.That(answer.GetProperty("content").GetString(), Is.EqualTo("It happened on a Tuesday."));
        Assert.That(answer.GetProperty("hash").GetString(), Is.EqualTo(Hex(entry.Hash)));
        Assert.That(answer.GetProperty("name").GetString(), Is.EqualTo("Anna Holm"));
        Assert.That(answer.GetProperty("certificate").GetString(), Is.EqualTo(Hex(report.CertificateOf[report.Anna].Id)));
        Assert.That((answer.GetProperty("root").GetBoolean(), answer.GetProperty("noExclusions").GetBoolean()), Is.EqualTo((true, true)));
        Assert.That(answer.GetProperty("ticket").GetInt32(), Is.EqualTo(512));
        Assert.That(answer.GetProperty("session").GetString(), Is.EqualTo(Hex(report.Mailbox.WrappingKey.Span)));
    }
}
