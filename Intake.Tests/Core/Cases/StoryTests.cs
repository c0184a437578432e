using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.Screening;
using Intake.Core.Cases.Statements;
using Intake.Core.Cases.Work;
using Intake.Core.Deadlines;
using Intake.Core.Mailboxes;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

[Parallelizable(ParallelScope.Self)]
public sealed class StoryTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test, Promise(21), Promise(44)]
    public async Task A_report_goes_from_gate_to_accepted_statement_and_is_closed()
    {
        var sent = await Sending.SendAsync(founded, CaseScene.Story);
        var gate = await scene.ActAsync<GateDesk, GateView?>("administrator 1", (d, s) => d.ReadAsync(sent.ReportId, s, default));
        Assert.That(gate!.Persons.Select(p => p.FullName), Is.EqualTo(new[] { "Mikkel Østergaard" }));
        Assert.That(await scene.ReadAsync(sent, "administrator 1"), Is.Null, "no content before the gate");

        founded.Time.Advance(TimeSpan.FromDays(1));
        await scene.PassAsync(sent, "administrator 1");
        var opened = await scene.ReadAsync(sent, "administrator 1");
        Assert.That(opened!.Report!.Description, Is.EqualTo(CaseScene.Story));
        Assert.That(opened.State, Is.EqualTo(ReportState.Opened));
        Assert.That(CaseScene.Texts(opened.Thread, EntryKind.Acknowledgement).Single(), Does.Contain("4. juni 2026"));
        Assert.That(opened.Deadlines.Single(d => d.Deadline.Kind == DeadlineKind.Feedback).Deadline.Explain("da"),
            Is.EqualTo("modtagelsen bekræftet 4. marts 2026 + 3 måneder = 4. juni 2026"));
        Assert.That(opened.Deadlines.Single(d => d.Deadline.Kind == DeadlineKind.Acknowledgement).MetOn,
            Is.EqualTo(new DateOnly(2026, 3, 4)));

        await scene.DoAsync<ScreeningDesk>("administrator 1", (d, s)
            => d.DecideAsync(sent.ReportId, s, new ScreeningDecision.Inside(founded.Scheme.Categories[0].Name, "Hører til her."),
                OutboundAnswer.Checked, default));
        var candidates = await scene.ActAsync<ReferralDesk, IReadOnlyList<Candidate>?>("administrator 1",
            (d, s) => d.CandidatesAsync(sent.ReportId, s, founded.Hospital.Id, default));
        Assert.That(candidates!.Select(c => (c.FullName, c.Barred)), Is.EqualTo(new[]
            { ("Karen Bjerre", false), ("Lars Thygesen", false), ("Mikkel Østergaard", true) }));
        Assert.That(await scene.ActAsync<ReferralDesk, CaseResult>("administrator 1",
            (d, s) => d.ReferAsync(sent.ReportId, s, founded.Hospital.Id,
                [founded["handler 1"].Id, founded["handler 3"].Id], null, GrantAnswers.Confirmed, default)),
            Is.EqualTo(CaseResult.HandlerExcluded));
        await scene.PassAsync(sent, "administrator 2");
        var referral = await scene.ReferAsync(sent);

        var accepted = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single();
        Assert.That((accepted.State, accepted.AcceptedOn), Is.EqualTo((ReferralState.Accepted, (DateOnly?)new DateOnly(2026, 3, 4))));
        Assert.That(accepted.Deadlines.Select(d => (d.Deadline.Kind, d.Deadline.Due, d.MetOn is null)), Is.EquivalentTo(new[]
            { (DeadlineKind.Acceptance, new DateOnly(2026, 3, 9), false), (DeadlineKind.Statement, new DateOnly(2026, 6, 2), true) }));

        await scene.AskAsync(sent, "handler 1", "Hvornår skete det?");
        Assert.That(await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "I går.", null, null, default)),
            Is.EqualTo(MailboxResult.Stored));
        await scene.DoAsync<CaseDesk>(
            "handler 2", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Internt: tal med vagtholdet.", default));
        await scene.DoAsync<CaseDesk>(
            "handler 2", (d, s) => d.AssessAsync(sent.ReportId, referral, s, Severity.Serious, "Magtforhold.", default));
        await scene.DoAsync<CaseDesk>(
            "handler 2", (d, s) => d.StepAsync(sent.ReportId, referral, s, HandlingStep.Investigate, null, default));
        var byHandler = (await scene.ReadAsync(sent, "handler 1"))!;
        Assert.That(CaseScene.Texts(byHandler.Thread, EntryKind.Answer), Is.EqualTo(new[] { "I går." }));
        Assert.That(CaseScene.Texts(byHandler.Referrals[0].WorkFile, EntryKind.Note), Is.EqualTo(new[] { "Internt: tal med vagtholdet." }));
        Assert.That(byHandler.Referrals[0].Deadlines.Single(d => d.Deadline.Kind == DeadlineKind.Statement).Deadline.Due,
            Is.EqualTo(new DateOnly(2026, 5, 3)));
        Assert.That((byHandler.Severity, byHandler.Referrals[0].Step), Is.EqualTo(((Severity?)Severity.Serious, HandlingStep.Investigate)));

        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single().WorkFile, Is.Null);
        Assert.That(await scene.ActAsync<CaseDesk, CaseResult>("administrator 1",
            (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Nej", default)),
            Is.EqualTo(CaseResult.NotFound));

        await scene.SendStatementAsync(sent, referral, "Første udgave.");
        Assert.That(await CloseAsync(sent), Is.EqualTo(CaseResult.StatementsMissing));
        founded.Time.Advance(TimeSpan.FromDays(55)); // 28 April: ten working days end after the old due date.
        await scene.DoAsync<StatementDesk>(
            "administrator 2", (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Hvad lærte I?", OutboundAnswer.Checked, default));
        var returned = (await scene.ReadAsync(sent, "handler 2"))!.Referrals.Single()
            .Deadlines.Single(d => d.Deadline.Kind == DeadlineKind.Statement);
        Assert.That((returned.Deadline.Due, returned.MetOn),
            Is.EqualTo((DanishCalendar.AddWorkingDays(new DateOnly(2026, 4, 28), 10), (DateOnly?)null)));
        await scene.SendStatementAsync(sent, referral, "Anden udgave.");
        Assert.That(await scene.ActAsync<StatementDesk, CaseResult>("handler 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default)),
            Is.EqualTo(CaseResult.NotFound), "a handler accepts nothing");
        await scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.AcceptAsync(sent.ReportId, referral, s, null, OutboundAnswer.Checked, default));
        var view = await scene.ActAsync<StatementDesk, StatementView?>(
            "administrator 2", (d, s) => d.ReadAsync(sent.ReportId, referral, s, default));
        Assert.That(view!.Statements.Select(s => (s.Content!.Version, s.Content.Conclusion, s.Signer, s.SignatureHolds)), Is.EqualTo(new[]
            { (1, "Første udgave.", "Karen Bjerre", true), (2, "Anden udgave.", "Karen Bjerre", true) }));

        Assert.That(await CloseAsync(sent), Is.EqualTo(CaseResult.TextMissing), "no feedback was given, and it is not said why");
        await scene.FeedbackAsync(sent, "handler 1", "Det er håndteret.");
        Assert.That(await CloseAsync(sent), Is.EqualTo(CaseResult.Done));
        var mailbox = await scene.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default));
        Assert.That(mailbox!.State, Is.EqualTo(ReportState.Closed));
        Assert.That(CaseScene.Texts(mailbox.Entries, EntryKind.Feedback), Is.EqualTo(new[] { "Det er håndteret." }));
        var closed = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That((closed.ClosedOn, closed.KeepUntil),
            Is.EqualTo(((DateOnly?)new DateOnly(2026, 4, 28), (DateOnly?)new DateOnly(2026, 4, 28).AddDays(730))));
        Assert.That(closed.Deadlines.Where(d => d.MetOn is null).Select(d => d.Deadline.Kind), Is.EqualTo(new[] { DeadlineKind.CheckIn }));

        await using var db = founded.Databases.AsOwner();
        var audited = await db.Audit.Select(a => a.Action).Distinct().ToListAsync();
        Assert.That(audited, Is.SupersetOf(new[] { AuditAction.GateOpened, AuditAction.GatePassed, AuditAction.Screened,
            AuditAction.Referred, AuditAction.Accepted, AuditAction.Asked, AuditAction.Noted, AuditAction.Assessed,
            AuditAction.StatementSent, AuditAction.StatementReturned, AuditAction.StatementAccepted,
            AuditAction.FeedbackGiven, AuditAction.Closed }));
    }

    [Test]
    public async Task A_report_outside_the_purpose_is_answered_with_help_once_and_nothing_stays_due()
    {
        var sent = await Sending.SendAsync(founded, "Min løn er forkert.");
        await scene.PassAsync(sent, "administrator 1");
        var ground = founded.Scheme.Scope.Grounds[0];
        var outside = new ScreeningDecision.Outside(ground.Name, ground.Help, ground.Text.Da);
        await scene.DoAsync<ScreeningDesk>("administrator 1",
            (d, s) => d.DecideAsync(sent.ReportId, s, outside, OutboundAnswer.Checked, default));
        await scene.PassAsync(sent, "administrator 2");
        Assert.That(await scene.ActAsync<ScreeningDesk, CaseResult>("administrator 2",
            (d, s) => d.DecideAsync(sent.ReportId, s, outside, OutboundAnswer.Checked, default)),
            Is.EqualTo(CaseResult.NotNow));
        var mailbox = await scene.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default));
        var told = mailbox!.Entries.Single(e => e.Kind == EntryKind.Screening).As<ScreeningContent>()!;
        Assert.That((told.Inside, told.Text, told.Help),
            Is.EqualTo((false, ground.Text.Da, ground.Help)).Using<(bool, string, IReadOnlyList<string>)>(
            (a, b) => a.Item1 == b.Item1 && a.Item2 == b.Item2 && a.Item3.SequenceEqual(b.Item3)));
        Assert.That(mailbox.Deadlines.All(d => d.MetOn == new DateOnly(2026, 3, 3)), Is.True);
        var view = await scene.ReadAsync(sent, "administrator 1");
        Assert.That((view!.State, view.KeepUntil), Is.EqualTo((ReportState.OutOfScope, (DateOnly?)new DateOnly(2026, 3, 3).AddDays(60))));
    }

    [Test]
    public async Task Who_does_not_follow_cannot_be_asked_and_still_gets_feedback()
    {
        var sent = await scene.InScopeAsync(follow: false);
        Assert.That((await scene.ReadAsync(sent, "administrator 1"))!.May.Ask, Is.False);
        Assert.That(await scene.ActAsync<MessageDesk, CaseResult>("administrator 1",
            (d, s) => d.AskAsync(sent.ReportId, s, ["Hvem?"], OutboundAnswer.Checked, default)),
            Is.EqualTo(CaseResult.DoesNotFollow));
        await scene.FeedbackAsync(sent, "administrator 1", "Det er undersøgt.");
        await scene.AsReporterAsync(sent, (d, m) => d.SetFollowAsync(m, true, default));
        await scene.AskAsync(sent, "administrator 1", "Hvem?");
    }

    [Test]
    public async Task A_file_from_staff_reaches_the_mailbox_and_one_in_the_work_file_no_administrator()
    {
        var sent = await scene.InScopeAsync();
        var referral = await scene.ReferAsync(sent);
        var bytes = new byte[200_000];
        System.Security.Cryptography.RandomNumberGenerator.Fill(bytes);
        foreach (var of in new[] { (Guid?)null, referral })
        {
            Assert.That(await scene.AddFileAsync(sent, "handler 1", "brev.pdf", bytes, of),
                Is.EqualTo((CaseResult.Done, (StoredFileFault?)null)));
        }

        Assert.That(await scene.AddFileAsync(sent, "administrator 1", "brev.pdf", bytes, referral),
            Is.EqualTo((CaseResult.NotFound, (StoredFileFault?)null)));
        Assert.That(await scene.AddFileAsync(sent, "handler 1", "stor.pdf", bytes, limit: 1_000),
            Is.EqualTo((CaseResult.Done, (StoredFileFault?)StoredFileFault.TooLarge)));

        var mailbox = await scene.AsReporterAsync(sent, (d, m) => d.ReadAsync(m, default));
        Assert.That(mailbox!.Entries.Count(e => e.Kind == EntryKind.Attachment), Is.EqualTo(1));
        var inWork = (await scene.ReadAsync(sent, "handler 2"))!.Referrals[0].WorkFile!.Single(e => e.Kind == EntryKind.Attachment)
            .As<AttachmentContent>()!;
        var read = await scene.ActAsync<CaseFiles, byte[]>("handler 2", async (d, s) =>
        {
            using var found = await d.FindAsync(sent.ReportId, s, CompartmentKind.WorkFile, referral, inWork.AttachmentId, default);
            var to = new MemoryStream();
            await found!.CopyToAsync(to, default);
            return to.ToArray();
        });
        Assert.That(read, Is.EqualTo(bytes));
        Assert.That(await scene.ActAsync<CaseFiles, FoundFile?>("administrator 1",
            (d, s) => d.FindAsync(sent.ReportId, s, CompartmentKind.WorkFile, referral, inWork.AttachmentId, default)), Is.Null);
    }

    private Task<CaseResult> CloseAsync(Sent sent) => scene.ActAsync<ClosingDesk, CaseResult>("administrator 1",
        async (d, s) => (await d.CloseAsync(
            sent.ReportId, s, CaseScene.Closing(Outcome.Acted) with { Text = "Tak for hjælpen." }, default)).Answer);
}
