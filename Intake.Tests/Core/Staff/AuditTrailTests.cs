using Intake.Core.Staff.Audit;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class AuditTrailTests
{
    private static readonly DateOnly Day = new(2026, 3, 3);

    [Test]
    public async Task The_trail_tells_who_did_what_to_its_reader_and_not_to_a_dump()
    {
        await using var scene = await StaffScene.CreateAsync();
        var (who, what) = (Guid.NewGuid(), Guid.NewGuid());
        await scene.WithAsync<AuditTrail>(async (audit, db) =>
        {
            audit.Add(db, AuditAction.GatePassed, scene.SchemeId, who, what);
            audit.Add(db, AuditAction.SignInFailed, scene.SchemeId, null);
            audit.Add(db, AuditAction.SchemeLoaded, null, who);
            await db.SaveChangesAsync();
            var page = await audit.ReadAsync(db, scene.SchemeId, Day, Day, 0, default);
            Assert.That(page.More, Is.False);
            Assert.That(page.Lines.Select(line => (line.Action, line.StaffId, line.SubjectId, line.Intact)),
                Is.EquivalentTo(new (AuditAction, Guid?, Guid?, bool)[]
                {
                    (AuditAction.GatePassed, who, what, true), (AuditAction.SignInFailed, null, null, true),
                }));
            Assert.That((await audit.ReadAsync(db, scene.SchemeId, Day.AddDays(1), Day.AddDays(2), 0, default)).Lines, Is.Empty);
        });
        var dump = await scene.Databases.Server.DumpAsync(scene.Databases.Name);
        Assert.That(dump, Does.Not.Contain(who.ToString()).And.Not.Contain(what.ToString()).And.Not.Contain(who.ToString("N")));
    }

    [TestCase("action = 10")]
    [TestCase("sealed = set_byte(sealed, 39, get_byte(sealed, 39) # 1)")]
    [TestCase("at = at - interval '1 hour'")]
    [TestCase("hash = decode(repeat('00', 32), 'hex')")]
    public async Task A_row_that_was_changed_shows_it(string change)
    {
        await using var scene = await StaffScene.CreateAsync();
        await scene.WithAsync<AuditTrail>(async (audit, db) =>
        {
            audit.Add(db, AuditAction.GatePassed, scene.SchemeId, Guid.NewGuid(), Guid.NewGuid());
            await db.SaveChangesAsync();
            await scene.SqlAsync($"SET session_replication_role = replica; UPDATE intake.audit SET {change}");
            var line = (await audit.ReadAsync(db, scene.SchemeId, Day, Day, 0, default)).Lines.Single();
            Assert.That(line.Intact, Is.False);
        });
    }

    [Test]
    public async Task A_row_moved_to_another_scheme_shows_it()
    {
        await using var scene = await StaffScene.CreateAsync();
        await scene.WithAsync<AuditTrail>(async (audit, db) =>
        {
            audit.Add(db, AuditAction.GatePassed, Guid.NewGuid(), Guid.NewGuid());
            await db.SaveChangesAsync();
            await scene.SqlAsync($"SET session_replication_role = replica; UPDATE intake.audit SET scheme_id = '{scene.SchemeId}'");
            Assert.That((await audit.ReadAsync(db, scene.SchemeId, Day, Day, 0, default)).Lines.Single().Intact, Is.False);
        });
    }

    [Test]
    public async Task A_long_trail_comes_in_pages()
    {
        await using var scene = await StaffScene.CreateAsync();
        await scene.WithAsync<AuditTrail>(async (audit, db) =>
        {
            for (var i = 0; i <= AuditTrail.PageSize; i++) audit.Add(db, AuditAction.SignedIn, scene.SchemeId, null);
            await db.SaveChangesAsync();
            var first = await audit.ReadAsync(db, scene.SchemeId, Day, Day, 0, default);
            var second = await audit.ReadAsync(db, scene.SchemeId, Day, Day, 1, default);
            Assert.That((first.Lines.Count, first.More, second.Lines.Count, second.More),
                Is.EqualTo((AuditTrail.PageSize, true, 1, false)));
        });
    }
}
