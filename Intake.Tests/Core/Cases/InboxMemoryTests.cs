using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Inbox;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>An inbox that is remembered says what is stored, after whatever changed it and by whichever process.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class InboxMemoryTests
{
    private static readonly string[] People = ["administrator 1", "administrator 2", "handler 1", "handler 2"];

    private WorkerBench bench = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found()
    {
        bench = await WorkerBench.CreateAsync();
        scene = new CaseScene(bench.Founded);
    }

    [TearDown]
    public async Task Close() => await bench.DisposeAsync();

    [Test]
    public async Task Each_act_on_a_case_shows_in_everybodys_remembered_inbox_at_once()
    {
        await RememberAsync();
        var sent = await Sending.SendAsync(bench.Founded, "Noget er galt.");
        Assert.That((await RowAsync("administrator 1"))!.Waits, Is.EqualTo(NextAction.Gate), "a new report");
        await scene.PassAsync(sent, "administrator 1");
        Assert.That((await RowAsync("administrator 1"))!.Waits, Is.EqualTo(NextAction.Screening), "a gate that was passed");
        var inside = await scene.InScopeAsync();
        await AssertFreshAsync("screening");
        var referral = await scene.ReferAsync(inside);
        Assert.That((await RowAsync("handler 1", inside))!.Waits, Is.EqualTo(NextAction.Assess), "a referral");
        await scene.DoAsync<CaseMarks>("handler 1", (marks, self) => marks.LabelAsync(inside.ReportId, self, "Min sag", default));
        Assert.That((await RowAsync("handler 1", inside))!.Label, Is.EqualTo("Min sag"), "a label");
        Assert.That(await FoundAsync("handler 1", "min sag"), Is.EqualTo(1), "and it is found by it");
        Assert.That(await FoundAsync("handler 2", "min sag"), Is.Zero);
        await scene.AskAsync(inside, "handler 1");
        await scene.AsReporterAsync(inside, (desk, mailbox) => desk.AnswerAsync(mailbox, "I går.", null, null, default));
        Assert.That((await RowAsync("handler 2", inside))!.Reasons, Does.Contain(NextAction.Answer), "an answer");
        await AssertFreshAsync("an answer");
        await scene.DoAsync<GateDesk>("handler 2", (desk, self) => desk.RecuseAsync(inside.ReportId, self, true, default));
        Assert.That(await RowAsync("handler 2", inside), Is.Null, "somebody stepped back");
        await scene.FeedbackAsync(inside, "handler 1");
        await AssertFreshAsync("feedback");
        await scene.SendStatementAsync(inside, referral);
        Assert.That((await RowAsync("administrator 1", inside))!.Reasons, Does.Contain(NextAction.Review), "a statement");
        bench.Time.Advance(TimeSpan.FromDays(9));
        await AssertFreshAsync("days that pass");
    }

    [Test]
    public async Task What_is_changed_in_the_tables_by_another_program_shows_at_once()
    {
        var sent = await scene.InScopeAsync();
        await scene.ReferAsync(sent);
        var (report, other) = (sent.ReportId, await Sending.SendAsync(bench.Founded, "En anden."));
        foreach (var sql in new[]
        {
            $"UPDATE intake.report SET severity = 2 WHERE id = '{report}'",
            $"UPDATE intake.report SET category = NULL, state = 2 WHERE id = '{report}'",
            $"UPDATE intake.referral SET state = 3 WHERE report_id = '{report}'",
            $"UPDATE intake.deadline SET met_on = starts_on WHERE report_id = '{report}'",
            $"UPDATE intake.deadline SET met_on = NULL, due_on = due_on - 1 WHERE report_id = '{report}'",
            $"UPDATE intake.gate_pass SET read_to = read_to + 1 WHERE report_id = '{report}'",
            $"DELETE FROM intake.gate_pass WHERE report_id = '{report}'",
            $"DELETE FROM intake.deadline WHERE report_id = '{report}'",
            "DELETE FROM intake.entry e USING intake.compartment c "
                + $"WHERE c.id = e.compartment_id AND c.report_id = '{report}' AND e.position > 1",
            "DELETE FROM intake.\"grant\" g USING intake.compartment c WHERE c.id = g.compartment_id "
                + $"AND c.report_id = '{report}' AND c.kind = {(int)CompartmentKind.WorkFile}",
            "DELETE FROM intake.\"grant\" g USING intake.compartment c WHERE c.id = g.compartment_id "
                + $"AND c.report_id = '{report}' AND c.kind = {(int)CompartmentKind.GateCard}",
            $"DELETE FROM intake.report WHERE id = '{other.ReportId}'",
        })
        {
            await RememberAsync();
            var before = await WrittenAsync(scene.Founded.Services.GetRequiredService<InboxMemory>());
            await bench.SqlAsync(sql);
            await AssertFreshAsync(sql);
            if (!sql.Contains("severity", StringComparison.Ordinal) && !sql.Contains("read_to", StringComparison.Ordinal)
                && !sql.Contains("position", StringComparison.Ordinal))
            {
                Assert.That(await WrittenAsync(scene.Founded.Services.GetRequiredService<InboxMemory>()), Is.Not.EqualTo(before), sql);
            }
        }
    }

    [Test]
    public async Task A_list_in_which_nothing_changed_reads_no_case_again()
    {
        for (var i = 0; i < 3; i++) await Sending.SendAsync(bench.Founded, "Noget.");
        await RememberAsync();
        // As if rows had changed without a mark, which only the server's administrator can do.
        await bench.SqlAsync("ALTER TABLE intake.\"grant\" DISABLE TRIGGER USER; DELETE FROM intake.\"grant\"; "
            + "ALTER TABLE intake.\"grant\" ENABLE TRIGGER USER");
        Assert.That((await ListAsync("administrator 1", new())).Rows, Has.Count.EqualTo(3), "remembered");
        Assert.That((await ListAsync("administrator 1", new(), new InboxMemory())).Rows, Is.Empty);
        await bench.SqlAsync("SELECT intake.forget_changes()");
        Assert.That((await ListAsync("administrator 1", new())).Rows, Is.Empty, "after marks were taken away nothing remembered holds");
    }

    [Test]
    public async Task The_night_marks_nothing_takes_all_marks_and_a_deleted_report_leaves_none()
    {
        var (kept, deleted) = (await scene.InScopeAsync(), await Sending.SendAsync(bench.Founded, "En anden."));
        await scene.ReferAsync(kept);
        await using var db = bench.AsOwner();
        Assert.That(await MarkedAsync(db), Does.Contain(deleted.ReportId).And.Contain(kept.ReportId));
        await bench.SqlAsync($"DELETE FROM intake.report WHERE id = '{deleted.ReportId}'");
        Assert.That(await MarkedAsync(db), Does.Not.Contain(deleted.ReportId).And.Contain(kept.ReportId));

        await bench.SqlAsync("SELECT intake.forget_changes()");
        await bench.SqlAsync($"SELECT intake.shuffle('{Intake.Core.Deadlines.CopenhagenClock.Today(bench.Time):yyyy-MM-dd}')");
        Assert.That(await db.CaseChanges.CountAsync(), Is.EqualTo(1), "rows that only move");
        await scene.AskAsync(kept, "handler 1");
        Assert.That(await MarkedAsync(db), Is.EqualTo(new[] { kept.ReportId }));
        bench.Time.Advance(TimeSpan.FromDays(1));
        await bench.RunAsync<NightlyRewrite>();
        Assert.That(await MarkedAsync(db), Is.Empty);
    }

    [Test]
    public async Task Neither_web_nor_worker_makes_or_takes_a_mark()
    {
        await using var web = bench.Founded.Databases.AsWeb();
        await using var worker = bench.Founded.Databases.AsWorker();
        foreach (var db in new IntakeDb[] { web, worker })
        {
            await Denial.IsDeniedAsync(db, "INSERT INTO intake.case_change (id) VALUES (gen_random_uuid())");
            await Denial.IsDeniedAsync(db, "DELETE FROM intake.case_change");
            await Denial.IsDeniedAsync(db, "UPDATE intake.case_change SET report_id = NULL");
        }

        await Denial.IsDeniedAsync(web, "SELECT intake.forget_changes()");
        await Denial.IsDeniedAsync(worker, "SELECT * FROM intake.case_change");
    }

    private static async Task<Guid[]> MarkedAsync(IntakeDb db) =>
        await db.CaseChanges.AsNoTracking().Where(mark => mark.ReportId != null).Select(mark => mark.ReportId!.Value).Distinct()
            .ToArrayAsync();

    private async Task RememberAsync()
    {
        foreach (var part in People) await ListAsync(part, new());
    }

    private async Task AssertFreshAsync(string after)
    {
        using var nothing = new InboxMemory();
        Assert.That(await WrittenAsync(scene.Founded.Services.GetRequiredService<InboxMemory>()), Is.EqualTo(await WrittenAsync(nothing)),
            after);
    }

    /// <summary>Everybody's inbox as it is shown out of this memory.</summary>
    private async Task<string> WrittenAsync(InboxMemory memory)
    {
        var written = new List<string>();
        foreach (var part in People)
        {
            var view = await ListAsync(part, new InboxQuery(InboxShow.All), memory);
            written.Add($"{part} {view.Total} {view.Counts}");
            written.AddRange(view.Rows.Select(row => string.Join(' ', row.Reference, row.State, row.Category, row.Severity, row.Next,
                row.Passed, row.InDoubt, row.Label, row.DueSoon, row.Later, row.Unread, string.Join(',', row.Reasons),
                string.Join(',', row.Referrals), string.Join(',', row.Others ?? []))));
        }

        return string.Join('\n', written);
    }

    private async Task<InboxRow?> RowAsync(string part, Sent? sent = null) =>
        (await ListAsync(part, new InboxQuery(InboxShow.All))).Rows.SingleOrDefault(row => sent is null || row.ReportId == sent.ReportId);

    private async Task<int> FoundAsync(string part, string search) => (await ListAsync(part, new(InboxShow.All, Search: search))).Total;

    private async Task<InboxView> ListAsync(string part, InboxQuery query, InboxMemory? memory = null)
    {
        using var self = bench.Founded[part].Unlock();
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var of = scope.ServiceProvider;
        var desk = memory is null
            ? of.GetRequiredService<InboxDesk>()
            : new InboxDesk(of.GetRequiredService<IntakeDb>(), of.GetRequiredService<InboxRows>(), memory,
                of.GetRequiredService<ChargeBook>(), of.GetRequiredService<RowDetails>(),
                of.GetRequiredService<AfterClosing>(), bench.Time);
        return await desk.ListAsync(self, query, default);
    }
}
