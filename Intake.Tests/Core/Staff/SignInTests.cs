using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class SignInTests
{
    private StaffScene scene = null!;
    private Enrolled karen = null!;

    [SetUp]
    public async Task Begin()
    {
        scene = await StaffScene.CreateAsync();
        karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        scene.NextCode();
    }

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task Right_address_password_and_code_open_the_persons_own_keys()
    {
        using var signedIn = await scene.UnlockAsync((await scene.SignInAsync(" Karen@Hospital.example ", karen.Password, Code))!);
        Assert.That(signedIn!.StaffId, Is.EqualTo(karen.Id));
        Assert.That(Certificate.Fingerprint(signedIn.Person.EncryptionKey, signedIn.Person.SigningKey), Is.EqualTo(karen.Fingerprint));
        Assert.That(signedIn.Staff, Is.Null, "nobody has certified these keys");
    }

    [Test]
    public async Task Every_failure_gets_the_same_answer_for_the_same_work()
    {
        await ExpectRefusalAsync("nobody@hospital.example", karen.Password, Code, audited: false);
        await ExpectRefusalAsync(karen.Email, "et helt andet kendeord", Code);
        await ExpectRefusalAsync(karen.Email, karen.Password, "000000", audited: false);
        await scene.InviteAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen");
        await ExpectRefusalAsync("lars@hospital.example", karen.Password, Code);
        await LockAsync();
        await ExpectRefusalAsync(karen.Email, karen.Password, "000000", audited: false);
        var before = (scene.Gate.Count, await scene.CountAsync("audit"));
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, Code), Is.Not.Null);
        Assert.That((scene.Gate.Count, await scene.CountAsync("audit")), Is.EqualTo((before.Item1 + 1, before.Item2 + 2)),
            "one row for the sign-in, one for all wrong codes before it");
    }

    [Test]
    public async Task A_code_works_once_also_for_two_at_a_time()
    {
        var code = Code;
        var both = await Task.WhenAll(
            scene.SignInAsync(karen.Email, karen.Password, code), scene.SignInAsync(karen.Email, karen.Password, code));
        Assert.That(both.Count(cookie => cookie is not null), Is.EqualTo(1));
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, code), Is.Null);
        Assert.That(await scene.CountAsync("staff_session"), Is.EqualTo(1));
    }

    [Test]
    public async Task Parallel_failures_are_all_counted_and_the_delay_doubles_up_to_fifteen_minutes()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => scene.SignInAsync(karen.Email, "forkert", "000000")));
        Assert.That(await AccountAsync(),
            Has.Property(nameof(StaffMember.FailedSignIns)).EqualTo(4).And.Property(nameof(StaffMember.LockedUntil)).Null);
        foreach (var seconds in new[] { 30, 60, 120, 240, 480, 900, 900 })
        {
            await scene.SignInAsync(karen.Email, "forkert", "000000");
            Assert.That((await AccountAsync()).LockedUntil - scene.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            await scene.SignInAsync(karen.Email, "forkert", "000000");
            Assert.That((await AccountAsync()).LockedUntil - scene.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(seconds)),
                "a try during the delay does not lengthen it");
            scene.Time.Advance(TimeSpan.FromSeconds(seconds));
        }

        await scene.SignInAsync(karen);
        Assert.That(await AccountAsync(),
            Has.Property(nameof(StaffMember.FailedSignIns)).Zero.And.Property(nameof(StaffMember.LockedUntil)).Null);
    }

    [Test]
    public async Task Strangers_cannot_lock_a_person_out_and_a_delay_leaves_one_try_for_each_code()
    {
        await LockAsync();
        foreach (var seconds in new[] { 30, 60 })
        {
            scene.Time.Advance(TimeSpan.FromSeconds(seconds));
            await scene.SignInAsync(karen.Email, "forkert", "000000");
        }

        Assert.That((await AccountAsync()).LockedUntil, Is.EqualTo(scene.Time.GetUtcNow() + TimeSpan.FromMinutes(2)));
        Assert.That(await scene.SignInAsync(karen.Email, "forkert kendeord her", Code), Is.Null);
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, Code), Is.Null, "the code was used up by the try before");
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, Code), Is.Not.Null);
    }

    [TestCase("encryption_key")]
    [TestCase("signing_key")]
    [TestCase("sealed_keys")]
    [TestCase("password_verifier")]
    [TestCase("sealed_totp")]
    public async Task A_row_that_was_changed_signs_nobody_in(string column)
    {
        var other = await scene.EnrolAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen");
        await scene.SqlAsync(
            $"UPDATE intake.staff_member SET {column} = (SELECT {column} FROM intake.staff_member WHERE id = '{other.Id}') WHERE id = "
            + $"'{karen.Id}'");
        scene.NextCode();
        // Without the authenticator's secret every code is a wrong one beside a right password.
        await ExpectRefusalAsync(karen.Email, karen.Password, Code, audited: column != "sealed_totp");
    }

    private string Code => scene.Code(karen.TotpSecret);

    private async Task ExpectRefusalAsync(string email, string password, string code, bool audited = true)
    {
        var before = (scene.Gate.Count, await scene.CountAsync("audit"));
        Assert.That(await scene.SignInAsync(email, password, code), Is.Null);
        Assert.That((scene.Gate.Count, await scene.CountAsync("audit")), Is.EqualTo((before.Item1 + 1, before.Item2 + (audited ? 1 : 0))));
    }

    private async Task LockAsync()
    {
        for (var i = 0; i < 5; i++) await scene.SignInAsync(karen.Email, "forkert", "000000");
        Assert.That((await AccountAsync()).LockedUntil, Is.GreaterThan(scene.Time.GetUtcNow()));
    }

    private async Task<StaffMember> AccountAsync()
    {
        await using var db = scene.Databases.AsOwner();
        return await db.Staff.SingleAsync(person => person.Id == karen.Id);
    }
}
