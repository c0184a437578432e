using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Closing;

/// <summary>What is still done with a closed case: asked how it has gone, answered, opened again.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class AfterClosingTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Close()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await scene.SendStatementAsync(sent, referral);
        await scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default));
        await CloseAsync();
    }

    [TearDown]
    public async Task Stop() => await founded.DisposeAsync();

    [Test]
    public async Task The_check_in_is_met_by_the_first_message_and_by_nothing_else()
    {
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).DueOn, Is.EqualTo(Today.AddMonths(3)));
        founded.Time.Advance(TimeSpan.FromDays(80));
        foreach (var part in new[] { "deputy", "handler 3", "other handler 1" })
            Assert.That(await AskAsync(part, "Hvordan går det?"), Is.EqualTo(CaseResult.NotFound), part);
        Assert.That(await AskAsync("handler 1", " "), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await AskAsync("handler 1", new string('x', CaseText.Longest + 1)), Is.EqualTo(CaseResult.TextTooLong));
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).MetOn, Is.Null);
        var asked = Today;
        Assert.That(await AskAsync("handler 1", "Hvordan går det?"), Is.EqualTo(CaseResult.Done));
        founded.Time.Advance(TimeSpan.FromDays(2));
        Assert.That(await AskAsync("administrator 1", "Du kan også ringe."), Is.EqualTo(CaseResult.Done));
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).MetOn, Is.EqualTo(asked));
        Assert.That((await RowAsync(DeadlineKind.Feedback)).MetOn, Is.LessThan(asked), "it is no feedback");
    }

    [Test]
    public async Task A_closed_mailbox_takes_an_answer_with_files_once_it_is_asked_and_nothing_else()
    {
        Assert.That(await AnswerAsync("Det går skidt."), Is.EqualTo(MailboxResult.Closed));
        Assert.That(await BeginUploadAsync(), Is.EqualTo(MailboxResult.Closed));
        Assert.That((await MailboxAsync()).MayReply, Is.False);
        await AskAsync("administrator 1", "Hvordan går det?");
        Assert.That((await MailboxAsync()).MayAnswerCheckIn, Is.True);
        Assert.That(await BeginUploadAsync(), Is.EqualTo(MailboxResult.Stored));
        Assert.That(await AnswerAsync("Jeg får ingen vagter mere."), Is.EqualTo(MailboxResult.Stored));
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.SetFollowAsync(m, false, default)), Is.EqualTo(MailboxResult.Closed));
        var late = new ReporterReply(null, null, [new(Guid.NewGuid(), "x", null)], null);
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.SendAsync(m, late, default)),
            Is.EqualTo(MailboxResult.Closed));

        // Closed again, it is closed until somebody asks again.
        await scene.DoAsync<AfterClosingDesk>(
            "handler 1", (d, s) => d.ReopenAsync(sent.ReportId, s, "Vi ser på det.", OutboundAnswer.Checked, default));
        await CloseAsync();
        Assert.That(await AnswerAsync("Mere."), Is.EqualTo(MailboxResult.Closed));
        Assert.That((await MailboxAsync()).MayReply, Is.False);
    }

    [Test]
    public async Task The_answer_waits_for_all_who_hold_the_case_and_for_nobody_else_until_they_have_seen_it()
    {
        await AskAsync("administrator 1", "Hvordan går det?");
        Assert.That(await WaitsAsync("administrator 1"), Is.EqualTo(NextAction.Nothing));
        await AnswerAsync("Jeg får ingen vagter mere.");
        foreach (var part in new[] { "administrator 1", "administrator 2", "handler 1", "handler 2" })
            Assert.That(await WaitsAsync(part), Is.EqualTo(NextAction.Answer), part);
        foreach (var part in new[] { "deputy", "handler 3", "other handler 1" })
            Assert.That(await WaitsAsync(part), Is.Null, part);
        var view = (await scene.ReadAsync(sent, "handler 1"))!;
        Assert.That(CaseTurn.Of(view, founded["handler 1"].Certificate, Today).Action, Is.EqualTo(NextAction.Answer));
        Assert.That(CaseScene.Texts(view.NewAnswers, EntryKind.Answer), Is.EqualTo(new[] { "Jeg får ingen vagter mere." }));
        await scene.ActAsync<CaseMarks, bool>("handler 1", async (d, s) =>
        {
            await d.SeenAsync(sent.ReportId, s, view.Thread, default);
            return true;
        });
        Assert.That(await WaitsAsync("handler 1"), Is.EqualTo(NextAction.Nothing));
        Assert.That(await WaitsAsync("handler 2"), Is.EqualTo(NextAction.Answer), "for the others it still does");
        await AskAsync("administrator 1", "Og hvordan går det nu?");
        Assert.That(await WaitsAsync("handler 2"), Is.EqualTo(NextAction.Answer), "asking again answers nobody");
        Assert.That(await WaitsAsync("handler 1"), Is.EqualTo(NextAction.Nothing), "what is seen is seen");
        await scene.DoAsync<AfterClosingDesk>(
            "handler 1", (d, s) => d.ReopenAsync(sent.ReportId, s, "Det ser vi på.", OutboundAnswer.Checked, default));
        Assert.That((await scene.ReadAsync(sent, "handler 2"))!.NewAnswers, Is.Empty, "it is answered");
    }

    [Test]
    public async Task A_second_check_in_hides_no_answer_to_the_first_and_each_has_its_own()
    {
        await AskAsync("administrator 1", "Hvordan går det?");
        await AnswerAsync("Jeg får ingen vagter mere.");
        await AskAsync("administrator 1", "Hvordan går det efter sommeren?");
        var view = (await scene.ReadAsync(sent, "handler 1"))!;
        Assert.That(CaseScene.Texts(view.NewAnswers, EntryKind.Answer), Is.EqualTo(new[] { "Jeg får ingen vagter mere." }));
        await AskAsync("handler 1", "Og vagterne?");
        var asked = CheckIns.SinceClosing((await MailboxAsync()).Entries);
        Assert.That(asked.Select(one => one.Answers.Count), Is.EqualTo(new[] { 1, 0, 0 }), "by where it stands");
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Bedre.", asked[1].Entry.Id, null, default));
        foreach (var entries in new[] { (await MailboxAsync()).Entries, (await scene.ReadAsync(sent, "handler 2"))!.Thread })
        {
            Assert.That(CheckIns.Of(entries).Select(one => string.Join('|', one.Answers.Select(answer => answer.Content.Text))),
                Is.EqualTo(new[] { "Jeg får ingen vagter mere.", "Bedre.", "" }), "by what it says that it answers");
        }
    }

    [Test]
    public async Task A_case_that_is_opened_again_is_kept_and_no_deadline_starts_falsely()
    {
        await AskAsync("administrator 1", "Hvordan går det?");
        await AnswerAsync("Jeg bliver holdt udenfor.");
        var (feedback, checkIn) = (await RowAsync(DeadlineKind.Feedback), await RowAsync(DeadlineKind.CheckIn));
        founded.Time.Advance(TimeSpan.FromDays(10));
        foreach (var part in new[] { "deputy", "handler 3", "other handler 1" })
            Assert.That(await ReopenAsync(part, "Jeg vil."), Is.EqualTo(CaseResult.NotFound), part);
        Assert.That(await ReopenAsync("handler 1", ""), Is.EqualTo(CaseResult.TextMissing));
        Assert.That(await ReopenAsync("handler 1", "Det skal undersøges."), Is.EqualTo(CaseResult.Done));
        Assert.That(await ReopenAsync("handler 2", "Det skal undersøges."), Is.EqualTo(CaseResult.NotNow), "it is open already");
        Assert.That(await AskAsync("administrator 1", "Hvordan går det?"), Is.EqualTo(CaseResult.NotNow));

        await using var db = founded.Databases.AsOwner();
        var row = await db.Reports.SingleAsync(one => one.Id == sent.ReportId);
        Assert.That((row.State, row.ClosedOn, row.KeepUntil), Is.EqualTo((ReportState.Handled, (DateOnly?)null, (DateOnly?)null)));
        Assert.That(await OpenAsync(), Is.Empty, "nothing is due");
        Assert.That((await RowAsync(DeadlineKind.Feedback)).Id, Is.EqualTo(feedback.Id));
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).MetOn, Is.EqualTo(checkIn.MetOn), "what was met stays met");
        foreach (var part in new[] { "administrator 1", "handler 1", "handler 2" })
            Assert.That(CaseScene.Texts((await scene.ReadAsync(sent, part))!.Thread, EntryKind.Reopening), Has.One.Items, part);
        foreach (var part in new[] { "handler 3", "other handler 1" }) Assert.That(await scene.ReadAsync(sent, part), Is.Null, part);
        var mailbox = await MailboxAsync();
        Assert.That(CaseScene.Texts(mailbox.Entries, EntryKind.Reopening), Is.EqualTo(new[] { "Det skal undersøges." }));
        Assert.That(mailbox.KeepUntil, Is.Null);
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.SetFollowAsync(m, true, default)), Is.EqualTo(MailboxResult.Stored));

        await scene.DoAsync<ReferralDesk>("administrator 1", (d, s) => d.ReferAsync(sent.ReportId, s, founded.OtherHospital.Id,
            [founded["other handler 1"].Id, founded["other handler 2"].Id], null, GrantAnswers.Confirmed, default));
        var found = await founded.Services.GetRequiredService<RootCheck>().RunAsync(db, new Dictionary<DateOnly, byte[]>(), default);
        Assert.That(found.Where(one => one.Fault is RootFault.ColumnDiffers or RootFault.StateDoesNotFit), Is.Empty);
    }

    [Test]
    public async Task What_was_due_after_closing_ends_with_the_reopening_and_is_written_when_the_case_is_closed_again()
    {
        founded.Time.Advance(TimeSpan.FromDays(20));
        Assert.That(await ReopenAsync("administrator 2", "Nye oplysninger."), Is.EqualTo(CaseResult.Done));
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).EndedBy, Is.EqualTo(DeadlineEnd.Reopened));
        Assert.That(await WaitsAsync("administrator 1"), Is.EqualTo(NextAction.Closing));
        founded.Time.Advance(TimeSpan.FromDays(5));
        await CloseAsync();
        var again = await RowAsync(DeadlineKind.CheckIn);
        Assert.That((again.StartsOn, again.DueOn, again.MetOn, again.EndedOn),
            Is.EqualTo((Today, Today.AddMonths(3), (DateOnly?)null, (DateOnly?)null)));
        Assert.That(await OpenAsync(), Is.EqualTo(new[] { DeadlineKind.CheckIn }));
    }

    [Test]
    public async Task A_case_that_is_deleted_before_has_no_check_in_and_can_be_asked_all_the_same()
    {
        var rules = new DeadlineSettings { CheckInMonths = 6 };
        Assert.That(DeadlinePolicy.AfterClosing(Today, Outcome.NoGround, rules).Select(one => one.Kind),
            Is.EqualTo(new[] { DeadlineKind.Retention }), "kept for 120 days");
        Assert.That(DeadlinePolicy.AfterClosing(Today, Outcome.Acted, rules).Select(one => one.Kind),
            Is.EqualTo(new[] { DeadlineKind.CheckIn, DeadlineKind.Retention }));
        await ReopenAsync("administrator 1", "Nye oplysninger.");
        await using (var db = founded.Databases.AsOwner())
        {
            var report = await db.Reports.SingleAsync(row => row.Id == sent.ReportId);
            await CaseMoves.TakeAsync(
                db, CaseLifecycle.Close, report, Today, DeadlinePolicy.AfterClosing(Today, Outcome.NoGround, rules), default);
            await db.SaveChangesAsync();
        }

        Assert.That(await OpenAsync(), Is.Empty);
        Assert.That(await AskAsync("handler 1", "Hvordan går det?"), Is.EqualTo(CaseResult.Done));
        Assert.That((await RowAsync(DeadlineKind.CheckIn)).MetOn, Is.Null, "there is none to meet");
        Assert.That(await AnswerAsync("Godt, tak."), Is.EqualTo(MailboxResult.Stored));
    }

    private DateOnly Today => CopenhagenClock.Today(founded.Time);

    private Task CloseAsync() => scene.DoAsync<ClosingDesk>("administrator 1",
        async (d, s) =>
            (await d.CloseAsync(sent.ReportId, s, CaseScene.Closing(Outcome.Acted), default)).Answer);

    private Task<CaseResult> AskAsync(string part, string text) => scene.ActAsync<AfterClosingDesk, CaseResult>(part,
        (d, s) => d.CheckInAsync(sent.ReportId, s, text, OutboundAnswer.Checked, default));

    private Task<CaseResult> ReopenAsync(string part, string reason) => scene.ActAsync<AfterClosingDesk, CaseResult>(part,
        (d, s) => d.ReopenAsync(sent.ReportId, s, reason, OutboundAnswer.Checked, default));

    private Task<MailboxResult> AnswerAsync(string text) =>
        scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, text, null, null, default));

    private Task<MailboxResult> BeginUploadAsync() =>
        scene.AsReporterAsync(sent, async (d, m) => (await d.BeginUploadAsync(m, default)).Answer);

    private async Task<MailboxView> MailboxAsync() => (await scene.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default)))!;

    /// <summary>What the case waits for in the person's inbox; null where it is not in it.</summary>
    private async Task<NextAction?> WaitsAsync(string part) => (await scene.ActAsync<InboxDesk, InboxView>(part,
        (d, s) => d.ListAsync(s, new InboxQuery(InboxShow.All), default))).Rows.FirstOrDefault(row => row.ReportId == sent.ReportId)?.Waits;

    private async Task<DeadlineRow> RowAsync(DeadlineKind kind)
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.AsNoTracking().SingleAsync(row => row.ReportId == sent.ReportId && row.Kind == kind);
    }

    private async Task<List<DeadlineKind>> OpenAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.Where(row => row.ReportId == sent.ReportId && row.MetOn == null && row.EndedOn == null)
            .Select(row => row.Kind).ToListAsync();
    }
}
