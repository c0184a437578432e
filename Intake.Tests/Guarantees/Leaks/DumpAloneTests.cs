using System.Security.Cryptography;
using System.Text;
using Intake.Core;
using Intake.Core.Operations;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>A thief who has both databases' dumps and nothing else: restores them, and guesses what is short or public.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DumpAloneTests
{
    private const string Told = "Overlægen på 4B kom igen i nattevagten.";

    private FoundedScheme founded = null!;
    private Sent sent = null!;
    private string dump = "";
    private string vaultDump = "";

    [OneTimeSetUp]
    public async Task Steal()
    {
        founded = await FoundedScheme.CreateAsync();
        sent = await Sending.SendAsync(founded, Told);
        dump = await founded.Databases.Server.DumpAsync(founded.Databases.Name);
        vaultDump = await founded.Databases.Server.DumpAsync(founded.Databases.VaultName);
    }

    [OneTimeTearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(12)]
    public async Task Restored_under_another_secret_the_program_serves_nothing_of_it()
    {
        await using var restored = await MigratedDatabases.CreateEmptyAsync(founded.Databases.Server);
        await founded.Databases.Server.Psql(restored.Name, dump);
        await founded.Databases.Server.Psql(restored.VaultName, vaultDump);
        await using (var db = restored.AsOwner()) Assert.That(await db.Reports.CountAsync(), Is.EqualTo(1), "it is the very report");
        using var folder = new Workspace();
        FileSecret.Create(folder.PathOf("secret"));
        await using var core = new ServiceCollection().AddSingleton<TimeProvider>(founded.Time).AddIntakeCore(new IntakeCoreOptions(
            restored.Server.OwnerConnectionString(restored.Name), restored.Server.OwnerConnectionString(restored.VaultName),
            folder.PathOf("secret"), founded.SchemeRootPath)).BuildServiceProvider();
        await using var scope = core.CreateAsyncScope();
        var fault = await scope.ServiceProvider.GetRequiredService<InstallationCheck>().LookAsync(default);
        Assert.That(fault?.Kind, Is.EqualTo(InstallationFaultKind.OtherSecret));
    }

    [Test, Promise(12), Promise(49)]
    public void A_guess_at_a_short_or_public_value_matches_nothing_in_it()
    {
        var ours = founded.Services.GetRequiredService<HolderPseudonyms>();
        Assert.That(
            Holds(ours.OfPerson(sent.ReportId, founded["administrator 1"].Id)), Is.True,
            "with the file secret the same guess is found, so the search sees what is there");

        byte[][] keys = [[], new byte[32], sent.ReportId.ToByteArray(bigEndian: true), Encoding.UTF8.GetBytes("intake")];
        foreach (var guess in Guesses())
        {
            byte[][] digests =
            [
                SHA256.HashData(guess), SHA384.HashData(guess), SHA512.HashData(guess),
                .. keys.Select(key => HMACSHA256.HashData(key, guess)),
                .. keys.Select(key => HKDF.DeriveKey(HashAlgorithmName.SHA256, guess, 32, key)),
            ];
            foreach (var digest in digests) Assert.That(Holds(digest), Is.False, Encoding.UTF8.GetString(guess));
        }

        Assert.That(dump + vaultDump, Does.Not.Contain("nattevagten"));
    }

    [Test]
    public async Task With_the_file_secret_and_the_vault_too_a_thief_sees_who_holds_it_and_opens_nothing()
    {
        Assert.That(await ReadAsync(founded["administrator 1"]), Is.EqualTo(Told), "so a staff key opens it in the same steps");
        var real = founded["administrator 1"];
        using var impostor = new TestPerson(
            "impostor", real.Certificate.FullName, "anne@portal.example", real.Certificate.Roles, null, real.Certificate.SchemeId);
        using var helper = new TestPerson(
            "helper", "Bo Hals", "bo@portal.example", real.Certificate.Roles, null, real.Certificate.SchemeId);
        await using (var db = founded.Databases.AsOwner())
        {
            impostor.AddTo(db, impostor, helper);
            await db.SaveChangesAsync();
            var ours = founded.Services.GetRequiredService<HolderPseudonyms>();
            var (theirs, mine) = (ours.OfPerson(sent.ReportId, real.Id), ours.OfPerson(sent.ReportId, impostor.Id));
            Assert.That(
                await db.Grants.Where(grant => grant.Holder == theirs)
                    .ExecuteUpdateAsync(row => row.SetProperty(grant => grant.Holder, mine)),
                Is.Positive, "the file secret tells which grants are whose, and they are made the thief's");
        }

        Assert.That(await ReadAsync(impostor), Is.Null);
    }

    private async Task<string?> ReadAsync(TestPerson person)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        using var self = person.Unlock();
        var access = scope.ServiceProvider.GetRequiredService<ReportAccess>();
        try
        {
            using var report = await access.OpenAsync(sent.ReportId, self, default);
            if (report is null) return null;
            var entries = await scope.ServiceProvider.GetRequiredService<EntryLog>()
                .ReadAsync(report, await access.OpenDialogueAsync(report, default), default);
            return entries.First(entry => entry.Kind == EntryKind.Report).As<ReportContent>()?.Description;
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Everything that a thief can read off the site or the dump's open columns, alone and joined with the report.</summary>
    private IEnumerable<byte[]> Guesses()
    {
        var scheme = founded.Scheme;
        var words = founded.People.SelectMany(person => new[] { person.Email, person.Certificate.FullName })
            .Concat(scheme.Units.SelectMany(unit => new[] { unit.Name, unit.Id.ToString() }))
            .Concat(scheme.Categories.Select(category => category.Name))
            .Concat([scheme.Name, "yes", "no", "true", "false", "da", "en", "2026-03-03", Told]);
        var values = words.Select(Encoding.UTF8.GetBytes).Concat(founded.People.Select(person => person.Id.ToByteArray(bigEndian: true)));
        var report = sent.ReportId.ToByteArray(bigEndian: true);
        return values.SelectMany(value => new[] { value, [.. report, .. value], [.. value, .. report] });
    }

    private bool Holds(byte[] digest) => dump.Contains(Convert.ToHexStringLower(digest.AsSpan(0, 16)), StringComparison.Ordinal);
}
