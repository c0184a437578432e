using System.Text;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Cases.WorkDrafts;
using Intake.Core.Certification;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Intake.Tests.Worker;
using Intake.Worker.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.WorkDrafts;

/// <summary>Unsent messages and closings: who can read them, that none is written over, and that they go with everything else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CaseDraftTests
{
    private const string Typed = "Det, som ingen andre må se.";

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
        await scene.PassAsync(sent, "administrator 2");
    }

    [TearDown]
    public async Task TearDown() => await bench.DisposeAsync();

    [Test]
    public async Task A_handlers_message_lies_with_the_unit_and_a_colleagues_newer_one_stands_beside_it()
    {
        await SaveAsync("handler 1", WorkForm.Question, "Første.");
        await SaveAsync("handler 2", WorkForm.Question, "Kollegaens.");
        var mine = await ReadAsync("handler 1", WorkForm.Question);
        Assert.That((Text(mine.Own), mine.Own!.IsPrivate), Is.EqualTo(("Første.", false)));
        Assert.That(mine.Newer.Select(Text), Is.EqualTo(new[] { "Kollegaens." }));
        await SaveAsync("handler 1", WorkForm.Question, "Anden.");
        Assert.That((await ReadAsync("handler 1", WorkForm.Question)).Newer, Is.Empty, "mine is the newer now");
        var theirs = await ReadAsync("handler 2", WorkForm.Question);
        Assert.That((Text(theirs.Own), Text(theirs.Newer.Single())), Is.EqualTo(("Kollegaens.", "Anden.")), "never overwritten");
        Assert.That((await ReadAsync("handler 1", WorkForm.Feedback)).Own, Is.Null, "each form has its own");
        await using var db = bench.Founded.Databases.AsOwner();
        var rooms = (await RowsAsync()).Select(row => row.CompartmentId).ToHashSet();
        Assert.That(await db.Compartments.Where(room => rooms.Contains(room.Id)).Select(room => room.Kind).ToListAsync(),
            Is.EqualTo(new[] { CompartmentKind.WorkFile }));
    }

    [TestCase(WorkForm.Question)]
    [TestCase(WorkForm.Feedback)]
    [TestCase(WorkForm.UnitMessage)]
    [TestCase(WorkForm.Closing)]
    public async Task An_administrators_draft_is_read_by_nobody_else_and_no_key_of_the_case_opens_it(WorkForm form)
    {
        await HandledAsync();
        await SaveAsync("administrator 1", form, Typed);
        await SaveAsync("administrator 2", form, "Min egen.");
        var own = await ReadAsync("administrator 1", form);
        Assert.That((Text(own.Own), own.Own!.IsPrivate, own.Newer.Count), Is.EqualTo((Typed, true, 0)));
        Assert.That(Text((await ReadAsync("administrator 2", form)).Own), Is.EqualTo("Min egen."), "never overwritten");
        foreach (var part in new[] { "handler 1", "handler 2" })
        {
            var seen = await ReadAsync(part, form);
            Assert.That((seen.Own, seen.Newer.Count), Is.EqualTo(((ReadWorkDraft?)null, 0)), part);
        }

        // Two rows swapped by a writer of the database open to neither.
        await using var db = bench.Founded.Databases.AsOwner();
        Assert.That((await RowsAsync()).Any(row => Encoding.UTF8.GetString(row.Sealed).Contains("ingen andre", StringComparison.Ordinal)),
            Is.False);
        await db.Database.ExecuteSqlAsync($"UPDATE intake.work_draft a SET sealed = b.sealed FROM intake.work_draft b WHERE a.id <> b.id");
        foreach (var part in new[] { "administrator 1", "administrator 2" }) Assert.That((await ReadAsync(part, form)).Own, Is.Null, part);
    }

    [TestCase("handler 3")]
    [TestCase("other handler 1")]
    [TestCase("deputy")]
    public async Task Who_has_not_the_case_saves_none_and_reads_none(string who)
    {
        await SaveAsync("handler 1", WorkForm.Question, Typed);
        Assert.That(await TrySaveAsync(who, WorkForm.Question, "x"), Is.EqualTo(CaseResult.NotFound));
        Assert.That(await scene.ActAsync<CaseDraftDesk, int>(who, async (d, s) =>
            (await d.ReadAsync(sent.ReportId, s, [WorkForm.Question], default)).Count), Is.Zero);
        Assert.That(await RowsAsync(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sending_deletes_the_senders_own_draft_of_that_form_alone()
    {
        foreach (var who in new[] { "handler 1", "handler 2", "administrator 1" })
        {
            foreach (var form in new[] { WorkForm.Question, WorkForm.Feedback, WorkForm.UnitMessage }) await SaveAsync(who, form, who);
        }

        foreach (var (left, who) in new[] { (6, "handler 1"), (3, "administrator 1") })
        {
            await scene.AskAsync(sent, who);
            Assert.That((await ReadAsync(who, WorkForm.Question)).Own, Is.Null);
            Assert.That(Text((await ReadAsync(who, WorkForm.Feedback)).Own), Is.EqualTo(who));
            await scene.FeedbackAsync(sent, who);
            await scene.DoAsync<UnitMessageDesk>(who,
                (d, s) => d.WriteAsync(sent.ReportId, referral, s, "Har I set på det?", OutboundAnswer.Checked, default));
            Assert.That(await RowsAsync(), Has.Count.EqualTo(left), who);
        }

        foreach (var form in new[] { WorkForm.Question, WorkForm.Feedback, WorkForm.UnitMessage })
            Assert.That(Text((await ReadAsync("handler 2", form)).Own), Is.EqualTo("handler 2"), "a colleague's stands");
    }

    [Test]
    public async Task What_is_refused_keeps_the_draft_and_what_is_blank_takes_it_away()
    {
        await SaveAsync("administrator 1", WorkForm.Question, Typed);
        Assert.That(await scene.ActAsync<MessageDesk, CaseResult>("administrator 1",
            (d, s) => d.AskAsync(sent.ReportId, s, ["Ring til 20 30 40 50."], OutboundAnswer.Unasked, default)),
            Is.Not.EqualTo(CaseResult.Done));
        Assert.That(Text((await ReadAsync("administrator 1", WorkForm.Question)).Own), Is.EqualTo(Typed));
        Assert.That(await TrySaveAsync("administrator 1", WorkForm.Question, new string('x', WorkDraftDesk.MostBytes + 1)),
            Is.EqualTo(CaseResult.TextTooLong));
        Assert.That(Text((await ReadAsync("administrator 1", WorkForm.Question)).Own), Is.EqualTo(Typed), "the one before stands");
        await SaveAsync("administrator 1", WorkForm.Question, "  ");
        Assert.That(await RowsAsync(), Is.Empty);
    }

    [Test]
    public async Task A_closing_is_saved_by_administrators_while_the_case_can_be_closed_and_goes_when_it_is()
    {
        Assert.That(await TrySaveAsync("administrator 1", WorkForm.Closing, "x"), Is.EqualTo(CaseResult.NotNow));
        Assert.That(await TrySaveAsync("handler 1", WorkForm.Closing, "x"), Is.EqualTo(CaseResult.NotFound));
        await HandledAsync();
        await SaveAsync("administrator 1", WorkForm.Closing, Typed);
        await SaveAsync("administrator 2", WorkForm.Closing, "Mit forslag.");
        Assert.That(Text((await ReadAsync("administrator 1", WorkForm.Closing)).Own), Is.EqualTo(Typed));
        await scene.DoAsync<ClosingDesk>("administrator 1",
            async (d, s) => (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.Acted), default)).Answer);
        Assert.That((await ReadAsync("administrator 1", WorkForm.Closing)).Own, Is.Null);
        Assert.That(Text((await ReadAsync("administrator 2", WorkForm.Closing)).Own), Is.EqualTo("Mit forslag."));
    }

    [Test]
    public async Task Who_steps_back_is_put_out_or_loses_the_referral_loses_the_drafts_with_the_access()
    {
        foreach (var who in new[] { "administrator 1", "administrator 2", "handler 1", "handler 2" })
            await SaveAsync(who, WorkForm.Question, who);
        await scene.DoAsync<GateDesk>("administrator 2", (d, s) => d.RecuseAsync(sent.ReportId, s, notNamed: true, default));
        Assert.That(await RowsAsync(), Has.Count.EqualTo(3), "stepped back");
        await OffboardAsync("handler 2");
        Assert.That(await RowsAsync(), Has.Count.EqualTo(2), "put out");
        await scene.DoAsync<ReturnDesk>("handler 1",
            (d, s) => d.DeclineAsync(sent.ReportId, referral, s, "Vi er for tæt på.", OutboundAnswer.Checked, default));
        var left = (await RowsAsync()).Single();
        Assert.That(Text((await ReadAsync("administrator 1", WorkForm.Question)).Own), Is.EqualTo("administrator 1"));
        Assert.That(left.Form, Is.EqualTo(WorkForm.Question));
    }

    [Test]
    public async Task Retention_deletes_them_with_the_report_and_without_the_vault_secret_they_open_to_nobody()
    {
        await SaveAsync("administrator 1", WorkForm.Question, Typed);
        var today = CopenhagenClock.Today(bench.Time);
        await Ending.CloseAsync(bench.Founded, sent.ReportId, today.AddDays(1), closed: today.AddDays(-90));
        await Ending.AnnounceAsync(bench.Founded, today.AddDays(-60));
        bench.Time.Advance(TimeSpan.FromDays(3));
        await bench.RunAsync<DestroyReports>();
        Assert.That(await RowsAsync(), Is.Empty);
    }

    /// <summary>The case can be closed.</summary>
    private async Task HandledAsync()
    {
        await scene.SendStatementAsync(sent, referral);
        await scene.FeedbackAsync(sent, "administrator 1");
        await scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default));
    }

    private async Task OffboardAsync(string part)
    {
        await using var scope = bench.Founded.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<RingKeys>().EnsureAsync(services.GetRequiredService<IntakeDb>(), default);
        var cookie = await bench.Founded["administrator 1"].BeginSessionAsync(
            services.GetRequiredService<IntakeDb>(), services.GetRequiredService<RingKeys>(), bench.Time);
        using var by = await services.GetRequiredService<Sessions>().UnlockAsync(cookie, default);
        Assert.That(await services.GetRequiredService<OffboardingDesk>().OffboardAsync(by!, bench.Founded[part].Id, default),
            Is.EqualTo(CertificationResult.Done));
    }

    private async Task<List<WorkDraft>> RowsAsync()
    {
        await using var db = bench.Founded.Databases.AsOwner();
        return await db.WorkDrafts.AsNoTracking().ToListAsync();
    }

    private async Task SaveAsync(string who, WorkForm form, string text) =>
        Assert.That(await TrySaveAsync(who, form, text), Is.EqualTo(CaseResult.Done), who);

    private Task<CaseResult> TrySaveAsync(string who, WorkForm form, string text) => scene.ActAsync<CaseDraftDesk, CaseResult>(
        who, (d, s) => d.SaveAsync(sent.ReportId, s, form, new Dictionary<string, IReadOnlyList<string>> { ["Text"] = [text] }, default));

    private async Task<WorkDraftsView> ReadAsync(string who, WorkForm form) =>
        (await scene.ActAsync<CaseDraftDesk, IReadOnlyDictionary<WorkForm, WorkDraftsView>>(
            who, (d, s) => d.ReadAsync(sent.ReportId, s, [form], default)))[form];

    private static string? Text(ReadWorkDraft? draft) => draft?.Content.Fields["Text"][0];
}
