using System.Text;
using Intake.Core;
using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

/// <summary>Deletion in two steps, certificates, and what a restored dump still opens.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoStepDeletionTests
{
    private WorkerBench bench = null!;
    private CaseScene scene = null!;

    private DateOnly Today => CopenhagenClock.Today(bench.Time);

    [SetUp]
    public async Task SetUp() => scene = new CaseScene((bench = await WorkerBench.CreateAsync()).Founded);

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(19)]
    public async Task A_restored_dump_opens_no_report_that_was_destroyed_and_is_rid_of_it()
    {
        var (gone, kept) = (await ClosedAsync("Den slettede."), await ClosedAsync("Den anden."));
        var until = bench.Founded.Scheme.Deadlines.RetentionDays[Outcome.NoGround];
        await HoldAsync(kept, "administrator 1", "administrator 2");
        bench.Time.Advance(TimeSpan.FromDays(until - Deletion.DaysAhead - 1));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await AnnouncedAsync(), Is.Empty, "a month and a day before");
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await AnnouncedAsync(), Is.EqualTo(new[] { gone.ReportId }), "a month before, but for what is held");
        await MailedOnceAsync("administrator 1", "administrator 2");
        var listed = await scene.ActAsync<RetentionDesk, RetentionView>("administrator 1", (d, s) => d.ListAsync(s, default));
        Assert.That(listed.Cases.Select(one => (one.ReportId, one.AnnouncedOn, one.Held)),
            Is.EquivalentTo(new[] { (gone.ReportId, (DateOnly?)Today, false), (kept.ReportId, null, true) }));
        var dump = await bench.Founded.Databases.Server.DumpAsync(bench.Founded.Databases.Name);
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead + 1));
        await bench.RunAsync<DestroyReports>();
        await CertifiedAsync(gone);

        await using var restored = await RestoredAsync(dump);
        await using var core = Core(restored);
        Assert.That(await OpensAsync(core, gone), Is.EqualTo((false, false)), "neither staff nor the reporter's own key");
        Assert.That(await OpensAsync(core, kept), Is.EqualTo((true, true)));

        var settings = new Dictionary<string, string?>(bench.Settings)
        {
            ["ConnectionStrings:Owner"] = restored.Server.OwnerConnectionString(restored.Name),
        };
        Assert.That((await CommandRun.AtAsync(bench.Time, settings, "retire-restored")).Code, Is.EqualTo(ExitCode.Refused), "only told");
        var removed = await CommandRun.AtAsync(bench.Time, settings, "retire-restored", "--remove");
        Assert.That((removed.Code, removed.Output), Is.EqualTo((ExitCode.Done, $"{Reference(gone)}\tremoved\n1 reports\n")));
        await using var db = restored.AsOwner();
        Assert.That(await db.Reports.Select(row => row.Id).ToListAsync(), Is.EqualTo(new[] { kept.ReportId }));
        var found = await core.GetRequiredService<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        Assert.That(found.Select(one => one.Fault).Intersect(
            [RootFault.ReportGone, RootFault.RemovalUnfounded, RootFault.RemovalDoesNotFit, RootFault.ColumnDiffers]), Is.Empty);
    }

    [TestCase("UPDATE intake.report SET hold_asked_on = '2999-12-31'", 0, true)]
    [TestCase("UPDATE intake.report SET closed_on = '2999-12-31'", -20, false)]
    public async Task A_day_to_come_in_a_column_puts_no_deletion_off_and_brings_none_nearer(string written, int days, bool gone)
    {
        var sent = await ClosedAsync("Den, der skal slettes.");
        var until = bench.Founded.Scheme.Deadlines.RetentionDays[Outcome.NoGround];
        bench.Time.Advance(TimeSpan.FromDays(until - Deletion.DaysAhead - days));
        await bench.RunAsync<DestroyReports>();
        await using (var web = bench.Founded.Databases.AsWeb())
            await web.Database.ExecuteSqlRawAsync(written);
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead + 1 + days));
        if (gone) await bench.RunAsync<DestroyReports>();
        else await Assert.ThatAsync(() => bench.RunAsync<DestroyReports>(), Throws.InstanceOf<AggregateException>());
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.AnyAsync(report => report.Id == sent.ReportId), Is.EqualTo(!gone));
    }

    [Test]
    public async Task A_deletion_that_nobody_could_see_for_a_month_waits_for_one()
    {
        await ClosedAsync("Arbejderen var væk.");
        bench.Time.Advance(TimeSpan.FromDays(bench.Founded.Scheme.Deadlines.RetentionDays[Outcome.NoGround] + 5));
        await bench.RunAsync<DestroyReports>();
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.CountAsync(), Is.EqualTo(1), "announced today for the first time");
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.CountAsync(), Is.Zero);
    }

    [Test]
    public async Task An_announcement_that_somebody_else_wrote_or_kept_over_a_hold_does_not_count_and_the_job_says_so()
    {
        var sent = await ClosedAsync("Slettes ikke før tid.");
        bench.Time.Advance(TimeSpan.FromDays(bench.Founded.Scheme.Deadlines.RetentionDays[Outcome.NoGround] + 5));
        var worker = bench.Founded.Databases.Server.WorkerConnectionString(bench.Founded.Databases.Name);
        await WriteAsync(Today.AddDays(-60), new byte[AnnouncementSeal.Size]);
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.InstanceOf<AggregateException>(), "forged");
        var genuine = await OnlyAsync();
        Assert.That(genuine.AnnouncedOn, Is.EqualTo(Today));
        var listed = await scene.ActAsync<RetentionDesk, RetentionView>("administrator 1", (d, s) => d.ListAsync(s, default));
        Assert.That(listed.Cases.Single().AnnouncedOn, Is.EqualTo(Today));
        await WriteAsync(Today.AddDays(-60), genuine.Seal);
        listed = await scene.ActAsync<RetentionDesk, RetentionView>("administrator 1", (d, s) => d.ListAsync(s, default));
        Assert.That(listed.Cases.Single().AnnouncedOn, Is.Null, "the seal of another day");

        await WriteAsync(genuine.AnnouncedOn, genuine.Seal);
        bench.Time.Advance(TimeSpan.FromDays(20));
        await HoldAsync(sent, "administrator 1", "administrator 2");
        await bench.RunAsync<DestroyReports>();
        bench.Time.Advance(TimeSpan.FromDays(20));
        await HoldAsync(sent, "administrator 2", "administrator 1");
        await WriteAsync(genuine.AnnouncedOn, genuine.Seal);
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.InstanceOf<AggregateException>(), "one from before the hold");
        Assert.That((await OnlyAsync()).AnnouncedOn, Is.EqualTo(Today));
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead));
        await bench.RunAsync<DestroyReports>();
        await using var db = bench.AsOwner();
        Assert.That(DestructionCertificate.Of((await db.Destructions.SingleAsync()).Body).Announced,
            Is.EqualTo(Today.AddDays(-Deletion.DaysAhead)));

        async Task WriteAsync(DateOnly day, byte[] seal)
        {
            await using var asWorker = new Intake.Core.Storage.IntakeDb(Intake.Core.Storage.IntakeDb.Options(worker));
            await asWorker.Deletions.ExecuteDeleteAsync();
            asWorker.Deletions.Add(new Deletion { ReportId = sent.ReportId, AnnouncedOn = day, Seal = seal });
            await asWorker.SaveChangesAsync();
        }

        async Task<Deletion> OnlyAsync()
        {
            await using var owner = bench.AsOwner();
            return await owner.Deletions.AsNoTracking().SingleAsync();
        }
    }

    [Test]
    public async Task A_certificate_that_the_workers_password_wrote_is_shown_as_unverified_and_holds_up_no_deletion()
    {
        var (one, other) = (await ClosedAsync("Den ene."), await ClosedAsync("Den anden."));
        await using (var worker = bench.Founded.Databases.AsWorker())
        {
            foreach (var (sent, body) in new[] { (one, Forged(one)), (other, "x") })
            {
                await worker.Database.ExecuteSqlAsync($"""
                    INSERT INTO intake.destruction (id, scheme_id, made_on, body, signature, holders)
                    SELECT room.report_id, {bench.Founded.Scheme.Id}, {Today}, {body}, decode(repeat('00', 64), 'hex'),
                        string_agg(g.holder, '') FROM intake."grant" g JOIN intake.compartment room ON room.id = g.compartment_id
                    WHERE room.report_id = {sent.ReportId} AND room.kind = {CompartmentKind.GateCard} GROUP BY room.report_id
                    """);
            }
        }

        var view = await scene.ActAsync<RetentionDesk, RetentionView>("administrator 1", (d, s) => d.ListAsync(s, default));
        Assert.That(view.Destroyed, Is.Empty);
        Assert.That(view.Unverified, Is.EquivalentTo(new[] { Reference(one), Reference(other) }));
        var file = await scene.ActAsync<RetentionDesk, byte[]?>("administrator 1", (d, s) => d.FileAsync(s, one.ReportId, default));
        Assert.That(file, Is.Null);
        Assert.That((await VerifiedAsync()).Where(line => line.Contains("CertificateForged", StringComparison.Ordinal)),
            Is.EquivalentTo(new[] { one, other }.Select(sent => $"{Today:yyyy-MM-dd}\tCertificateForged\t1\t{sent.ReportId}")));

        bench.Time.Advance(TimeSpan.FromDays(bench.Founded.Scheme.Deadlines.RetentionDays[Outcome.NoGround]));
        await bench.RunAsync<DestroyReports>();
        bench.Time.Advance(TimeSpan.FromDays(Deletion.DaysAhead + 1));
        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.InstanceOf<AggregateException>(), "destroyed, and the job says so");
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        Assert.That((await db.Reports.CountAsync(), await vault.Secrets.CountAsync()), Is.EqualTo((0, 0)));
        Assert.That(await db.Removals.CountAsync(), Is.EqualTo(2));
        await db.Destructions.Where(row => row.Id == one.ReportId).ExecuteDeleteAsync();
        Assert.That(string.Concat(await VerifiedAsync()), Does.Not.Contain("Removal").And.Contain("CertificateForged"));
    }

    private string Forged(Sent sent) => new DestructionCertificate(Reference(sent), bench.Founded.Scheme.Id, Today, Today, Today, 1, Today,
        Today, 1, "retention").ToBody();

    private async Task<string[]> VerifiedAsync() =>
        (await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots")).Output.Split('\n');

    private async Task<Sent> ClosedAsync(string text)
    {
        var sent = await scene.InScopeAsync(text);
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await scene.DoAsync<ClosingDesk>("administrator 1", async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.NoGround), default)).Answer);
        return sent;
    }

    private async Task HoldAsync(Sent sent, string proposer, string other)
    {
        await scene.DoAsync<HoldDesk>(proposer, (d, s) => d.ProposeAsync(sent.ReportId, s, "Retssag", default));
        await scene.DoAsync<HoldDesk>(other, (d, s) => d.AnswerAsync(sent.ReportId, s, true, "Enig", default));
    }

    /// <summary>One mail for each, however often the job runs, like any other: its words are of no case.</summary>
    private async Task MailedOnceAsync(params string[] parts)
    {
        await bench.RunAsync<DestroyReports>();
        await using var db = bench.AsOwner();
        var mails = await db.Mails.AsNoTracking().ToListAsync();
        Assert.That(mails.Select(mail => bench.Service<NoticeBook>().RecipientOf(mail)),
            Is.EquivalentTo(parts.Select(part => (Guid?)bench.Founded[part].Id)));
        Assert.That(mails.Select(mail => (mail.Kind, mail.BodyText)), Is.All.EqualTo((MailKind.Reminder, (string?)null)));
    }

    private async Task<List<Guid>> AnnouncedAsync()
    {
        await using var db = bench.AsOwner();
        return await db.Deletions.Select(one => one.ReportId).ToListAsync();
    }

    /// <summary>The certificate is there for administrators who had the case, says what it should, and holds to its letters.</summary>
    private async Task CertifiedAsync(Sent gone)
    {
        var view = await scene.ActAsync<RetentionDesk, RetentionView>("administrator 1", (d, s) => d.ListAsync(s, default));
        var certified = view.Destroyed.Single();
        Assert.That((certified.Certificate.Reference, certified.Certificate.Destroyed, certified.Certificate.Why),
            Is.EqualTo((Reference(gone), Today, "retention")));
        Assert.That(await scene.ActAsync<RetentionDesk, byte[]?>("handler 1", (d, s) => d.FileAsync(s, certified.Id, default)), Is.Null);
        var file = (await scene.ActAsync<RetentionDesk, byte[]?>("administrator 2", (d, s) => d.FileAsync(s, certified.Id, default)))!;
        using var work = new Workspace();
        var (good, bad) = (work.PathOf("good.json"), work.PathOf("bad.json"));
        await File.WriteAllBytesAsync(good, file);
        await File.WriteAllTextAsync(bad, Encoding.UTF8.GetString(file).Replace("2026-03-03", "2026-03-04", StringComparison.Ordinal));
        var key = Convert.ToHexStringLower(bench.Service<DailyRoots>().PublicKey());
        Assert.That((await CommandRun.OfAsync(bench.Settings, "verify", "destruction", good, "--key", key)).Code,
            Is.EqualTo(ExitCode.Done));
        Assert.That((await CommandRun.OfAsync(bench.Settings, "verify", "destruction", good, "--key", key[..^1])).Code,
            Is.EqualTo(ExitCode.Refused));
        Assert.That((await CommandRun.OfAsync(bench.Settings, "verify", "destruction", bad)).Code, Is.EqualTo(ExitCode.Refused));
    }

    private static string Reference(Sent sent) => Intake.Core.Reports.CaseReference.Of(sent.ReportId);

    private static async Task<Restored> RestoredAsync(string dump)
    {
        var server = await PostgresServer.SharedAsync();
        var restored = new Restored(server, "r_" + Guid.NewGuid().ToString("N"));
        await server.CreateDatabaseAsync(restored.Name);
        await server.Psql(restored.Name, dump);
        return restored;
    }

    private ServiceProvider Core(Restored restored) => new ServiceCollection().AddSingleton<TimeProvider>(bench.Time)
        .AddIntakeCore(new IntakeCoreOptions(restored.Server.OwnerConnectionString(restored.Name),
            restored.Server.OwnerConnectionString(bench.Founded.Databases.VaultName),
            bench.Founded.FileSecretPath, bench.Founded.SchemeRootPath)).BuildServiceProvider();

    private async Task<(bool Staff, bool Reporter)> OpensAsync(ServiceProvider core, Sent sent)
    {
        await using var scope = core.CreateAsyncScope();
        using var administrator = bench.Founded["administrator 1"].Unlock();
        var view = await scope.ServiceProvider.GetRequiredService<CaseDesk>().ReadAsync(sent.ReportId, administrator, default);
        var desk = scope.ServiceProvider.GetRequiredService<MailboxDesk>();
        using var mailbox = await desk.OpenAsync(sent.Key, default);
        var read = mailbox is null ? null : await desk.ReadAsync(mailbox, default);
        return (view?.Report?.Description is not null,
            read?.Entries.Any(entry => entry.Kind == EntryKind.Report && entry.Opened is not null) == true);
    }

    private sealed record Restored(PostgresServer Server, string Name) : IAsyncDisposable
    {
        public Intake.Core.Storage.IntakeDb AsOwner() => new(Intake.Core.Storage.IntakeDb.Options(Server.OwnerConnectionString(Name)));

        public async ValueTask DisposeAsync() => await Server.DropDatabaseAsync(Name);
    }
}
