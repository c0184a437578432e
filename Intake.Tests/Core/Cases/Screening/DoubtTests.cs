using Intake.Core.Cases;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Screening;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Screening;

/// <summary>A doubt whether a report is inside the purpose decides nothing, stops no clock and is nobody's but staff's.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DoubtTests
{
    private const string Ground = "Det ligner en uenighed om vagtplanen.", Needed = "Om det er sket mere end én gang.";

    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Open()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await Sending.SendAsync(founded, CaseScene.Story);
        await scene.PassAsync(sent, "administrator 1");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_doubt_moves_no_state_and_no_deadline_and_the_mailbox_shows_what_it_showed()
    {
        var (rows, mailbox) = (await DeadlinesAsync(), await MailboxAsync());
        Assert.That(await DoubtAsync("administrator 1"), Is.EqualTo(CaseResult.Done));
        var view = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That(view.State, Is.EqualTo(ReportState.Opened));
        Assert.That(view.Doubt, Is.EqualTo(new ScopeDoubt(Ground, Needed, DoubtStep.Ask, CopenhagenClock.Today(founded.Time))));
        Assert.That(view.May.Screen, "it is still to be decided");
        Assert.That(await DeadlinesAsync(), Is.EqualTo(rows));
        Assert.That(await MailboxAsync(), Is.EqualTo(mailbox));

        founded.Time.Advance(TimeSpan.FromDays(20));
        var late = (await RowAsync("administrator 1"))!;
        Assert.That((late.InDoubt, late.Overdue), Is.EqualTo((true, true)), "the deadline has passed although there is a doubt");
        Assert.That(late.Waits, Is.EqualTo(NextAction.Screening));
    }

    [Test]
    public async Task After_a_doubt_it_is_decided_either_way_and_the_history_keeps_both()
    {
        await DoubtAsync("administrator 1");
        await DoubtAsync("administrator 1", "Stadig det samme.");
        await ScreenAsync(new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name));
        var inside = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That(inside.Doubt, Is.Null);
        Assert.That((await RowAsync("administrator 1"))!.InDoubt, Is.False);
        Assert.That(Kinds(inside), Is.EqualTo(new[] { EntryKind.Doubt, EntryKind.Doubt, EntryKind.Screening }));
        Assert.That(await DoubtAsync("administrator 1"), Is.EqualTo(CaseResult.NotNow), "it has been decided");

        sent = await Sending.SendAsync(founded, "Kantinen er dyr.");
        await scene.PassAsync(sent, "administrator 1");
        await DoubtAsync("administrator 1");
        var ground = founded.Scheme.Scope.Grounds[0];
        await ScreenAsync(new ScreeningDecision.Outside(ground.Name, ground.Help, "Det hører til hos din leder."));
        var outside = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That((outside.Doubt, outside.State), Is.EqualTo(((ScopeDoubt?)null, ReportState.OutOfScope)));
        Assert.That(Kinds(outside), Is.EqualTo(new[] { EntryKind.Doubt, EntryKind.Screening }));
        Assert.That(await DoubtAsync("administrator 1"), Is.EqualTo(CaseResult.NotNow));
    }

    [Test]
    public async Task Once_the_reporter_was_asked_the_next_thing_is_to_decide_until_there_is_another_doubt()
    {
        await DoubtAsync("administrator 1");
        await scene.AskAsync(sent, "administrator 1", "Er det sket før?");
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Doubt!.Next, Is.EqualTo(DoubtStep.Decide));
        await DoubtAsync("administrator 1", "Svaret siger det ikke.");
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Doubt,
            Has.Property("Next").EqualTo(DoubtStep.Ask).And.Property("Ground").EqualTo("Svaret siger det ikke."));
    }

    [Test]
    public async Task Nobody_but_an_administrator_who_has_passed_the_gate_doubts_and_never_without_a_ground()
    {
        foreach (var stranger in new[] { "administrator 2", "handler 1", "deputy" })
            Assert.That(await DoubtAsync(stranger), Is.EqualTo(CaseResult.NotFound), stranger);
        Assert.That(await DoubtAsync("administrator 1", " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await DoubtAsync("administrator 1", Ground, ""), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await DoubtAsync("administrator 1", new string('x', CaseText.Longest + 1)), Is.EqualTo(CaseResult.TextTooLong));
        Assert.That(await DoubtAsync("administrator 1", next: (DoubtStep)7), Is.EqualTo(CaseResult.ChoiceUnknown));
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Doubt, Is.Null);
    }

    [Test]
    public async Task A_reporter_who_does_not_follow_is_not_to_be_asked_and_the_doubt_is_kept_without()
    {
        sent = await Sending.SendAsync(founded, CaseScene.Story, follow: false);
        await scene.PassAsync(sent, "administrator 1");
        Assert.That(await DoubtAsync("administrator 1"), Is.EqualTo(CaseResult.DoesNotFollow));
        Assert.That(await DoubtAsync("administrator 1", next: DoubtStep.Decide), Is.EqualTo(CaseResult.Done));
    }

    [Test]
    public async Task Handlers_who_get_the_case_later_read_the_doubt_in_its_history_and_the_reporter_never_does()
    {
        await DoubtAsync("administrator 1");
        await ScreenAsync(new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name));
        await scene.ReferAsync(sent);
        var doubt = (await scene.ReadAsync(sent, "handler 1"))!.Thread.Single(entry => entry.Kind == EntryKind.Doubt);
        Assert.That(doubt.As<DoubtContent>(), Is.EqualTo(new DoubtContent(Ground, Needed, nameof(DoubtStep.Ask))));
        var shown = await scene.AsReporterAsync(sent, (desk, mailbox) => desk.ReadAsync(mailbox, default));
        Assert.That(shown!.Entries.Where(entry => EntryKinds.IsShownTo(EntryReaders.Reporter, entry.Kind)).Select(entry => entry.Kind),
            Has.None.EqualTo(EntryKind.Doubt));
    }

    private static IEnumerable<EntryKind> Kinds(CaseView view) =>
        view.Thread.Select(entry => entry.Kind).Where(kind => kind is EntryKind.Doubt or EntryKind.Screening);

    private Task<CaseResult> DoubtAsync(
        string part, string ground = Ground, string needed = Needed, DoubtStep next = DoubtStep.Ask) =>
        scene.ActAsync<ScreeningDesk, CaseResult>(part, (d, s) => d.DoubtAsync(sent.ReportId, s, ground, needed, next, default));

    private Task ScreenAsync(ScreeningDecision decision) => scene.DoAsync<ScreeningDesk>("administrator 1",
        (d, s) => d.DecideAsync(sent.ReportId, s, decision, OutboundAnswer.Checked, default));

    private async Task<List<(DeadlineKind, DateOnly, DateOnly, DateOnly?, DateOnly?)>> DeadlinesAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return [.. (await db.Deadlines.AsNoTracking().Where(row => row.ReportId == sent.ReportId).OrderBy(row => row.Kind).ToListAsync())
            .Select(row => (row.Kind, row.StartsOn, row.DueOn, row.MetOn, row.EndedOn))];
    }

    private async Task<(ReportState, string)> MailboxAsync()
    {
        var view = (await scene.AsReporterAsync(sent, (desk, mailbox) => desk.ReadAsync(mailbox, default)))!;
        return (view.State, string.Join(' ', view.Entries
            .Where(entry => EntryKinds.IsShownTo(EntryReaders.Reporter, entry.Kind)).Select(entry => entry.Id)));
    }

    private async Task<InboxRow?> RowAsync(string part) =>
        (await scene.ActAsync<InboxDesk, InboxView>(part, (d, s) => d.ListAsync(s, new InboxQuery(InboxShow.All), default))).Rows
            .FirstOrDefault(row => row.ReportId == sent.ReportId);
}
