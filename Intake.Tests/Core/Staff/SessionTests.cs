using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class SessionTests
{
    private StaffScene scene = null!;
    private Enrolled karen = null!;
    private byte[] cookie = null!;

    [SetUp]
    public async Task Begin()
    {
        scene = await StaffScene.CreateAsync();
        karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        cookie = await scene.SignInAsync(karen);
    }

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task A_session_ends_at_most_half_an_hour_after_its_last_use()
    {
        scene.Time.Advance(TimeSpan.FromMinutes(24));
        Assert.That(await OpensAsync(cookie));
        scene.Time.Advance(TimeSpan.FromMinutes(24));
        Assert.That(await OpensAsync(cookie));
        scene.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.That(await OpensAsync(cookie), Is.False);
    }

    [Test]
    public async Task However_often_it_is_used_it_ends_after_eight_hours()
    {
        for (var quarters = 0; quarters < 31; quarters++)
        {
            Assert.That(await OpensAsync(cookie), $"after {quarters} quarters");
            scene.Time.Advance(TimeSpan.FromMinutes(15));
        }

        scene.Time.Advance(TimeSpan.FromMinutes(15));
        Assert.That(await OpensAsync(cookie), Is.False);
    }

    [Test]
    public async Task Its_end_is_on_five_minutes_of_the_clock_so_that_the_row_does_not_say_when_it_was_used()
    {
        var ends = new HashSet<DateTimeOffset> { await ExpiryAsync() };
        for (var steps = 0; steps < 10; steps++)
        {
            scene.Time.Advance(TimeSpan.FromSeconds(61));
            await Task.WhenAll(OpensAsync(cookie), OpensAsync(cookie));
            ends.Add(await ExpiryAsync());
        }

        Assert.That(ends.Select(end => end.UtcTicks % TimeSpan.FromMinutes(5).Ticks), Is.All.Zero);
        Assert.That(ends, Has.Count.InRange(2, 3), "ten minutes of use");
        Assert.That(ends.Max(), Is.LessThanOrEqualTo(scene.Time.GetUtcNow() + Sessions.Idle));
    }

    [Test]
    public async Task Without_its_hours_ring_key_a_session_is_gone()
    {
        await scene.SqlAsync("DELETE FROM intake.ring_key");
        await scene.WithAsync<RingKeys>((keys, db) => keys.EnsureAsync(db, default));
        Assert.That(await OpensAsync(cookie), Is.False);
    }

    [Test]
    public async Task A_cookie_opens_no_half_but_its_own()
    {
        var lars = await scene.EnrolAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen");
        var other = await scene.SignInAsync(lars);
        await scene.SqlAsync(
            $"UPDATE intake.staff_session SET sealed = (SELECT sealed FROM intake.staff_session WHERE staff_id = '{karen.Id}') WHERE "
            + $"staff_id = '{lars.Id}'");
        Assert.That(await OpensAsync(other), Is.False);
        await scene.SqlAsync($"UPDATE intake.staff_session SET staff_id = '{lars.Id}'");
        Assert.That(await OpensAsync(cookie), Is.False, "a session moved to another account");
    }

    [TestCase("encryption_key")]
    [TestCase("signing_key")]
    public async Task A_public_key_swapped_in_the_account_ends_the_session(string column)
    {
        var lars = await scene.EnrolAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen");
        Assert.That(await OpensAsync(cookie));
        await scene.SqlAsync(
            $"UPDATE intake.staff_member SET {column} = (SELECT {column} FROM intake.staff_member WHERE id = '{lars.Id}') WHERE id = "
            + $"'{karen.Id}'");
        Assert.That(await OpensAsync(cookie), Is.False);
    }

    [Test]
    public async Task Signing_out_ends_it_and_strange_cookies_open_nothing()
    {
        await scene.WithAsync<Sessions>((sessions, _) => sessions.SignOutAsync(cookie, default));
        Assert.That(await OpensAsync(cookie), Is.False);
        Assert.That(await OpensAsync(new byte[32]), Is.False);
        Assert.That(await OpensAsync([]), Is.False);
        Assert.That(await scene.CountAsync("staff_session"), Is.Zero);
    }

    [Test]
    public async Task The_clock_makes_each_ring_key_once_and_the_worker_sweeps_what_is_over()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.WithAsync<RingKeys>((keys, db) => keys.EnsureAsync(db, default))));
        Assert.That(await scene.CountAsync("ring_key"), Is.EqualTo(2));
        scene.Time.Advance(TimeSpan.FromHours(11));
        await scene.WithAsync<RingKeys>(async (keys, _) =>
        {
            await using var worker = scene.Databases.AsWorker();
            await keys.EnsureAsync(worker, default);
            Assert.That(await keys.SweepAsync(worker, default), Is.EqualTo(2));
        });
        Assert.That((await scene.CountAsync("ring_key"), await scene.CountAsync("staff_session")), Is.EqualTo((2, 0)));
    }

    private async Task<bool> OpensAsync(byte[] half)
    {
        using var signedIn = await scene.UnlockAsync(half);
        return signedIn is not null;
    }

    private async Task<DateTimeOffset> ExpiryAsync()
    {
        await using var db = scene.Databases.AsOwner();
        return await db.StaffSessions.Select(session => session.ExpiresAt).SingleAsync();
    }
}
