using Intake.Core.Accountability;
using Intake.Core.Cases.Conflict;
using Intake.Core.Mailboxes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Core.Submission;
using Intake.Tests.Core.Storage;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Worker.Jobs;

[Parallelizable(ParallelScope.Self)]
public sealed class SweepTests
{
    private WorkerBench bench = null!;

    private DateOnly Today => Intake.Core.Deadlines.CopenhagenClock.Today(bench.Time);

    [SetUp]
    public async Task SetUp() => bench = await WorkerBench.CreateAsync();

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_report_past_its_time_and_a_withdrawn_one_are_destroyed_and_one_on_hold_stays()
    {
        var over = (await Sending.SendAsync(bench.Founded, "Forbi.")).ReportId;
        var held = (await Sending.SendAsync(bench.Founded, "Holdt.")).ReportId;
        var withdrawn = await Sending.SendAsync(bench.Founded, "Trukket.");
        var young = (await Sending.SendAsync(bench.Founded, "Ny.")).ReportId;
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
        await Ending.CloseAsync(bench.Founded, over, Today.AddDays(-1));
        await Ending.CloseAsync(bench.Founded, held, Today.AddDays(-1), hold: true);
        await Ending.CloseAsync(bench.Founded, young, Today);
        await Ending.WithdrawAsync(bench.Founded, withdrawn);

        await Task.WhenAll(bench.RunAsync<DestroyReports>(), bench.RunAsync<DestroyReports>());

        await using var after = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        Assert.That(await after.Reports.Select(r => r.Id).ToListAsync(), Is.EquivalentTo(new[] { held, young }));
        Assert.That(await vault.Secrets.Select(s => s.ReportId).ToListAsync(), Is.EquivalentTo(new[] { held, young }));
        Assert.That(await after.Audit.CountAsync(row => row.Action == AuditAction.Deleted), Is.EqualTo(2));
        Assert.That(await after.Audit.CountAsync(row => row.Action == AuditAction.Withdrawn), Is.EqualTo(1),
            "what the annual account counts");
        Assert.That(await bench.Service<RootCheck>().RunAsync(after, new Dictionary<DateOnly, byte[]>(), default),
            Is.Empty, "the roots know of it");
    }

    [Test]
    public async Task A_deletion_that_was_stopped_after_the_vault_is_ended_at_the_next_run()
    {
        var over = (await Sending.SendAsync(bench.Founded, "Forbi.")).ReportId;
        await Ending.CloseAsync(bench.Founded, over, Today.AddDays(-1));
        await using (var vault = bench.Founded.Databases.VaultAsWorker())
            await vault.Secrets.Where(s => s.ReportId == over).ExecuteDeleteAsync();

        await bench.RunAsync<DestroyReports>();

        await using var after = bench.AsOwner();
        Assert.That(await after.Reports.AnyAsync(), Is.False);
    }

    [Test]
    public async Task A_report_that_cannot_be_destroyed_keeps_no_other_from_it_and_is_tried_again()
    {
        var stuck = (await Sending.SendAsync(bench.Founded, "Sidder fast.")).ReportId;
        await Ending.CloseAsync(bench.Founded, stuck, Today.AddDays(-1));
        for (var i = 0; i < 3; i++)
            await Ending.CloseAsync(bench.Founded, (await Sending.SendAsync(bench.Founded, "Forbi.")).ReportId, Today.AddDays(-1));
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        var (server, name) = (bench.Founded.Databases.Server, bench.Founded.Databases.Name);
        await server.Psql(name, $$$"""
            CREATE FUNCTION intake.stop() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN RAISE EXCEPTION 'stopped'; END $body$;
            CREATE TRIGGER stop BEFORE DELETE ON intake.report FOR EACH ROW WHEN (OLD.id = '{{{stuck}}}') EXECUTE FUNCTION intake.stop();
            """);

        Assert.That(() => bench.RunAsync<DestroyReports>(), Throws.TypeOf<AggregateException>());
        Assert.That(await db.Reports.Select(r => r.Id).ToListAsync(), Is.EqualTo(new[] { stuck }));
        Assert.That(await vault.Secrets.Select(s => s.ReportId).ToListAsync(), Is.EqualTo(new[] { stuck }),
            "its secret stays while it does");

        await server.Psql(name, "DROP TRIGGER stop ON intake.report");
        await bench.RunAsync<DestroyReports>();
        Assert.That(await db.Reports.AnyAsync(), Is.False);
    }

