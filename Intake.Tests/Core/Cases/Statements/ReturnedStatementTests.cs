using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Statements;
using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Statements;

[Parallelizable(ParallelScope.Self)]
public sealed class ReturnedStatementTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;

    [SetUp]
    public async Task Found() => scene = new CaseScene(founded = await FoundedScheme.CreateAsync());

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task A_returned_statements_deadline_climbs_its_ladder_from_the_foot_again()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await using var db = founded.Databases.AsOwner();
        var before = await DeadlineAsync(db, referral);
        db.Escalations.Add(new EscalationRow { DeadlineId = before.Id, Step = 3, DoneOn = before.DueOn });
        await db.SaveChangesAsync();
        await scene.SendStatementAsync(sent, referral);
        await scene.DoAsync<StatementDesk>("administrator 1",
            (d, s) => d.ReturnAsync(sent.ReportId, referral, s, "Mere.", OutboundAnswer.Checked, default));

        var after = await DeadlineAsync(db, referral);
        Assert.That(after.Id, Is.Not.EqualTo(before.Id));
        Assert.That((after.MetOn, after.StartsOn, after.DueOn),
            Is.EqualTo(((DateOnly?)null, before.StartsOn, before.DueOn)), "never less time");
        Assert.That(await db.Escalations.AnyAsync(), Is.False);
    }

    [Test]
    public async Task The_unit_in_a_signed_statement_is_the_one_that_was_signed_when_it_was_handed_over()
    {
        var sent = await scene.InScopeAsync("Det skete i går.");
        var referral = await scene.ReferAsync(sent);
        await using (var db = founded.Databases.AsOwner())
            await db.Database.ExecuteSqlAsync($"UPDATE intake.referral SET unit_id = {founded.OtherHospital.Id} WHERE id = {referral}");
        await scene.SendStatementAsync(sent, referral);
        var view = await scene.ActAsync<StatementDesk, StatementView?>(
            "administrator 1", (d, s) => d.ReadAsync(sent.ReportId, referral, s, default));
        Assert.That(view!.Statements.Single().Content!.Unit, Is.EqualTo(founded.Hospital.Title.Da));
    }

    private static Task<DeadlineRow> DeadlineAsync(IntakeDb db, Guid referral) =>
        db.Deadlines.AsNoTracking().SingleAsync(d => d.ReferralId == referral && d.Kind == DeadlineKind.Statement);
}
