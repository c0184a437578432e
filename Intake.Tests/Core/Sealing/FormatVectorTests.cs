using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Intake.Core.Cases.Statements;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// The sections of FORMAT.md that the first frozen vectors left out: refusals, rights, sizes, turns, answers, days,
/// packages.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FormatVectorTests
{
    private static readonly string[] Names = ["mailbox", "administrator", "handler", "otherHandler", "both"];

    [Test] // §2
    public void Frozen_frames_that_are_not_in_order_are_refused()
    {
        foreach (var (type, frame) in Root.GetProperty("refusedFrames").EnumerateArray()
            .Select(f => (f.GetProperty("type").GetString(), f.Hex("frame"))))
        {
            Refusal.Of(() =>
            {
                var reader = new FrameReader(frame);
                _ = type switch
                {
                    "byte" => reader.Byte(), "int" => reader.Int(), "long" => reader.Long(), "id" => (object)reader.Id(),
                    "date" => reader.Date(), "text" => reader.Text(),
                    "bytes" => reader.Bytes().Length, "label" => ReadLabel(ref reader), _ => throw new InvalidOperationException(type),
                };
                reader.End();
            });
        }
    }

    private static string ReadLabel(ref FrameReader reader)
    {
        reader.Label("intake/1/test");
        return "";
    }

    [Test] // §3
    public void A_sealed_value_of_another_suite_or_cut_or_changed_is_refused()
    {
        using var good = SealedValue.Open(Bytes("values", "key"), "place"u8, Bytes("values", "good"));
        Assert.That(good.Span.SequenceEqual("kept"u8));
        Refusal.Of(() => SealedValue.Open(Bytes("values", "key"), "other"u8, Bytes("values", "good")));
        foreach (var refused in At("values", "refused").EnumerateArray())
            Refusal.Of(() => SealedValue.Open(Bytes("values", "key"), "place"u8, Convert.FromHexString(refused.GetString()!)));
    }

    [Test] // §9
    public void The_table_of_grants_is_the_frozen_one()
    {
        foreach (var granter in Names)
        {
            foreach (var to in Names)
        {
            var bits = from kind in Enum.GetValues<CompartmentKind>() from epoch in new[] { 1, 2 }
                from purpose in Enum.GetValues<GrantPurpose>() from before in new[] { false, true }
                select GrantRights.Allow(PartyOf(granter), kind, epoch, purpose, PartyOf(to), before) ? '1' : '0';
            Assert.That(string.Concat(bits), Is.EqualTo(Text("grantRights", $"{granter} to {to}")), $"{granter} to {to}");
        }
        }
    }

    [Test] // §11
    public void The_table_of_entries_is_the_frozen_one()
    {
        foreach (var author in Names)
        {
            var bits = from entry in Enumerable.Range(1, 66) from kind in Enum.GetValues<CompartmentKind>()
                select EntryRights.Allow((EntryKind)entry, kind, PartyOf(author)) ? '1' : '0';
            Assert.That(string.Concat(bits), Is.EqualTo(Text("entryRights", author)), author);
        }
    }

    [Test] // §11, §12
    public void Padded_sizes_are_the_frozen_ones_and_other_padding_is_refused()
    {
        foreach (var (length, size) in Pairs("texts")) Assert.That(Padding.TextSize((int)length), Is.EqualTo(size), $"text of {length}");
        foreach (var (length, size) in Pairs("files")) Assert.That(Padding.PadmeSize(length), Is.EqualTo(size), $"file of {length}");
        foreach (var refused in At("padding", "refused").EnumerateArray())
        {
            var padded = new byte[refused.GetProperty("length").GetInt32()];
            refused.Hex("first").CopyTo(padded, 0);
            if (padded.Length > 0) padded[^1] = refused.Hex("last")[0];
            Refusal.Of(() => Padding.Unpad(padded).ToArray());
        }
    }

    private static IEnumerable<(long Length, long Size)> Pairs(string name) =>
        At("padding", name).EnumerateArray().Select(p => (p[0].GetInt64(), p[1].GetInt64()));

    [Test] // §12
    public void Files_around_the_chunk_s_size_are_sealed_to_the_frozen_streams()
    {
        foreach (var frozen in Root.GetProperty("streams").EnumerateArray())
        {
            var made = StreamOf(SHA256.HashData("vector stream"u8), frozen.GetProperty("plainLength").GetInt32());
            Assert.That(made, Has.Length.EqualTo(frozen.GetProperty("sealedLength").GetInt32()));
            Assert.That((made[..Math.Min(40, made.Length)], made[^Math.Min(24, made.Length)..]),
                Is.EqualTo((frozen.Hex("start"), frozen.Hex("end"))));
            Assert.That(SHA256.HashData(made), Is.EqualTo(frozen.Hex("sealedHash")));
        }
    }

    internal static byte[] StreamOf(byte[] key, int length)
    {
        using var writer = new SealedStreamWriter(key);
        var to = new ArrayBufferWriter<byte>();
        writer.Write([.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))], to);
        writer.Finish(to);
        return to.WrittenSpan.ToArray();
    }

    [Test] // §14
    public void Turns_open_for_their_act_and_scheme_alone()
    {
        using var secret = Secret;
        using var empty = WaitingTurn.Open(secret, 2, Id(1), Text("turns", "empty"));
        Assert.That((empty!.Id, empty.Given.ToUnixTimeMilliseconds(), empty.Carried.Length), Is.EqualTo((Id(71), 1800000000123, 0)));
        using var carrying = WaitingTurn.Open(secret, 4, Guid.Empty, Text("turns", "carried"));
        Assert.That(Encoding.ASCII.GetString(carrying!.Carried.Span), Is.EqualTo("000G4-0R40M-30E20-9185G-R38ED"));
        Assert.That(WaitingTurn.Open(secret, 3, Id(1), Text("turns", "empty")), Is.Null);
    }

    [Test] // §15
    public void The_list_of_an_answer_s_files()
    {
        using var mailbox = MailboxOf();
        using var list = ReplySeal.Open(mailbox, Id(6), Bytes("reply"));
        Assert.That(list.Span.SequenceEqual("[]"u8));
        Refusal.Of(() => ReplySeal.Open(mailbox, Id(7), Bytes("reply")));
    }

    [Test] // §16
    public void Rows_of_three_ids_trees_of_any_size_and_a_day_without_leaves()
    {
        using var secret = Secret;
        var rows = At("days", "rows").EnumerateArray().Select((row, i) => Ids(secret, Id(52 + i), Convert.FromHexString(row.GetString()!)))
            .ToList();
        Assert.That(rows[0], Is.EqualTo(new Guid?[] { Id(1), Id(2), Id(3) }));
        Assert.That(rows[1], Is.EqualTo(new Guid?[] { null, Id(2), null }));

        CertifyingSignature[] signatures = [new(SHA256.HashData("b"u8), [.. Enumerable.Repeat((byte)2, 64)]),
            new(SHA256.HashData("a"u8), [.. Enumerable.Repeat((byte)1, 64)])];
        Assert.That(DailyRootSeal.Leaf(LeafSubject.Revocation, Bytes("revocation", "id"), signatures),
            Is.EqualTo(Bytes("days", "revocationLeaf")));
        foreach (var (tree, count) in At("days", "trees").EnumerateArray().Select((tree, i) => (tree.GetString(), i)))
        {
            var leaves = Enumerable.Range(0, count)
                .Select(i => DailyRootSeal.Leaf(LeafSubject.Entry, SHA256.HashData(Encoding.ASCII.GetBytes($"vector leaf {i}"))));
            Assert.That(Convert.ToHexStringLower(DailyRootSeal.Make(secret, new(2026, 4, 2), leaves, DailyRootSeal.Beginning).TreeHash),
                Is.EqualTo(tree), $"{count} leaves");
        }

        var before = Bytes("accountability", "recordHash");
        var day = new DailyRootSeal(new(2026, 4, 2), SHA256.HashData([]), before, 0, Bytes("days", "dayWithout", "signature"));
        Assert.That(day.Verify(Bytes("accountability", "rootKey"), [], before));
        Assert.That(day.RecordHash(), Is.EqualTo(Bytes("days", "dayWithout", "recordHash")));
    }

    private static Guid?[] Ids(FileSecret secret, Guid row, byte[] sealedRow)
    {
        using var content = AuditSeal.Open(secret, row, 3, sealedRow);
        var frame = new FrameReader(content.Span);
        Guid?[] ids = [IdOf(frame.Bytes()), IdOf(frame.Bytes()), IdOf(frame.Bytes())];
        frame.End();
        return ids;
    }

    private static Guid? IdOf(ReadOnlySpan<byte> field) => field.IsEmpty ? null : new Guid(field, bigEndian: true);

    [Test] // §5, §18
    public void The_other_program_s_export_package_holds_and_not_a_byte_of_it_can_change()
    {
        var package = Convert.FromBase64String(Text("exportPackage", "package"));
        var root = SchemeRoot.Parse(Text("exportPackage", "root"));
        var verdict = StatementVerifier.Verify(package, root);
        Assert.That(verdict.Lines.Where(line => !line.Holds), Is.Empty);
        Assert.That(verdict.Body!.Statements.Single().Readable.Unit, Is.EqualTo("Århus"));
        for (var at = 0; at < package.Length; at += 97)
        {
            var changed = (byte[])package.Clone();
            changed[at] ^= 1;
            Assert.That(StatementVerifier.Verify(changed, root).Holds, Is.False, $"byte {at}");
        }
    }

    internal static UnlockedMailbox MailboxOf()
    {
        var (encryption, signing) = (EncryptionKeyPair.FromPrivate(Bytes("mailboxEncryption")),
            SigningKeyPair.FromPrivate(Bytes("mailboxSigning")));
        return new(new(Id(1), Id(3), encryption.Public, signing.Public), SecretBytes.CopyOf(Bytes("wrapping")), encryption, signing);
    }

    private static Party PartyOf(string name)
    {
        using var mailbox = MailboxOf();
        if (name == "mailbox") return mailbox.Party;
        var roles = name switch
        {
            "administrator" => CertifiedRoles.Administrator, "both" => CertifiedRoles.Administrator | CertifiedRoles.CaseHandler,
            _ => CertifiedRoles.CaseHandler
        };
        Guid[] units = name switch { "administrator" => [], "otherHandler" => [Id(12)], _ => [Id(11)] };
        return new(Certificate.Write(
            Id(1), Id(2), name, 1, new(2026, 3, 2), roles, units, mailbox.Report.MailboxEncryptionKey, mailbox.Report.MailboxSigningKey));
    }
}
