using Intake.Core.Certification;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>Who left a scheme and comes back, and what rows and windows of several schemes must not do to each other.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ComingBackTests
{
    private TwoSchemes two = null!;

    private StaffScene Scene => two.Scene;

    [SetUp]
    public async Task Begin()
    {
        two = await TwoSchemes.CreateAsync();
        await two.FoundOtherAsync();
    }

    [TearDown]
    public async Task End() => await two.DisposeAsync();

    [TestCase(StaffRoles.CaseHandler)]
    [TestCase(StaffRoles.StatisticsReader)]
    public async Task Who_left_joins_again_when_the_old_certificate_is_revoked_and_reads_when_there_is_a_new_one(StaffRoles roles)
    {
        var there = await JoinedAsync();
        await LeaveAsync(there);
        var token = await two.InviteAsync(two.Karen.Email, roles);
        Assert.That((await Scene.AskAsync((JoinDesk desk) => desk.LookAsync(token, default)))!.HeldBefore);
        using (var by = await Scene.SignedInAsync(two.Karen))
        {
            Assert.That(await two.JoinAsync(token, by), Is.Null, "nobody would sign for the keys");
            Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { Scene.SchemeId }));
        }

        using (var first = await two.InOtherAsync(two.First))
        {
            Assert.That((await Scene.AskAsync((OffboardingDesk desk) => desk.LeaversAsync(first, default))).Select(one => one.PersonId),
                Is.EqualTo(new[] { there }), "administrators see what to do");
            await Scene.AskAsync((OffboardingDesk desk) => desk.RevokeAsync(first, there, default));
        }

        using (var second = await two.InOtherAsync(two.Second))
            await Scene.AskAsync((OffboardingDesk desk) => desk.RevokeAsync(second, there, default));
        token = await two.InviteAsync(two.Karen.Email, roles);
        using (var by = await Scene.SignedInAsync(two.Karen)) Assert.That(await two.JoinAsync(token, by), Is.Not.Null);
        using var after = await Scene.SignedInAsync(two.Karen);
        Assert.That(await two.ReadersAsync(after), Is.EqualTo(new[] { Scene.SchemeId }), "not certified there again");
    }

    [Test]
    public async Task An_old_certificate_makes_no_reader_of_an_account_that_waits_to_be_certified()
    {
        await JoinedAsync();
        await Scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.AwaitingCertificate} WHERE id = '{two.Karen.Id}'");
        using var by = await Scene.SignedInAsync(two.Karen);
        Assert.That(by.Memberships.Single(one => one.StaffId == two.Karen.Id).IsOpen, "she can be there");
        Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { two.Other }), "and reads only elsewhere");
    }

    [Test]
    public async Task A_link_back_into_the_first_scheme_writes_over_nothing_that_another_one_certified()
    {
        await JoinedAsync();
        await LeaveAsync(two.Karen.Id);
        var invited = await Scene.AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(
            new NewStaff(Scene.SchemeId, two.Karen.Email, "Karen Bjerre", StaffRoles.StatisticsReader, []), default));
        Assert.That(await Scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(invited.Token!, default)), Is.Null,
            "no new password in the place of the old one");
        Assert.That(await Scene.AskAsync((JoinDesk desk) => desk.LookAsync(invited.Token!, default)),
            Has.Property("HasAccount").True.And.Property("HeldBefore").True);
        using var by = await Scene.SignedInAsync(two.Karen);
        Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { two.Other }), "with the password of before");
    }

    [Test]
    public async Task Of_a_new_password_and_a_session_that_goes_over_one_waits_for_the_other()
    {
        var there = await JoinedAsync();
        var cookie = await Scene.SignInAsync(two.Karen);
        using var by = (await Scene.UnlockAsync(cookie))!;
        await using var owner = Scene.Databases.AsOwner();
        await using var changing = await owner.Database.BeginTransactionAsync();
        await owner.Database.ExecuteSqlAsync($"UPDATE intake.staff_member SET language = language WHERE id = {two.Karen.Id}");
        var going = two.GoAsync(cookie, by, there);
        await Task.Delay(TimeSpan.FromSeconds(1));
        Assert.That(going.IsCompleted, Is.False);
        await owner.Database.ExecuteSqlRawAsync("DELETE FROM intake.staff_session");
        await changing.CommitAsync();
        Assert.That(await going, Is.False);
        Assert.That(await Scene.UnlockAsync(cookie), Is.Null);
    }

    [Test]
    public async Task A_second_row_of_a_scheme_hides_no_case_and_a_row_that_says_operator_makes_none()
    {
        var there = await JoinedAsync();
        await Scene.SqlAsync($"""
            INSERT INTO intake.staff_member (id, scheme_id, email, full_name, roles, state, encryption_key, signing_key, sign_in_id,
                failed_sign_ins, created_on, language, used_code, wrong_codes, code_tries, recovery_code_tries)
            SELECT gen_random_uuid(), scheme_id, 'decoy@x.example', full_name, roles, state, encryption_key, signing_key, sign_in_id,
                0, created_on, 'da', used_code, 0, 0, 0 FROM intake.staff_member WHERE id = '{there}';
            UPDATE intake.staff_member SET language = language WHERE id = '{there}'
            """);
        var cookie = await Scene.SignInAsync(two.Karen);
        using (var by = await Scene.AskAsync((Sessions sessions) => sessions.UnlockAsync(cookie, two.Other, default)))
            Assert.That(by!.Staff?.Certificate.PersonId, Is.EqualTo(there));
        await Scene.SqlAsync($"UPDATE intake.staff_member SET roles = 4 WHERE id = '{two.Karen.Id}'");
        using var operators = await Scene.UnlockAsync(cookie);
        Assert.That(operators!.IsOperator, Is.False);
    }

    /// <summary>Karen, certified in the other scheme too; her account there.</summary>
    private async Task<Guid> JoinedAsync()
    {
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        using (var by = await Scene.SignedInAsync(two.Karen)) Assert.That(await two.JoinAsync(token, by), Is.Not.Null);
        Guid there;
        using (var by = await Scene.SignedInAsync(two.Karen))
            there = by.Memberships.Single(one => one.SchemeId == two.Other).StaffId;
        using var administrator = await two.InOtherAsync(two.First);
        Assert.That(await two.CertifyAsync(administrator, there, two.Karen.Fingerprint), Is.EqualTo(CertificationResult.Done));
        return there;
    }

    private Task<string> LeaveAsync(Guid staffId) =>
        Scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE id = '{staffId}'");
}
