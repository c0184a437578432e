using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Intake.Core.Sealing;
using NUnit.Framework;
using static Intake.Tests.Core.Sealing.SuiteVectors;

namespace Intake.Tests.Core.Sealing;

/// <summary>
/// Who is certified (FORMAT.md §5), in frozen scenarios with the verdicts of the other program. They name persons by number, keys by
/// name and days from 1 March 2026; what is signed is signed here.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CertifiedVectorTests
{
    private const int Days = 6;

    private static readonly Dictionary<string, SigningKeyPair> Pairs = [];
    private static readonly string[] Whys = [.. Certified.EnumerateArray().Select(scenario => scenario.GetProperty("why").GetString()!)];

    [TestCaseSource(nameof(Whys))]
    public void A_frozen_scenario_is_judged_alike(string why) =>
        Judge(Certified.EnumerateArray().Single(scenario => scenario.GetProperty("why").GetString() == why));

    [Test]
    public async Task So_are_two_hundred_more_that_are_drawn()
    {
        using var drawn = JsonDocument.Parse(await NodeAsync("certified.mjs", "", "200"));
        Assert.That(drawn.RootElement.GetArrayLength(), Is.GreaterThan(150));
        foreach (var scenario in drawn.RootElement.EnumerateArray()) Judge(scenario);
    }

    [Test]
    public async Task The_other_program_still_makes_the_frozen_scenarios() =>
        Assert.That(await NodeAsync("certified.mjs", ""), Is.EqualTo(FileOf("intake-suite1-certified.json")));

    private static void Judge(JsonElement scenario)
    {
        var founders = scenario.GetProperty("founders").EnumerateArray()
            .Select(key => $"{Id(1)} {Convert.ToHexString(Certificate.KeyId(PairOf(key.GetString()!).Public))}");
        var certificates = scenario.GetProperty("certificates").EnumerateArray().Select(Signed).ToList();
        var revocations = scenario.GetProperty("revocations").EnumerateArray().Select(r =>
        {
            var revocation = Revocation.Write(
                Id(1), certificates[r.GetProperty("of").GetInt32()].Certificate.Id, DayOf(r.GetProperty("day").GetInt32()));
            return new SignedRevocation(revocation, [.. Signers(r).Select(revocation.SignBy)]);
        });
        var book = CertificateBook.Build(Id(1), SchemeRoot.Parse(string.Join('\n', founders)), certificates, revocations);

        var current = Enumerable.Range(0, certificates.Count).Where(i => book.IsCurrent(certificates[i].Certificate));
        var held = certificates.Select(c =>
            string.Concat(Enumerable.Range(0, Days).Select(day => book.HeldOn(c.Certificate.Id, DayOf(day)) is null ? '0' : '1')));
        var why = scenario.GetProperty("why").GetString();
        Assert.That(held, Is.EqualTo(scenario.GetProperty("held").EnumerateArray().Select(x => x.GetString())), why);
        Assert.That(current, Is.EqualTo(scenario.GetProperty("current").EnumerateArray().Select(x => x.GetInt32())), why);
    }

    private static SignedCertificate Signed(JsonElement c)
    {
        var (person, roles) = (c.GetProperty("person").GetInt32(), (CertifiedRoles)c.GetProperty("roles").GetInt32());
        using var encryption = EncryptionKeyPair.Derive(SHA256.HashData("vector encryption"u8));
        var certificate = Certificate.Write(Id(1), Id(100 + person), $"Person {person}", c.GetProperty("serial").GetInt32(),
            DayOf(c.GetProperty("day").GetInt32()),
            roles, roles.HasFlag(CertifiedRoles.CaseHandler) ? [Id(11)] : [], encryption.Public,
            PairOf(c.GetProperty("key").GetString()!).Public);
        return new(certificate, [.. Signers(c).Select(certificate.SignBy)]);
    }

    private static IEnumerable<SigningKeyPair> Signers(JsonElement signed) =>
        signed.GetProperty("signers").EnumerateArray().Select(key => PairOf(key.GetString()!));

    private static SigningKeyPair PairOf(string name)
    {
        lock (Pairs)
        {
            if (!Pairs.TryGetValue(name, out var pair))
                Pairs[name] = pair = SigningKeyPair.Derive(SHA256.HashData(Encoding.ASCII.GetBytes("vector key " + name)));
            return pair;
        }
    }

    private static DateOnly DayOf(int n) => new DateOnly(2026, 3, 1).AddDays(n);
}
