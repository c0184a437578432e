using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class PasswordDeskTests
{
    private const string New = "nitten svaner over sundet";

    private StaffScene scene = null!;
    private Enrolled karen = null!;

    [SetUp]
    public async Task Begin()
    {
        scene = await StaffScene.CreateAsync();
        karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
    }

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task A_new_password_keeps_the_keys_and_ends_the_other_sessions()
    {
        var other = await scene.SignInAsync(karen);
        var cookie = await scene.SignInAsync(karen);
        using var by = (await scene.UnlockAsync(cookie))!;
        Assert.That((await ChangeAsync(by, "ikke det rigtige kendeord", New)).Refusal, Is.EqualTo(PasswordRefusal.NotProven));
        Assert.That(await ChangeAsync(by, karen.Password, "Karen Bjerre 1234"),
            Is.EqualTo(new PasswordResult(PasswordRefusal.WeakPassword, PasswordFault.OwnName)));
        Assert.That((await ChangeAsync(by, karen.Password, New)).Refusal, Is.Null);
        Assert.That(await scene.UnlockAsync(other), Is.Null);
        using var still = await scene.UnlockAsync(cookie);
        Assert.That(still, Is.Not.Null);
        using var now = await scene.SignedInAsync(karen with { Password = New });
        Assert.That(now.Person.SigningKeyId, Is.EqualTo(by.Person.SigningKeyId));
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, scene.Code(karen.TotpSecret)), Is.Null);
    }

    [Test]
    public async Task The_recovery_code_sets_a_password_for_the_same_keys_once_and_is_renewed()
    {
        using var before = await scene.SignedInAsync(karen);
        scene.NextCode();
        var both = await Task.WhenAll(
            RecoverAsync(karen.Email, karen.RecoveryCode, New), RecoverAsync(karen.Email, karen.RecoveryCode, New));
        Assert.That(both.Select(result => result.Refusal), Is.EquivalentTo(new PasswordRefusal?[] { null, PasswordRefusal.NotProven }));
        Assert.That(await scene.CountAsync("staff_session"), Is.Zero);
        using var after = await scene.SignedInAsync(karen with { Password = New });
        Assert.That(after.Person.SigningKeyId, Is.EqualTo(before.Person.SigningKeyId));
        scene.NextCode();
        Assert.That((await RecoverAsync(karen.Email, karen.RecoveryCode, New)).Refusal, Is.EqualTo(PasswordRefusal.NotProven));
        scene.NextCode();
        var next = both.Single(result => result.RecoveryCode is not null).RecoveryCode!;
        Assert.That((await RecoverAsync(karen.Email, next, "tyve svaner over sundet")).Refusal, Is.Null);
    }

    [Test]
    public async Task Every_failed_recovery_gets_the_same_answer_for_the_same_work()
    {
        foreach (var (email, code) in new[] { ("nobody@hospital.example", karen.RecoveryCode), (karen.Email, "ikke en kode"),
            (karen.Email, "0000-0000-0000-0000-0000-0000-00") })
        {
            var before = scene.Gate.Count;
            Assert.That(await RecoverAsync(email, code, New), Is.EqualTo(new PasswordResult(PasswordRefusal.NotProven)));
            Assert.That(scene.Gate.Count, Is.EqualTo(before + 1));
        }
    }

    [Test]
    public async Task Strangers_who_lock_an_account_keep_nobody_from_recovering_and_a_code_serves_one_try()
    {
        for (var i = 0; i < 5; i++) await scene.SignInAsync(karen.Email, "gættet kendeord", "000000");
        Assert.That((await RecoverAsync(karen.Email, "0000-0000-0000-0000-0000-0000-00", New)).Refusal,
            Is.EqualTo(PasswordRefusal.NotProven));
        Assert.That((await RecoverAsync(karen.Email, karen.RecoveryCode, New)).Refusal,
            Is.EqualTo(PasswordRefusal.NotProven), "the code is used up");
        scene.NextCode();
        await scene.SignInAsync(karen.Email, "gættet kendeord", "000000");
        Assert.That((await RecoverAsync(karen.Email, karen.RecoveryCode, New)).Refusal, Is.Null);
        using var now = await scene.SignedInAsync(karen with { Password = New });
        Assert.That(now.StaffId, Is.EqualTo(karen.Id));
    }

    private async Task<PasswordResult> ChangeAsync(SignedIn by, string old, string password)
    {
        using var typed = StaffScene.Secret(old);
        using var chosen = StaffScene.Secret(password);
        return await scene.AskAsync((PasswordDesk desk) => desk.ChangeAsync(by, typed, chosen, default));
    }

    private async Task<PasswordResult> RecoverAsync(string email, string recovery, string password)
    {
        using var typed = StaffScene.Secret(recovery);
        using var chosen = StaffScene.Secret(password);
        return await scene.AskAsync((PasswordDesk desk) => desk.RecoverAsync(email, typed, scene.Code(karen.TotpSecret), chosen, default));
    }
}
