using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using NUnit.Framework;

namespace Intake.Tests.Web.Office.Cases;

/// <summary>A handler who becomes an administrator as well: nobody accepts their own statement.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class OwnStatementTests
{
    private CaseRoom room = null!;

    [SetUp]
    public async Task Open() => room = await CaseRoom.OpenAsync();

    [TearDown]
    public async Task Close() => await room.Office.DisposeAsync();

    [Test]
    public async Task A_person_with_both_roles_is_told_that_another_has_to_accept_their_statement_and_cannot_post_it()
    {
        var sent = await room.InScopeAsync();
        var statement = await room.WithStatementAsync(sent) + "/statement";
        var founded = room.Office.Founded;
        await using (var db = founded.Databases.AsWeb())
        {
            founded["handler 1"].CertifyAs(
                CertifiedRoles.Administrator | CertifiedRoles.CaseHandler, db, CopenhagenClock.Today(founded.Time),
                founded["administrator 1"], founded["administrator 2"], founded.Hospital);
            await db.SaveChangesAsync();
        }

        var own = await room.PageAsync("handler 1", statement);
        Assert.That(own.QuerySelector("#own-statement")?.TextContent, Does.Contain("din egen"));
        Assert.That(own.QuerySelector("input[value=accept]"), Is.Null);
        Assert.That(own.QuerySelector("input[value=return]"), Is.Not.Null);
        var refused = await room.RefusedAsync("handler 1", statement, ("Decision", "accept"), ("Text", ""));
        Assert.That(refused.QuerySelector("#error-summary")!.TextContent, Does.Contain("En anden administrator"));

        Assert.That((await room.PageAsync("administrator 1", statement)).QuerySelector("input[value=accept]"), Is.Not.Null);
        var accepted = await room.DoneAsync("administrator 1", statement, ("Decision", "accept"), ("Text", ""));
        Assert.That(accepted.QuerySelector("#statement-state")!.GetAttribute("data-state"), Is.EqualTo("StatementAccepted"));
    }
}