    [Test]
    public async Task An_unconfirmed_form_goes_the_day_after_with_its_secret_and_a_confirmed_one_stays()
    {
        var kept = (await Sending.SendAsync(bench.Founded, "Bliver.")).ReportId;
        await using (var scope = bench.Founded.Services.CreateAsyncScope())
        {
            var desk = scope.ServiceProvider.GetRequiredService<StagingDesk>();
            var ticket = await desk.BeginAsync(bench.Founded.Scheme, desk.NewTicket(), default);
            await desk.AddFileAsync(bench.Founded.Scheme, ticket, "a.txt", "text/plain", new MemoryStream([1, 2, 3]), 100, false, default);
        }

        bench.Time.Advance(TimeSpan.FromHours(15));
        await bench.RunAsync<SweepExpired>();
        await using var db = bench.AsOwner();
        Assert.That(await db.Stagings.CountAsync(), Is.EqualTo(1), "half past one in the night: still being written");

        bench.Time.Advance(TimeSpan.FromHours(3));
        await bench.RunAsync<SweepExpired>();
        Assert.That((await db.Stagings.CountAsync(), await db.Attachments.CountAsync(), await db.AttachmentChunks.CountAsync()),
            Is.EqualTo((0, 0, 0)));

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SweepExpired>();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        Assert.That(await vault.Secrets.Select(s => s.ReportId).ToListAsync(), Is.EqualTo(new[] { kept }));
        Assert.That(await db.TicketUses.CountAsync(), Is.LessThanOrEqualTo(1));
    }

    [Test, Promise(19)]
    public async Task A_draft_goes_after_its_days_with_files_and_vault_secret_and_an_old_dump_of_it_opens_to_nobody()
    {
        var kept = (await Sending.SendAsync(bench.Founded, "Bliver.")).ReportId;
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var (desk, drafts) = (scope.ServiceProvider.GetRequiredService<StagingDesk>(),
            scope.ServiceProvider.GetRequiredService<DraftDesk>());
        using var staged = await desk.StageAsync(bench.Founded.Scheme, desk.NewTicket(), Sending.Staged("Kladde"), default);
        var file = (await desk.AddFileAsync(
            bench.Founded.Scheme, staged!, "a.txt", "text/plain", new MemoryStream("indhold"u8.ToArray()), 100, false, default)).File!;
        using var draft = (DraftResult.Kept)await drafts.SaveAsync(bench.Founded.Scheme, staged!, default);
        using var receipt = draft.Key!.Derive();
        await using var db = bench.AsOwner();
        await using var vault = bench.Founded.Databases.VaultAsOwner();
        var row = await db.Drafts.AsNoTracking().SingleAsync();
        var (attachment, chunk) = (await db.Attachments.AsNoTracking().SingleAsync(),
            await db.AttachmentChunks.AsNoTracking().SingleAsync());

        bench.Time.Advance(TimeSpan.FromDays(bench.Founded.Scheme.Deadlines.DraftDays));
        await bench.RunAsync<SweepExpired>();
        Assert.That((await db.Drafts.CountAsync(), await db.Attachments.CountAsync()), Is.EqualTo((1, 1)), "its last day");
        var secret = await vault.Secrets.AsNoTracking().SingleAsync(s => s.ReportId == staged!.Staged!.ReportId);

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SweepExpired>();
        Assert.That((await db.Drafts.CountAsync(), await db.Stagings.CountAsync(), await db.Attachments.CountAsync(),
            await db.AttachmentChunks.CountAsync()), Is.EqualTo((0, 0, 0, 0)));
        Assert.That(await vault.Secrets.Select(s => s.ReportId).ToListAsync(), Is.EqualTo(new[] { kept }));

        // The earlier dump and the reporter's own key are not enough: the text and the file need the vault's secret, which is gone.
        Assert.That(Opens(secret.Secret), Is.True, "before");
        Assert.That(Opens(new byte[32]), Is.False, "after");

        bool Opens(byte[] vaultSecret)
        {
            using var held = SecretBytes.CopyOf(vaultSecret);
            try
            {
                using var keys = DraftSeal.Open(receipt, held, bench.Founded.Scheme.Id, row.StagingId, row.ReportId, row.Sealed);
                using var key = keys.FileKey(held, attachment.Id, attachment.Salt);
                using var reader = new SealedStreamReader(key.Span, file.Length);
                reader.Read(chunk.Bytes, new System.Buffers.ArrayBufferWriter<byte>());
                return true;
            }
            catch (SealedException)
            {
                return false;
            }
        }
    }

