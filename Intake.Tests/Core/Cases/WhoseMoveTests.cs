using Intake.Core.Accountability.Figures;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Referrals;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>A deadline that has passed is somebody's: inbox and accountability report say so of the same people.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class WhoseMoveTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    private DateOnly Today => CopenhagenClock.Today(founded.Time);

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task Feedback_that_is_late_is_the_administrators_until_a_unit_accepts_and_then_waits_for_its_handler_by_name()
    {
        var sent = await scene.InScopeAsync();
        founded.Time.Advance(TimeSpan.FromDays(110));
        await scene.DoAsync<ReferralDesk>("administrator 1", (desk, self) => desk.ReferAsync(sent.ReportId, self, founded.Hospital.Id,
            [founded["handler 1"].Id, founded["handler 2"].Id], null, GrantAnswers.Confirmed, default));
        var late = await LateAsync();
        Assert.That((late.Moves, late.Units), Is.EqualTo((Array.Empty<Guid>(), Array.Empty<Guid>())), "nothing of the unit's is late");
        Assert.That((await RowAsync("administrator 1")).Waits, Is.EqualTo(NextAction.Routing), "late too, and longer");
        Assert.That((await RowAsync("handler 1")).Waits, Is.EqualTo(NextAction.Gate));

        await scene.PassAsync(sent, "handler 1");
        late = await LateAsync();
        Assert.That((late.Moves, late.Units), Is.EqualTo((new[] { founded.Hospital.Id }, new[] { founded.Hospital.Id })));
        var handlers = await ListAsync("handler 1");
        Assert.That((handlers.Counts.Waiting, handlers.Counts.Overdue, handlers.Rows.Single().Waits),
            Is.EqualTo((1, 1, NextAction.Feedback)));
        var administrators = await RowAsync("administrator 1");
        Assert.That((administrators.Waits, administrators.Others), Is.EqualTo((NextAction.Nothing, new[] { founded.Hospital.Id })));

        await scene.FeedbackAsync(sent, "handler 1", "Det er håndteret.");
        Assert.That((await RowAsync("handler 1")).Waits, Is.EqualTo(NextAction.Assess));
        Assert.That((await RowAsync("administrator 1")).Others, Is.Null);
    }

    [Test]
    public async Task An_acknowledgement_that_comes_after_the_day_of_the_answer_says_that_it_has_passed()
    {
        var scheme = founded.Scheme;
        var (received, by) = (new DateOnly(2026, 8, 1), new DateOnly(2026, 11, 8));
        Assert.That(AcknowledgementText.In(scheme, "da", received, by, by), Does.Contain("et svar her senest den 8. november 2026. Kig"));
        Assert.That(AcknowledgementText.In(scheme, "da", received, by, by.AddDays(1)),
            Does.Contain("skulle have haft et svar her senest den 8. november 2026; den dag er overskredet").And.Not.Contain("inden da"));
        Assert.That(AcknowledgementText.In(scheme, "en", received, by, by.AddDays(1)), Does.Contain("that day has passed"));

        var sent = await Sending.SendAsync(founded, "Kort.");
        founded.Time.Advance(TimeSpan.FromDays(110));
        await scene.PassAsync(sent, "administrator 1");
        var view = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That(CaseScene.Texts(view.Thread, Intake.Core.Sealing.EntryKind.Acknowledgement).Single(), Does.Contain("overskredet"));
    }

    private Task<InboxView> ListAsync(string part) =>
        scene.ActAsync<InboxDesk, InboxView>(part, (desk, self) => desk.ListAsync(self, new InboxQuery(), default));

    private async Task<InboxRow> RowAsync(string part) => (await ListAsync(part)).Rows.Single();

    /// <summary>The late feedback, as a report made now has it.</summary>
    private async Task<Fact> LateAsync()
    {
        await using var db = founded.Databases.AsWeb();
        var reports = founded.Services.GetRequiredService<AccountabilityReports>();
        var report = await reports.MakeAsync(
            db, founded.Scheme, ReportPeriod.Running(Today, ReportCadence.Monthly), scheduled: false, default);
        return AccountabilityDocument.Read(reports.Open(report)!).Facts.Single(fact => fact.Clock == DeadlineKind.Feedback);
    }
}
