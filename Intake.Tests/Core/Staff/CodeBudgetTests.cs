using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>Somebody has the password, or the recovery code, and guesses one-time codes.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class CodeBudgetTests
{
    private StaffScene scene = null!;
    private Enrolled karen = null!;

    private string Code => scene.Code(karen.TotpSecret);

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
    public async Task After_five_wrong_codes_a_right_one_signs_in_only_when_the_delay_is_over_and_the_person_is_told_how_many_there_were()
    {
        for (var i = 0; i < 5; i++) await GuessAsync();
        Assert.That(await CountAsync(AuditAction.Locked), Is.EqualTo(1));
        for (var i = 0; i < 3; i++) await GuessAsync();
        Assert.That(await SignInAsync(Code), Has.Property("Cookie").Null, "the delay binds a right code");
        foreach (var seconds in new[] { 30, 60 })
        {
            scene.Time.Advance(TimeSpan.FromSeconds(seconds));
            if (seconds == 30) await GuessAsync();
        }

        var told = await SignInAsync(Code);
        Assert.That((told.Cookie is not null, told.WrongCodes), Is.EqualTo((true, 9)));
        Assert.That(await CountAsync(AuditAction.Locked), Is.EqualTo(2), "a row for each delay, and none for each try");
        Assert.That(await CountAsync(AuditAction.SignInFailed), Is.EqualTo(2), "the right code in the delay, and one for all wrong ones");
        scene.NextCode();
        Assert.That((await SignInAsync(Code)).WrongCodes, Is.Zero, "told once");
    }

    [Test]
    public async Task Of_forty_guesses_at_once_no_more_than_the_budget_is_looked_at_before_the_delay()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => GuessAsync()));
        var account = await AccountAsync();
        Assert.That((account.WrongCodes, account.CodeTries), Is.EqualTo((40, 5)));
        Assert.That(account.CodesAfter, Is.EqualTo(scene.Time.GetUtcNow() + TimeSpan.FromSeconds(30)));
    }

    [Test]
    public async Task The_delay_grows_to_four_hours()
    {
        for (var i = 0; i < 4; i++) await GuessAsync();
        foreach (var seconds in new[] { 30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 14_400, 14_400 })
        {
            await GuessAsync();
            Assert.That((await AccountAsync()).CodesAfter - scene.Time.GetUtcNow(), Is.EqualTo(TimeSpan.FromSeconds(seconds)));
            scene.Time.Advance(TimeSpan.FromSeconds(seconds));
        }
    }

    [Test]
    public async Task Who_has_no_password_cannot_use_the_budget_up_and_a_code_used_twice_is_no_guess()
    {
        for (var i = 0; i < 8; i++) Assert.That(await scene.SignInAsync(karen.Email, "et helt andet kendeord", "000000"), Is.Null);
        var code = Code;
        Assert.That((await SignInAsync(code)).Cookie, Is.Not.Null);
        Assert.That((await SignInAsync(code)).Cookie, Is.Null);
        Assert.That(await AccountAsync(),
            Has.Property(nameof(StaffMember.WrongCodes)).Zero.And.Property(nameof(StaffMember.CodesAfter)).Null);
    }

    [Test]
    public async Task A_thief_of_the_password_keeps_nobody_from_recovering_and_the_recovery_code_has_a_budget_of_its_own()
    {
        for (var i = 0; i < 5; i++) await GuessAsync();
        for (var i = 0; i < 4; i++) await RecoverAsync("000000");
        Assert.That((await RecoverAsync(Code)).Refusal, Is.Null, "the delay of the password does not bind it");
        Assert.That((await AccountAsync()).CodesAfter, Is.Null, "and is over with the password");
    }

    [Test]
    public async Task After_five_wrong_codes_beside_the_recovery_code_a_right_one_recovers_only_when_the_delay_is_over()
    {
        for (var i = 0; i < 5; i++) await RecoverAsync("000000");
        Assert.That((await RecoverAsync(Code)).Refusal, Is.EqualTo(PasswordRefusal.NotProven));
        scene.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await RecoverAsync(Code)).Refusal, Is.Null);
    }

    private async Task GuessAsync() => Assert.That((await SignInAsync("000000")).Cookie, Is.Null);

    private async Task<SignInResult> SignInAsync(string code)
    {
        using var typed = SecretBytes.CopyOf(System.Text.Encoding.UTF8.GetBytes(karen.Password));
        return await scene.AskAsync((SignInDesk desk) => desk.SignInAsync(karen.Email, typed, code, default));
    }

    private async Task<PasswordResult> RecoverAsync(string code)
    {
        using var recovery = SecretBytes.CopyOf(System.Text.Encoding.UTF8.GetBytes(karen.RecoveryCode));
        using var password = SecretBytes.CopyOf("syv gr\u00f8nne hatte p\u00e5 hylden"u8);
        return await scene.AskAsync((PasswordDesk desk) => desk.RecoverAsync(karen.Email, recovery, code, password, default));
    }

    private async Task<int> CountAsync(AuditAction action)
    {
        await using var db = scene.Databases.AsOwner();
        return await db.Audit.CountAsync(row => row.Action == action);
    }

    private async Task<StaffMember> AccountAsync()
    {
        await using var db = scene.Databases.AsOwner();
        return await db.Staff.SingleAsync(person => person.Id == karen.Id);
    }
}
