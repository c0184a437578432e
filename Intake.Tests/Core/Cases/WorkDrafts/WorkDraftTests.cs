using System.Text;
using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.WorkDrafts;

/// <summary>Unsent forms of a unit: whose they are, that rows can't be swapped, and that they go with everything else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WorkDraftTests
{
    private const string Typed = "Det, som kun enheden må se.";

    private WorkerBench bench = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private Guid referral;

    [SetUp]
    public async Task SetUp()
    {
        scene = new CaseScene((bench = await WorkerBench.CreateAsync()).Founded);
        sent = await scene.InScopeAsync();
        referral = await scene.ReferAsync(sent);
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_draft_is_replaced_when_saved_and_a_colleagues_newer_one_stands_beside_it()
    {
        await SaveAsync("handler 1", "Første.");
        await SaveAsync("handler 2", "Kollegaens.");
        var mine = (await ReadAsync("handler 1"))!;
        Assert.That(Text(mine.Own), Is.EqualTo("Første."));
        Assert.That(mine.Newer.Select(Text), Is.EqualTo(new[] { "Kollegaens." }));
        await SaveAsync("handler 1", "Anden.");
        mine = (await ReadAsync("handler 1"))!;
        Assert.That((Text(mine.Own), mine.Newer.Count), Is.EqualTo(("Anden.", 0)), "mine is the newer now");
        var theirs = (await ReadAsync("handler 2"))!;
        Assert.That(Text(theirs.Own), Is.EqualTo("Kollegaens."), "never overwritten");
        Assert.That(theirs.Newer.Select(Text), Is.EqualTo(new[] { "Anden." }));
        Assert.That(await RowsAsync(), Has.Count.EqualTo(2));
        Assert.That((await ReadAsync("handler 1", WorkForm.Statement))!.Own, Is.Null, "each form has its own");
    }

    [TestCase("administrator 1")]
    [TestCase("handler 3")]
    [TestCase("other handler 1")]
    public async Task Nobody_but_the_units_handlers_reads_or_saves_one(string who)
    {
        await SaveAsync("handler 1", Typed);
        Assert.That(await ReadAsync(who), Is.Null);
        Assert.That(await scene.ActAsync<WorkDraftDesk, CaseResult>(who, (d, s) => d.SaveAsync(
            sent.ReportId, referral, s, WorkForm.Note, Fields("x"), default)), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await RowsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_row_that_is_moved_to_another_person_form_or_report_opens_there_for_nobody()
    {
        await SaveAsync("handler 1", Typed);
        await SaveAsync("handler 2", "Kollegaens.");
        var other = await scene.InScopeAsync();
        var theirs = await scene.ReferAsync(other);
        await using var db = bench.Founded.Databases.AsOwner();
        var rows = await RowsAsync();
        await db.Database.ExecuteSqlAsync(
            $"UPDATE intake.work_draft a SET sealed = b.sealed FROM intake.work_draft b WHERE a.id <> b.id");
        var swapped = (await ReadAsync("handler 1"))!;
        Assert.That((swapped.Own, swapped.Newer.Count), Is.EqualTo(((ReadWorkDraft?)null, 0)), "swapped between two people");
        await db.WorkDrafts.ExecuteDeleteAsync();
        var file = await db.Compartments.SingleAsync(c => c.ReferralId == theirs && c.Kind == CompartmentKind.WorkFile);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.work_draft (id, compartment_id, epoch, holder, form, sealed) VALUES
                ({Guid.NewGuid()}, {rows[0].CompartmentId}, {rows[0].Epoch}, {rows[0].Holder}, 2, {rows[0].Sealed}),
                ({Guid.NewGuid()}, {file.Id}, 1, {rows[0].Holder}, 1, {rows[0].Sealed})
            """);
        Assert.That((await ReadAsync("handler 1", WorkForm.Assessment))!.Newer, Is.Empty, "another form");
        Assert.That((await ReadAsync("handler 1", WorkForm.Assessment))!.Own, Is.Null);
        var view = await scene.ActAsync<WorkDraftDesk, WorkDraftsView?>("handler 1", (d, s) => d.ReadAsync(
            other.ReportId, theirs, s, WorkForm.Note, default));
        Assert.That((view!.Own, view.Newer.Count), Is.EqualTo(((ReadWorkDraft?)null, 0)), "another report");
    }

    [Test]
    public async Task A_dump_shows_neither_the_text_nor_who_wrote_it_nor_when()
    {
        await SaveAsync("handler 1", Typed);
        var row = (await RowsAsync()).Single();
        Assert.That(Encoding.UTF8.GetString(row.Sealed), Does.Not.Contain("kun enheden"));
        Assert.That(row.Sealed, Has.Length.EqualTo(Padding.SmallestText + SealedValue.Overhead), "a size class");
        await using var db = bench.Founded.Databases.AsOwner();
        var columns = await db.Database.SqlQuery<string>(
            $"SELECT column_name::text AS \"Value\" FROM information_schema.columns WHERE table_name = 'work_draft'").ToListAsync();
        Assert.That(columns, Is.EquivalentTo(new[] { "id", "compartment_id", "epoch", "holder", "form", "sealed" }));
    }

    [Test]
    public async Task Sending_the_form_and_stepping_back_delete_the_persons_own_draft_alone()
    {
        await SaveAsync("handler 1", "Et notat.");
        await SaveAsync("handler 2", "Kollegaens.");
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Et notat.", default));
        Assert.That((await ReadAsync("handler 1"))!.Own, Is.Null);
        Assert.That(Text((await ReadAsync("handler 2"))!.Own), Is.EqualTo("Kollegaens."));
        await scene.ActAsync<WorkDraftDesk, CaseResult>("handler 1", (d, s) => d.SaveAsync(
            sent.ReportId, referral, s, WorkForm.Statement, Fields("Udkast."), default));
        await scene.SendStatementAsync(sent, referral);
        Assert.That((await ReadAsync("handler 1", WorkForm.Statement))!.Own, Is.Null);
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, notNamed: true, default));
        Assert.That(await RowsAsync(), Is.Empty);
    }

    [Test]
    public async Task What_is_saved_after_a_colleague_stepped_back_is_sealed_under_a_newer_key()
    {
        await SaveAsync("handler 1", "Før.");
        var before = (await RowsAsync()).Single().Epoch;
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, notNamed: true, default));
        Assert.That(Text((await ReadAsync("handler 1"))!.Own), Is.EqualTo("Før."));
        await SaveAsync("handler 1", "Efter.");
        Assert.That((await RowsAsync()).Single().Epoch, Is.GreaterThan(before));
    }

    [Test]
    public async Task Retention_deletes_drafts_with_the_report()
    {
        await SaveAsync("handler 1", Typed);
        var today = CopenhagenClock.Today(bench.Time);
        await Ending.CloseAsync(bench.Founded, sent.ReportId, today.AddDays(1), closed: today.AddDays(-90));
        await Ending.AnnounceAsync(bench.Founded, today.AddDays(-60));
        bench.Time.Advance(TimeSpan.FromDays(3));
        await bench.RunAsync<DestroyReports>();
        await using var db = bench.Founded.Databases.AsOwner();
        Assert.That(await db.Reports.CountAsync(), Is.Zero);
        Assert.That(await RowsAsync(), Is.Empty);
    }

    [Test]
    public async Task Whatever_removes_a_report_takes_its_drafts_along_and_without_the_vault_secret_they_open_to_nobody()
    {
        await SaveAsync("handler 1", Typed);
        await using (var vault = bench.Founded.Databases.VaultAsOwner())
            await vault.Secrets.Where(row => row.ReportId == sent.ReportId).ExecuteDeleteAsync();
        Assert.That(await ReadAsync("handler 1"), Is.Null, "as in a restored dump of a report that was destroyed");
        // Withdrawal, retention and what a restore brought back all end in this one statement of the worker's.
        await using var db = bench.Founded.Databases.AsWorker();
        await db.Reports.Where(row => row.Id == sent.ReportId).ExecuteDeleteAsync();
        Assert.That(await RowsAsync(), Is.Empty);
    }

    private async Task<List<WorkDraft>> RowsAsync()
    {
        await using var db = bench.Founded.Databases.AsOwner();
        return await db.WorkDrafts.AsNoTracking().ToListAsync();
    }

    private Task SaveAsync(string who, string text) => scene.DoAsync<WorkDraftDesk>(
        who, (d, s) => d.SaveAsync(sent.ReportId, referral, s, WorkForm.Note, Fields(text), default));

    private Task<WorkDraftsView?> ReadAsync(string who, WorkForm form = WorkForm.Note) => scene.ActAsync<WorkDraftDesk, WorkDraftsView?>(
        who, (d, s) => d.ReadAsync(sent.ReportId, referral, s, form, default));

    private static Dictionary<string, IReadOnlyList<string>> Fields(string text) => new() { ["Text"] = [text] };

    private static string? Text(ReadWorkDraft? draft) => draft?.Content.Fields["Text"][0];
}
