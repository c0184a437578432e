using System.Text;
using Intake.Core;
using Intake.Core.Cases;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Deploy;

/// <summary>deploy/backup and deploy/restore on a filled scheme, with the real programs, keys and PostgreSQL.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class RestoreDrillTests
{
    private const string Letter = "Brevet fra afdelingen.";

    [Test, Promise(19), Promise(45)]
    public async Task After_everything_is_lost_the_backups_bring_back_every_report_but_those_destroyed_since_whose_keys_open_nothing()
    {
        using var place = await BackupPlace.MakeAsync();
        await using var bench = await WorkerBench.CreateAsync(TimeProvider.System.GetUtcNow().AddDays(-1));
        var (founded, scene) = (bench.Founded, new CaseScene(bench.Founded));
        var kept = await scene.InScopeAsync();
        await scene.ReferAsync(kept);
        var file = await AddFileAsync(scene, kept);
        var gone = await Sending.SendAsync(founded, "Den slettede.");
        await Ending.CloseAsync(founded, gone.ReportId, Today(bench).AddDays(-1));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();

        var dump = await founded.Databases.Server.DumpAsync(founded.Databases.Name);
        (await place.BackUpAsync("all", founded.Databases)).Required();
        await bench.RunAsync<DestroyReports>();
        await Sending.SendAsync(founded, "Kom efter kopien.");
        (await place.BackUpAsync("vault", founded.Databases)).Required();
        await using (var worker = founded.Databases.AsWorker())
            await worker.Database.ExecuteSqlRawAsync(ForgedRemoval.Of(kept.ReportId));
        (await place.BackUpAsync("vault", founded.Databases)).Required();
        await founded.Databases.DisposeAsync();

        await using var restored = await MigratedDatabases.CreateEmptyAsync(founded.Databases.Server);
        var said = await place.RestoreAsync(restored, founded, "--main", place.Sets("main")[0], "--vault", place.Sets("vault")[1]);
        Assert.That(said.ExitCode, Is.Zero, said.Output + said.Errors);
        Assert.That(said.Output, Does.Contain("1 reports, drafts or begun forms came after it")
            .And.Contain($"{CaseReference.Of(gone.ReportId)}\tremoved\n1 reports").And.Contain("All rows are under their daily roots"));
        Assert.That(said.Output, Does.Not.Contain(CaseReference.Of(kept.ReportId)));
        await using (var core = CoreOn(founded, restored, restored.Name))
            Assert.That(await OpensAsync(core, founded, kept, file), Is.EqualTo((CaseScene.Story, CaseScene.Story, Letter, Letter)));

        // An adversary: the dump from before the deletion, the vault and every key as they are now.
        await using var old = await MigratedDatabases.CreateEmptyAsync(founded.Databases.Server);
        await old.Server.Psql(old.Name, dump);
        await using (var core = CoreOn(founded, restored, old.Name))
        {
            Assert.That(await OpensAsync(core, founded, gone, file), Is.EqualTo(default((string?, string?, string?, string?))));
            Assert.That((await OpensAsync(core, founded, kept, file)).Staff, Is.EqualTo(CaseScene.Story), "so the dump is a good one");
        }

        await AssertNothingInClearAsync(place, founded);
        await AssertListIsObeyedAsync(bench, restored, kept);

        // A list in which somebody with the worker's password had the other report stand.
        said = await place.RestoreAsync(restored, founded, "--replace", "--main", place.Sets("main")[0], "--vault", place.Sets("vault")[0],
            "--destroyed", place.Sets("vault")[2]);
        Assert.That(said.ExitCode, Is.EqualTo(1), said.Output + said.Errors);
        Assert.That(said.Output, Does.Contain($"{CaseReference.Of(kept.ReportId)}\tkept: a removal names it")
            .And.Contain($"{CaseReference.Of(gone.ReportId)}\tremoved\n1 reports").And.Contain("All rows are under their daily roots"));
    }

    /// <summary>What the vault still has goes all the same when a list kept beside a newer one names it.</summary>
    private static async Task AssertListIsObeyedAsync(WorkerBench bench, MigratedDatabases restored, Sent kept)
    {
        using var work = new Workspace();
        var settings = new Dictionary<string, string?>(bench.Settings)
        {
            ["ConnectionStrings:Owner"] = restored.Server.OwnerConnectionString(restored.Name),
            ["ConnectionStrings:VaultOwner"] = restored.Server.OwnerConnectionString(restored.VaultName),
        };
        await File.WriteAllTextAsync(work.PathOf("half"), $"{kept.ReportId:D}\n{kept.ReportId.ToString()[..20]}");
        var half = await CommandRun.AtAsync(bench.Time, settings, "retire-restored", "--remove", work.PathOf("half"));
        Assert.That((half.Code, half.Errors), Is.EqualTo((ExitCode.Broken,
            $"{work.PathOf("half")} is no list of reports: each line must be a removal or an id.{Environment.NewLine}")));
        await File.WriteAllTextAsync(work.PathOf("bare"), $"{Guid.NewGuid():D}\n{kept.ReportId:D}\n");
        var bare = await CommandRun.AtAsync(bench.Time, settings, "retire-restored", "--remove", work.PathOf("bare"));
        Assert.That((bare.Code, bare.Output), Is.EqualTo((ExitCode.Refused,
            $"{CaseReference.Of(kept.ReportId)}\tkept: a removal names it that this installation did not sign\n0 reports\n")));
        var seal = RemovalSeal.Make(bench.Service<FileSecret>(), 7, Today(bench), kept.ReportId, RemovalReason.Withdrawn, null, [],
            RemovalSeal.Beginning);
        await File.WriteAllTextAsync(work.PathOf("list"), $"{kept.ReportId:D}|7|{seal.Day:yyyy-MM-dd}|1||0|"
            + string.Join('|', new[] { seal.Tree, seal.Previous, seal.Signature }.Select(Convert.ToHexStringLower)) + "\n");
        var removed = await CommandRun.AtAsync(bench.Time, settings, "retire-restored", "--remove", work.PathOf("list"));
        Assert.That(removed.Output, Does.Contain($"{CaseReference.Of(kept.ReportId)}\tremoved"));
        await using var vault = restored.VaultAsOwner();
        Assert.That(await vault.Secrets.AnyAsync(secret => secret.ReportId == kept.ReportId), Is.False);
    }

    /// <summary>On the disk nothing but cipher text; for the operator who has the key, what a dump yields and no session.</summary>
    private static async Task AssertNothingInClearAsync(BackupPlace place, FoundedScheme founded)
    {
        foreach (var file in place.Sets("main").Concat(place.Sets("vault")).SelectMany(Directory.GetFiles))
        {
            var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file));
            var isSealed = file.EndsWith(".age", StringComparison.Ordinal);
            Assert.That(bytes, Does.StartWith(isSealed ? "age-encryption.org/v1\n" : "intake-backup 1\n"));
            Assert.That(bytes, Does.Not.Contain(founded["handler 1"].Email).And.Not.Contain(Letter).And.Not.Contain("pk_report"), file);
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        var secret = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(founded.FileSecretPath));
        Assert.That(await place.OpenAsync(place.Sets("main")[0], "intake.dump.age"), Does.StartWith("PGDMP").And.Not.Contain(secret));
    }

    private static async Task<Guid> AddFileAsync(CaseScene scene, Sent sent)
    {
        var added = await scene.AddFileAsync(sent, "administrator 2", "brev.txt", Encoding.UTF8.GetBytes(Letter));
        Assert.That(added.Answer, Is.EqualTo(CaseResult.Done));
        return (await scene.ReadAsync(sent, "administrator 1"))!.Thread.Single(entry => entry.Kind == EntryKind.Attachment)
            .As<AttachmentContent>()!.AttachmentId;
    }

    private static DateOnly Today(WorkerBench bench) => Intake.Core.Deadlines.CopenhagenClock.Today(bench.Time);

    private static ServiceProvider CoreOn(FoundedScheme founded, MigratedDatabases restored, string name) => new ServiceCollection()
        .AddSingleton<TimeProvider>(founded.Time).AddIntakeCore(new IntakeCoreOptions(
            restored.Server.OwnerConnectionString(name), restored.Server.OwnerConnectionString(restored.VaultName),
            founded.FileSecretPath, founded.SchemeRootPath)).BuildServiceProvider();

    /// <summary>What staff's keys and the receipt key open of a report and of its file.</summary>
    private static async Task<(string? Staff, string? Reporter, string? StaffFile, string? ReporterFile)> OpensAsync(
        ServiceProvider core, FoundedScheme founded, Sent sent, Guid file)
    {
        await using var scope = core.CreateAsyncScope();
        var files = scope.ServiceProvider.GetRequiredService<FileDesk>();
        using var administrator = founded["administrator 1"].Unlock();
        using var handler = founded["handler 1"].Unlock();
        var view = await scope.ServiceProvider.GetRequiredService<CaseDesk>().ReadAsync(sent.ReportId, administrator, default);
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var read = mailbox is null ? null : await desk.ReadAsync(mailbox, default);
        return (view?.Report?.Description,
            read?.Entries.SingleOrDefault(entry => entry.Kind == EntryKind.Report)?.As<ReportContent>()?.Description,
            await ContentAsync(files, sent, handler, file), mailbox is null ? null : await ContentAsync(files, sent, mailbox, file));
    }

    private static async Task<string?> ContentAsync(FileDesk files, Sent sent, UnlockedPrincipal self, Guid file)
    {
        using var found = await files.FindAsync(sent.ReportId, self, CompartmentKind.Dialogue, null, file, default);
        if (found is null) return null;
        using var content = new MemoryStream();
        await found.CopyToAsync(content, default);
        return Encoding.UTF8.GetString(content.ToArray());
    }
}