    [Test]
    public async Task Drafts_are_written_anew_in_the_night_and_still_open()
    {
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var (desk, drafts) = (scope.ServiceProvider.GetRequiredService<StagingDesk>(),
            scope.ServiceProvider.GetRequiredService<DraftDesk>());
        var keys = new List<ReceiptKey>();
        for (var i = 0; i < 8; i++)
        {
            using var staged = await desk.StageAsync(bench.Founded.Scheme, desk.NewTicket(), Sending.Staged($"Kladde {i}"), default);
            keys.Add(((DraftResult.Kept)await drafts.SaveAsync(bench.Founded.Scheme, staged!, default)).Key!);
        }

        await using var db = bench.AsOwner();
        var before = await PlacesAsync(db);
        await bench.RunAsync<NightlyRewrite>();
        Assert.That(await PlacesAsync(db), Is.Not.EqualTo(before).And.EquivalentTo(before));
        Assert.That(await db.Database.SqlQueryRaw<int>("SELECT count(DISTINCT xmin::text)::int AS \"Value\" FROM intake.draft")
            .SingleAsync(), Is.EqualTo(1));
        var door = scope.ServiceProvider.GetRequiredService<ReceiptKeyLookup>();
        using var opened = await door.OpenAsync(keys[5], default);
        Assert.That((await desk.LoadAsync(bench.Founded.Scheme, opened!.Draft!.Ticket, default))!.Report.Description,
            Is.EqualTo("Kladde 5"));
        foreach (var key in keys) key.Dispose();
    }

    private static Task<List<Guid>> PlacesAsync(IntakeDb db) =>
        db.Database.SqlQueryRaw<Guid>("SELECT staging_id AS \"Value\" FROM intake.draft ORDER BY ctid").ToListAsync();

    [Test]
    public async Task Session_keys_are_made_ahead_and_go_when_their_time_is_over()
    {
        await bench.RunAsync<MakeRingKeys>();
        await using var db = bench.AsOwner();
        var first = await db.RingKeys.Select(key => key.Hour).ToListAsync();
        Assert.That(first, Does.Contain(RingKeys.HourOf(bench.Time.GetUtcNow()) + 1));
        bench.Time.Advance(TimeSpan.FromHours(13));
        await bench.RunAsync<MakeRingKeys>();
        Assert.That(await db.RingKeys.Select(key => key.Hour).ToListAsync(), Has.None.AnyOf(first).And.Exactly(2).Items);
    }

    [Test]
    public async Task After_the_night_neither_place_nor_transaction_nor_overflow_tells_in_which_order_reports_came()
    {
        var came = new List<Guid>();
        var scene = new CaseScene(bench.Founded);
        for (var i = 0; i < 12; i++)
        {
            var sent = await Sending.SendAsync(bench.Founded, new string('x', 3000));
            came.Add(sent.ReportId);
            await scene.PassAsync(sent, "administrator 1");
        }

        await using var db = bench.AsOwner();
        Assert.That(await PassesAsync(db), Is.EqualTo(came), "before, it says in which order they were opened");
        // One was written down today and is dated on the day on which it was spoken.
        await bench.SqlAsync($"UPDATE intake.report SET received_on = '2026-02-02' WHERE id = '{came[0]}'; "
            + $"UPDATE intake.deadline SET starts_on = '2026-02-02' WHERE report_id = '{came[0]}'");
        came = [.. came.Skip(1), came[0]];
        var texts = await db.Entries.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Hash).ToListAsync();
        Assert.That(await OrderAsync(db), Is.EqualTo(came), "before, it does");
        Assert.That(await TransactionsAsync(db), Is.GreaterThan(1));

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<NightlyRewrite>();

