using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Core.Sealing;

/// <summary>Audit rows, Merkle tree, daily root, statement. FORMAT.md §16, §17.</summary>
[Parallelizable(ParallelScope.Self)]
public class AccountabilityTests
{
    private static readonly DateOnly Day = new(2026, 4, 1);

    // The tree of eight leaves that Certificate Transparency implementations have tested with since RFC 6962.
    private static readonly string[] Leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657",
        "606162636465666768696a6b6c6d6e6f"];

    [TestCase(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [TestCase(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [TestCase(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [TestCase(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [TestCase(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [TestCase(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [TestCase(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [TestCase(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [TestCase(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_tree_hash_is_that_of_Certificate_Transparency(int count, string root)
        => Assert.That(Convert.ToHexStringLower(MerkleTree.Root([.. Leaves.Take(count)
            .Select(l => MerkleTree.Leaf(Convert.FromHexString(l)))])), Is.EqualTo(root));

    [Test]
    public void An_audit_row_opens_at_its_place_only_and_its_hash_is_of_all_it_says()
    {
        var id = Guid.NewGuid();
        var content = AuditSeal.Seal(FileSecrets.Mine, id, 3, "{}"u8);
        using var opened = AuditSeal.Open(FileSecrets.Mine, id, 3, content);
        Assert.That(opened.Span.SequenceEqual("{}"u8));
        Refusal.OfEveryBitFlip(content, changed => AuditSeal.Open(FileSecrets.Mine, id, 3, changed));
        Refusal.Of(() => AuditSeal.Open(FileSecrets.Mine, id, 4, content));
        Refusal.Of(() => AuditSeal.Open(FileSecrets.Mine, Guid.NewGuid(), 3, content));
        var at = DateTimeOffset.UnixEpoch.AddDays(9);
        byte[][] hashes =
        [
            AuditSeal.Hash(id, 3, at, content), AuditSeal.Hash(Guid.NewGuid(), 3, at, content), AuditSeal.Hash(id, 4, at, content),
            AuditSeal.Hash(id, 3, at.AddMicroseconds(1), content), AuditSeal.Hash(id, 3, at, content.AsSpan(1)),
        ];
        Assert.That(hashes.Select(Convert.ToHexString).Distinct().Count(), Is.EqualTo(5));
        Assert.That(AuditSeal.Hash(id, 3, at.ToOffset(TimeSpan.FromHours(2)), content), Is.EqualTo(hashes[0]), "an instant, wherever told");
    }

    [Test]
    public void A_daily_root_is_of_its_leaves_in_any_order_and_of_nothing_else()
    {
        byte[][] leaves = [.. Enumerable.Range(0, 5).Select(i => DailyRootSeal.Leaf(LeafSubject.Entry, [(byte)i]))];
        var key = DailyRootSeal.PublicKey(FileSecrets.Mine);
        var first = DailyRootSeal.Make(FileSecrets.Mine, Day, leaves, DailyRootSeal.Beginning);
        var second = DailyRootSeal.Make(FileSecrets.Mine, Day.AddDays(1), [], first.RecordHash());
        Assert.That(first.LeafCount, Is.EqualTo(5));
        Assert.That(first.Verify(key, leaves.Reverse(), DailyRootSeal.Beginning));
        Assert.That(second.Verify(key, [], first.RecordHash()));
        Assert.That(first.Verify(key, leaves[1..], DailyRootSeal.Beginning), Is.False);
        Assert.That(first.Verify(key, [.. leaves, leaves[0]], DailyRootSeal.Beginning), Is.False);
        Assert.That(first.Verify(key, [.. leaves[1..], DailyRootSeal.Leaf(LeafSubject.Audit, [0])], DailyRootSeal.Beginning), Is.False);
        Assert.That(first.Verify(key, leaves, first.RecordHash()), Is.False);
        Assert.That((first with { Previous = first.RecordHash() }).Verify(key, leaves, first.RecordHash()), Is.False);
        Assert.That((first with { Day = Day.AddDays(1) }).Verify(key, leaves, DailyRootSeal.Beginning), Is.False);
        Assert.That((first with { Signature = second.Signature }).Verify(key, leaves, DailyRootSeal.Beginning), Is.False);
        Assert.That(first.Verify(new Person("X").Signing.Public, leaves, DailyRootSeal.Beginning), Is.False);
        Assert.That((first with { LeafCount = 4 }).Verify(key, leaves[1..], DailyRootSeal.Beginning), Is.False);
    }

    [Test]
    public void A_certificates_leaf_is_of_its_id_and_every_signature_in_whatever_order()
    {
        var (a, b) = (new CertifyingSignature([1], [2]), new CertifyingSignature([3], [4]));
        byte[] Leaf(byte[] id, params CertifyingSignature[] by) => DailyRootSeal.Leaf(LeafSubject.Certificate, id, by);
        Assert.That(Leaf([9], a, b), Is.EqualTo(Leaf([9], b, a)));
        Assert.That(Leaf([9], a), Is.Not.EqualTo(Leaf([9], a, b)));
        Assert.That(Leaf([8], a), Is.Not.EqualTo(Leaf([9], a)));
        Assert.That(DailyRootSeal.Leaf(LeafSubject.Revocation, [9], [a]), Is.Not.EqualTo(Leaf([9], a)));
    }

    [Test]
    public void A_statement_is_signed_for_one_report_file_version_day_certificate_and_text()
    {
        using var report = new SealedCase();
        var carl = report.Unlocked(report.Carl);
        var file = report.Refer(CompartmentKind.StatementFile, report.Carl).Context;
        var signature = StatementSignature.Sign(carl, file, 2, Day, "{}"u8);
        bool Verify(
            Certificate? by = null, byte[]? genesis = null, Guid? id = null, int version = 2, DateOnly? on = null, string text = "{}")
            => StatementSignature.Verify(by ?? carl.Certificate, genesis ?? report.Report.Genesis, id ?? file.Id, version, on ?? Day,
                System.Text.Encoding.UTF8.GetBytes(text), signature);
        Assert.That(Verify());
        Assert.That(Verify(by: report.CertificateOf[report.Dorte]), Is.False);
        Assert.That(Verify(by: report.Scheme.Handler(report.Carl, 9, 2, report.Anna)), Is.False, "the same keys, another certificate");
        Assert.That(Verify(genesis: new byte[32]), Is.False);
        Assert.That(Verify(id: Guid.NewGuid()), Is.False);
        Assert.That(Verify(version: 3), Is.False);
        Assert.That(Verify(on: Day.AddDays(1)), Is.False);
        Assert.That(Verify(text: "{ }"), Is.False);
    }
}
