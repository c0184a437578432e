using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>Dates that an administrator sets for a unit: within limits, with a reason, signed, and never what the law gives.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OwnDatesTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;
    private UsualDates usual = null!;

    [SetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync("Det skete i går.");
        usual = (await scene.ActAsync<ReferralDesk, ReferralChoices?>(
            "administrator 1", (desk, self) => desk.ChoicesAsync(sent.ReportId, self, null, default)))!.Usual;
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task An_own_date_is_kept_signed_says_where_it_comes_from_and_the_statement_follows_when_the_unit_has_accepted()
    {
        var (accept, statement) = (usual.Today.AddDays(1), usual.Statement.AddDays(-30));
        var legal = await LegalAsync();
        Assert.That(await ReferAsync(new() { AcceptBy = accept, StatementBy = statement }), Is.EqualTo(CaseResult.Done));
        Assert.That((await DeadlineAsync(DeadlineKind.Acceptance)).Due, Is.EqualTo(accept));
        Assert.That((await DeadlineAsync(DeadlineKind.Acceptance)).Explain("da"),
            Does.StartWith("fastsat af administratoren ved overdragelsen 3. marts 2026: "));
        await scene.PassAsync(sent, "handler 1");
        var due = await DeadlineAsync(DeadlineKind.Statement);
        Assert.That((due.Due, due.Origin, due.Start), Is.EqualTo((statement, DeadlineOrigin.SetAtReferral, usual.Today)));
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Deadlines.Where(row => row.Kind == DeadlineKind.Statement).Select(row => row.DueOn).SingleAsync(),
            Is.EqualTo(statement), "the worker's ladder reads the row");
        Assert.That(await LegalAsync(), Is.EqualTo(legal), "what the law gives is not moved");
        var said = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().StatementFile!.Single();
        Assert.That((said.Kind, said.Opened!.Author.PersonId), Is.EqualTo((EntryKind.OwnDates, founded["administrator 1"].Id)));
    }

    [Test]
    public async Task A_later_date_than_the_schemes_needs_a_reason_and_none_is_past_the_limits()
    {
        var later = usual.Accept.AddDays(2);
        Assert.That(await ReferAsync(new() { AcceptBy = later }), Is.EqualTo(CaseResult.DatesReasonMissing));
        Assert.That(await ReferAsync(new() { AcceptBy = later, DatesReason = " " }), Is.EqualTo(CaseResult.DatesReasonMissing));
        foreach (var wrong in new[] { usual.Today.AddDays(-1), usual.Latest.AddDays(1) })
            Assert.That(await ReferAsync(new() { AcceptBy = wrong, DatesReason = "Ferie." }), Is.EqualTo(CaseResult.AcceptByImpossible));
        foreach (var wrong in new[] { usual.Accept.AddDays(-1), usual.Latest.AddDays(1) })
        {
            Assert.That(await ReferAsync(new() { StatementBy = wrong, DatesReason = "Ferie." }),
                Is.EqualTo(CaseResult.StatementByImpossible));
        }

        Assert.That(await ReferAsync(new() { AcceptBy = later, DatesReason = "Hele afsnittet holder ferie." }),
            Is.EqualTo(CaseResult.Done));
        var file = (await scene.ReadAsync(sent, "administrator 2"))!.Referrals.Single();
        Assert.That(OwnDates.Of(file.StatementFile), Is.EqualTo(new OwnDatesContent(later, null, "Hele afsnittet holder ferie.", null)));
        Assert.That(file.Deadlines.Single(one => one.Deadline.Kind == DeadlineKind.Acceptance).Deadline.Due, Is.EqualTo(later));
    }

    [Test]
    public async Task A_case_that_is_found_graver_than_it_was_at_referral_is_due_by_the_sooner_date()
    {
        var settings = founded.Scheme.Deadlines;
        var late = usual.Statement;
        Assert.That(await ReferAsync(new() { StatementBy = late }), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 1");
        var referral = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().Id;
        await AssessAsync(referral, Severity.Ordinary);
        Assert.That((await DeadlineAsync(DeadlineKind.Statement)).Due, Is.EqualTo(late), "what was set stands");
        await AssessAsync(referral, Severity.Grave);
        Assert.That((await DeadlineAsync(DeadlineKind.Statement)).Due, Is.EqualTo(usual.Today.AddDays(settings.GraveStatementDays)));
    }

    [Test]
    public async Task A_date_that_passed_before_the_unit_accepted_counts_no_more()
    {
        var early = usual.Accept;
        Assert.That(await ReferAsync(new() { StatementBy = early }), Is.EqualTo(CaseResult.Done));
        founded.Time.Advance(TimeSpan.FromDays(early.DayNumber - usual.Today.DayNumber + 1));
        await scene.PassAsync(sent, "handler 1");
        Assert.That((await DeadlineAsync(DeadlineKind.Statement)).Due,
            Is.EqualTo(early.AddDays(1 + founded.Scheme.Deadlines.OrdinaryStatementDays)));
    }

    private Task<CaseResult> ReferAsync(ReferralTerms terms) => scene.ActAsync<ReferralDesk, CaseResult>("administrator 1",
        (desk, self) => desk.ReferAsync(sent.ReportId, self, founded.Hospital.Id, [founded["handler 1"].Id, founded["handler 2"].Id], null,
            GrantAnswers.Confirmed, default, terms));

    private Task AssessAsync(Guid referral, Severity severity) => scene.DoAsync<CaseDesk>(
        "handler 1", (d, s) => d.AssessAsync(sent.ReportId, referral, s, severity, "Sådan er det.", default));

    private async Task<Deadline> DeadlineAsync(DeadlineKind kind) => (await scene.ReadAsync(sent, "administrator 1"))!.Referrals.Single()
        .Deadlines.Single(one => one.Deadline.Kind == kind).Deadline;

    private async Task<List<DateOnly>> LegalAsync()
    {
        await using var db = founded.Databases.AsOwner();
        return await db.Deadlines.Where(row => row.Kind == DeadlineKind.Acknowledgement || row.Kind == DeadlineKind.Feedback)
            .OrderBy(row => row.Kind).Select(row => row.DueOn).ToListAsync();
    }
}
