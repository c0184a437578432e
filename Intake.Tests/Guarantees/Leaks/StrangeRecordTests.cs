using Intake.Core.Cases.Conflict;
using Intake.Tests.Core.Cases;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Tests.Worker.Commands;
using Intake.Worker.Commands;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Guarantees.Leaks;

/// <summary>
/// An adversary with the web's or the worker's database password, and without the file secret, writes rows among those that the programs
/// follow and count on from: nothing stops, what is real stays in order, and the command names what is not.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class StrangeRecordTests
{
    private WorkerBench bench = null!;
    private CaseScene scene = null!;
    private Sent open = null!;
    private Sent withdrawn = null!;

    [SetUp]
    public async Task SetUp()
    {
        bench = await WorkerBench.CreateAsync();
        scene = new CaseScene(bench.Founded);
        open = await scene.InScopeAsync();
        await scene.ReferAsync(open);
        withdrawn = await Sending.SendAsync(bench.Founded, "Fortrudt.");
        await NightAsync();
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test, Promise(51)]
    public async Task A_removal_that_nobody_signed_is_followed_by_none_and_keeps_no_number()
    {
        await AsWorkerAsync("""
            INSERT INTO intake.removal (id, number, day, report_id, reason, leaf_count, tree, previous, signature, hash)
            SELECT gen_random_uuid(), n, '2026-03-04', gen_random_uuid(), 1, 1, decode(repeat('ab', 32), 'hex'),
                decode(repeat('00', 32), 'hex'), decode(repeat('cd', 64), 'hex'), decode(repeat('ef', 32), 'hex')
            FROM unnest(ARRAY[1, 2, 1000000000]) n
            """);
        await Ending.WithdrawAsync(bench.Founded, withdrawn);
        await Ending.WithdrawAsync(bench.Founded, await Sending.SendAsync(bench.Founded, "Også fortrudt."));
        await bench.RunAsync<DestroyReports>();
        await NightAsync();
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.Select(report => report.Id).ToListAsync(), Is.EqualTo(new[] { open.ReportId }));
        var found = await FindingsAsync();
        Assert.That(found.Split('\n').Count(line => line.Contains("RemovalDoesNotFit", StringComparison.Ordinal)), Is.EqualTo(3), found);
        Assert.That(found, Does.Not.Contain($"{withdrawn.ReportId}").And.Not.Contain("RowGoneOrChanged").And.Not.Contain("ReportGone"));
    }

    [Test, Promise(51)]
    public async Task A_chain_of_audit_rows_and_leaves_that_the_installation_did_not_make_say_nothing()
    {
        await AsWorkerAsync("""
            INSERT INTO intake.audit_day (day, count, head, salt)
                SELECT day::date, 0, decode(repeat('ab', 32), 'hex'), sha256(day::bytea)
                FROM unnest(ARRAY['2026-03-03', '2026-03-04', '2026-03-05', '2999-12-31']) day;
            INSERT INTO intake.root_leaf (hash, day, seal) SELECT sha256(day::bytea), day::date, decode(repeat('cd', 32), 'hex')
                FROM unnest(ARRAY['2026-03-03', '2026-03-04', '2026-03-05', '2999-12-31']) day;
            INSERT INTO intake.root_leaf (hash, day, seal) SELECT hash, '2026-03-05', sha256(seal) FROM intake.root_leaf
            """);
        await NightAsync();
        await NightAsync();
        await using var db = bench.AsOwner();
        Assert.That(await db.DailyRoots.CountAsync(), Is.EqualTo(3));
        var found = await FindingsAsync();
        Assert.That(found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.Contains('\t', StringComparison.Ordinal)),
            Is.Not.Empty.And.All.Contain("RowUnderNoRoot"), "what is not the installation's, and nothing else");
    }

    [Test, Promise(51)]
    public async Task Leaves_from_before_they_were_sealed_are_taken_over_where_their_root_binds_them()
    {
        await using (var db = bench.AsOwner())
            await db.Database.ExecuteSqlRawAsync("UPDATE intake.root_leaf SET seal = decode(repeat('00', 32), 'hex')");
        Assert.That(await FindingsAsync(), Does.Contain("RowUnderNoRoot"));
        Assert.That((await CommandRun.AtAsync(bench.Time, bench.Settings, "migrate")).Code, Is.EqualTo(ExitCode.Done));
        Assert.That(await FindingsAsync(), Is.Empty);
        await NightAsync();
        Assert.That(await FindingsAsync(), Is.Empty);
    }

    [Test, Promise(51)]
    public async Task A_state_record_that_nobody_signed_freezes_no_case_and_holds_up_no_deletion()
    {
        await Ending.WithdrawAsync(bench.Founded, withdrawn);
        await using (var web = bench.Founded.Databases.AsWeb())
        {
            foreach (var report in new[] { open.ReportId, withdrawn.ReportId })
            {
                await web.Database.ExecuteSqlAsync($"""
                    INSERT INTO intake.state_record (report_id, number, made_on, sealed, hash)
                    SELECT {report}, n, '2026-03-04', '\x00', decode(repeat('ab', 32), 'hex')
                    FROM (SELECT max(number) + 1 AS n FROM intake.state_record WHERE report_id = {report} UNION SELECT 1000000000) AS seen
                    """);
            }
        }

        await scene.DoAsync<GateDesk>("handler 1", (desk, self) => desk.RecuseAsync(open.ReportId, self, true, default));
        await scene.DoAsync<GateDesk>("handler 2", (desk, self) => desk.RecuseAsync(open.ReportId, self, true, default));
        await bench.RunAsync<DestroyReports>();
        await using var db = bench.AsOwner();
        Assert.That(await db.Reports.Select(report => report.Id).ToListAsync(), Is.EqualTo(new[] { open.ReportId }));
        var numbers = (await db.StateRecords.AsNoTracking().Where(row => row.ReportId == open.ReportId).ToListAsync())
            .Where(row => row.Sealed.Length > 1).Select(row => row.Number).Order().ToList();
        Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Count)));
        Assert.That(await FindingsAsync(), Does.Contain("StateDoesNotFit").And.Contain($"{open.ReportId}"));
    }

    private async Task NightAsync()
    {
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<SealDailyRoot>();
    }

    private async Task AsWorkerAsync(string sql)
    {
        await using var db = bench.Founded.Databases.AsWorker();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    /// <summary>What <c>verify roots</c> prints; empty when all is in order.</summary>
    private async Task<string> FindingsAsync()
    {
        var run = await CommandRun.AtAsync(bench.Time, bench.Settings, "verify", "roots");
        Assert.That(run.Errors, Is.Empty);
        return run.Code is ExitCode.Done ? "" : run.Output;
    }
}