        Assert.That(await OrderAsync(db), Is.Not.EqualTo(came).And.EquivalentTo(came));
        Assert.That(await PassesAsync(db), Is.Not.EqualTo(came).And.EquivalentTo(came));
        Assert.That(await TransactionsAsync(db), Is.EqualTo(1));
        Assert.That(await db.Entries.AsNoTracking().OrderBy(e => e.Id).Select(e => e.Hash).ToListAsync(), Is.EqualTo(texts));
        foreach (var report in came)
            Assert.That(await Sending.DescriptionAsync(bench.Founded, report, "administrator 1"), Has.Length.EqualTo(3000));
        await using var web = bench.Founded.Databases.AsWeb();
        await Denial.IsDeniedAsync(web, "SELECT intake.shuffle('2026-03-03')");
    }

    [Test]
    public async Task After_the_night_no_row_tells_in_which_order_somebody_stepped_back_from_cases_of_earlier_days()
    {
        var scene = new CaseScene(bench.Founded);
        var came = new List<Sent>();
        for (var i = 0; i < 10; i++) came.Add(await scene.InScopeAsync());
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<NightlyRewrite>();
        foreach (var sent in came)
            await scene.DoAsync<GateDesk>("administrator 2", (desk, self) => desk.RecuseAsync(sent.ReportId, self, true, default));
        await using var db = bench.AsOwner();
        var stepped = came.ConvertAll(sent => sent.ReportId);
        Assert.That(await ClosedAsync(db), Is.EqualTo(stepped), "before, they do");

        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<NightlyRewrite>();
        Assert.That(await ClosedAsync(db), Is.Not.EqualTo(stepped).And.EquivalentTo(stepped));
        Assert.That(await db.Database.SqlQueryRaw<int>("SELECT count(DISTINCT xmin::text)::int AS \"Value\" FROM intake.epoch WHERE closed")
            .SingleAsync(), Is.EqualTo(1));
    }

    private static Task<List<Guid>> ClosedAsync(IntakeDb db) => db.Database.SqlQueryRaw<Guid>("""
        SELECT c.report_id AS "Value" FROM intake.epoch e JOIN intake.compartment c ON c.id = e.compartment_id
        WHERE e.closed AND c.kind = 2 ORDER BY e.ctid
        """).ToListAsync();

    private static Task<List<Guid>> OrderAsync(IntakeDb db) =>
        db.Database.SqlQueryRaw<Guid>("SELECT id AS \"Value\" FROM intake.report ORDER BY ctid").ToListAsync();

    private static Task<List<Guid>> PassesAsync(IntakeDb db) =>
        db.Database.SqlQueryRaw<Guid>("SELECT report_id AS \"Value\" FROM intake.gate_pass ORDER BY ctid").ToListAsync();

    private static Task<int> TransactionsAsync(IntakeDb db) => db.Database.SqlQueryRaw<int>("""
        SELECT max(n)::int AS "Value" FROM (
            SELECT count(DISTINCT xmin::text) AS n FROM intake.report UNION ALL SELECT count(DISTINCT xmin::text) FROM intake.compartment
            UNION ALL SELECT count(DISTINCT xmin::text) FROM intake.epoch UNION ALL SELECT count(DISTINCT xmin::text) FROM intake."grant"
            UNION ALL SELECT count(DISTINCT xmin::text) FROM intake.entry UNION ALL SELECT count(DISTINCT xmin::text) FROM intake.gate_pass
            UNION ALL SELECT count(DISTINCT xmin::text) FROM intake.deadline WHERE starts_on <= '2026-03-03') AS tables
        """).SingleAsync();
}
