using Intake.Core.Certification;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>One person in several schemes: one account, one password, one key pair, and a certificate in each.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class MembershipTests
{
    private TwoSchemes two = null!;

    private StaffScene Scene => two.Scene;

    [SetUp]
    public async Task Begin() => two = await TwoSchemes.CreateAsync();

    [TearDown]
    public async Task End() => await two.DisposeAsync();

    [Test]
    public async Task Whoever_has_an_account_joins_with_it_and_reads_only_when_certified_there_too()
    {
        await two.FoundOtherAsync();
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        Assert.That(await Scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(token, default)), Is.Null, "no second password");
        var offer = await Scene.AskAsync((JoinDesk desk) => desk.LookAsync(token, default));
        Assert.That((offer!.SchemeId, offer.HasAccount, offer.Units), Is.EqualTo((two.Other, true, new[] { two.Other })));

        var cookie = await Scene.SignInAsync(two.Karen);
        Guid there;
        using (var by = (await Scene.UnlockAsync(cookie))!)
        {
            var joined = await two.JoinAsync(token, by);
            Assert.That((joined!.Fingerprint, joined.KeysWait), Is.EqualTo((two.Karen.Fingerprint, false)), "the same keys");
            Assert.That(await two.JoinAsync(token, by), Is.Null, "once");
        }

        using (var by = (await Scene.UnlockAsync(cookie))!)
        {
            there = by.Memberships.Single(one => one.SchemeId == two.Other).StaffId;
            Assert.That(by.SchemeId, Is.EqualTo(Scene.SchemeId));
            Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { Scene.SchemeId }), "not certified there yet");
        }

        using (var administrator = await two.InOtherAsync(two.First))
            Assert.That(await two.CertifyAsync(administrator, there, two.Karen.Fingerprint), Is.EqualTo(CertificationResult.Done));
        using (var by = (await Scene.UnlockAsync(cookie))!)
        {
            Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { Scene.SchemeId, two.Other }));
            Assert.That(await two.GoAsync(cookie, by, there), Is.True);
        }

        using var now = (await Scene.UnlockAsync(cookie))!;
        Assert.That((now.SchemeId, now.StaffId, now.AccountId, now.Staff?.Certificate.Units.Single()),
            Is.EqualTo((two.Other, there, two.Karen.Id, two.Other)), "the same cookie");
    }

    [Test]
    public async Task A_link_is_for_the_person_whose_address_it_was_made_for()
    {
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        using (var wrong = await Scene.SignedInAsync(two.Second)) Assert.That(await two.JoinAsync(token, wrong), Is.Null);
        using var right = await Scene.SignedInAsync(two.Karen);
        Assert.That(await two.JoinAsync(token, right), Is.Not.Null);
    }

    [Test]
    public async Task A_row_that_somebody_wrote_into_another_scheme_opens_nothing()
    {
        await two.FoundOtherAsync();
        using var before = await Scene.SignedInAsync(two.Karen);
        // The keys of another, and one's own without a certificate: as a holder of the database's password writes them.
        await Scene.SqlAsync($"""
            UPDATE intake.staff_member SET sign_in_id = '{two.Karen.Id}' WHERE scheme_id = '{two.Other}' AND email = '{two.First.Email}';
            INSERT INTO intake.staff_member (id, scheme_id, email, full_name, roles, state, encryption_key, signing_key, sign_in_id,
                failed_sign_ins, created_on, language, used_code, wrong_codes, code_tries, recovery_code_tries)
            SELECT gen_random_uuid(), '{two.Other}', email, full_name, 1, {(int)StaffState.AwaitingCertificate}, encryption_key, signing_key, id,
                0, created_on, 'da', used_code, 0, 0, 0 FROM intake.staff_member WHERE id = '{two.Karen.Id}';
            """);
        var cookie = await Scene.SignInAsync(two.Karen);
        using var by = (await Scene.UnlockAsync(cookie))!;
        Assert.That(by.Memberships, Has.Count.EqualTo(3));
        foreach (var one in by.Memberships.Where(one => one.SchemeId == two.Other))
        {
            Assert.That(await two.GoAsync(cookie, by, one.StaffId), Is.EqualTo(one.IsOpen));
            using var there = (await Scene.UnlockAsync(cookie))!;
            Assert.That(there.SchemeId == Scene.SchemeId || there.Staff is null, Is.True, "read with no certificate");
        }

        Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { Scene.SchemeId }));
    }

    [Test]
    public async Task Who_has_left_the_first_scheme_signs_in_to_the_others_and_nobody_who_left_all()
    {
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        using (var by = await Scene.SignedInAsync(two.Karen)) await two.JoinAsync(token, by);
        await Scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE id = '{two.Karen.Id}'");
        using (var still = await Scene.SignedInAsync(two.Karen))
            Assert.That((still.SchemeId, still.AccountId), Is.EqualTo(((Guid?)two.Other, two.Karen.Id)));
        await Scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE email = '{two.Karen.Email}'");
        Scene.NextCode();
        Assert.That(await Scene.SignInAsync(two.Karen.Email, two.Karen.Password, Scene.Code(two.Karen.TotpSecret)), Is.Null);
    }

    [Test]
    public async Task New_keys_in_the_first_scheme_close_the_others_until_their_administrators_certify_them()
    {
        await two.FoundOtherAsync();
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        using (var by = await Scene.SignedInAsync(two.Karen)) await two.JoinAsync(token, by);
        Guid there;
        using (var by = await Scene.SignedInAsync(two.Karen)) there = by.Memberships.Single(one => one.SchemeId == two.Other).StaffId;
        using (var administrator = await two.InOtherAsync(two.First)) await two.CertifyAsync(administrator, there, two.Karen.Fingerprint);
        var inOther = await Scene.SignInAsync(two.Karen);
        using (var by = (await Scene.UnlockAsync(inOther))!) await two.GoAsync(inOther, by, there);

        string link;
        using (var administrator = await Scene.SignedInAsync(two.First)) link = await Scene.InviteAgainAsync(administrator, two.Karen.Id);
        var again = await EnrolAgainAsync(link);
        using (var administrator = await Scene.SignedInAsync(two.First)) await Scene.CertifyAsync(administrator, again);
        Assert.That(await Scene.UnlockAsync(inOther), Is.Null, "sessions under the old keys are over in every scheme");
        var cookie = await Scene.SignInAsync(again);
        using (var by = (await Scene.UnlockAsync(cookie))!)
        {
            Assert.That(by.Memberships.Single(one => one.SchemeId == two.Other).IsOpen, Is.False);
            Assert.That(await two.GoAsync(cookie, by, there), Is.False);
            Assert.That(await two.ReadersAsync(by), Is.EqualTo(new[] { Scene.SchemeId }));
        }

        using (var administrator = await two.InOtherAsync(two.First)) link = await Scene.InviteAgainAsync(administrator, there);
        using (var by = (await Scene.UnlockAsync(cookie))!)
            Assert.That((await two.JoinAsync(link, by))!.KeysWait, Is.True, "keys that were certified are not written over");
        using (var administrator = await two.InOtherAsync(two.First))
            Assert.That(await two.CertifyAsync(administrator, there, again.Fingerprint), Is.EqualTo(CertificationResult.Done));
        using var open = await Scene.SignedInAsync(again);
        Assert.That(await two.ReadersAsync(open), Is.EqualTo(new[] { Scene.SchemeId, two.Other }));
    }

    [Test]
    public async Task A_new_password_ends_the_other_sessions_in_every_scheme()
    {
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        using (var by = await Scene.SignedInAsync(two.Karen)) await two.JoinAsync(token, by);
        var elsewhere = await Scene.SignInAsync(two.Karen);
        using (var by = (await Scene.UnlockAsync(elsewhere))!)
            Assert.That(await two.GoAsync(elsewhere, by, by.Memberships.Single(one => one.SchemeId == two.Other).StaffId), Is.True);
        var here = await Scene.SignInAsync(two.Karen);
        using (var by = (await Scene.UnlockAsync(here))!)
        {
            await two.GoAsync(here, by, by.Memberships.Single(one => one.SchemeId == two.Other).StaffId);
            using var moved = (await Scene.UnlockAsync(here))!;
            using var old = StaffScene.Secret(two.Karen.Password);
            using var changed = StaffScene.Secret("fjorten gule cykler i solen");
            Assert.That((await Scene.AskAsync((PasswordDesk desk) => desk.ChangeAsync(moved, old, changed, default))).Refusal, Is.Null);
        }

        Assert.That(await Scene.UnlockAsync(elsewhere), Is.Null);
        using var still = await Scene.UnlockAsync(here);
        Assert.That(still?.SchemeId, Is.EqualTo(two.Other));
    }

    [Test]
    public async Task Who_has_left_joins_another_scheme_with_the_account_of_before()
    {
        await Scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE id = '{two.Karen.Id}'");
        var token = await two.InviteAsync(two.Karen.Email, StaffRoles.CaseHandler);
        Scene.NextCode();
        Assert.That(
            await Scene.SignInAsync(two.Karen.Email, two.Karen.Password, Scene.Code(two.Karen.TotpSecret)), Is.Null, "in use nowhere");
        Scene.NextCode();
        using var password = StaffScene.Secret(two.Karen.Password);
        var (proven, _) = await Scene.AskAsync((SignInDesk desk) =>
            desk.ProveAsync(two.Karen.Email, password, Scene.Code(two.Karen.TotpSecret), default));
        using (proven) Assert.That(await Scene.AskAsync((JoinDesk desk) => desk.JoinAsync(token, proven!, default)), Is.Not.Null);
        using var now = await Scene.SignedInAsync(two.Karen);
        Assert.That(now.SchemeId, Is.EqualTo(two.Other));
    }

    [Test]
    public async Task Proving_counts_and_delays_as_signing_in_does()
    {
        using var wrong = StaffScene.Secret("det var ikke den");
        for (var attempt = 0; attempt < 6; attempt++)
        {
            var (nobody, _) = await Scene.AskAsync((SignInDesk desk) => desk.ProveAsync(two.Karen.Email, wrong, "000000", default));
            Assert.That(nobody, Is.Null);
        }

        using var right = StaffScene.Secret(two.Karen.Password);
        var code = Scene.Code(two.Karen.TotpSecret);
        var (wrongCode, _) = await Scene.AskAsync((SignInDesk desk) => desk.ProveAsync(two.Karen.Email, right, "000000", default));
        Assert.That(wrongCode, Is.Null);
        var (person, wrongCodes) = await Scene.AskAsync((SignInDesk desk) => desk.ProveAsync(two.Karen.Email, right, code, default));
        using (person) Assert.That((person is not null, wrongCodes), Is.EqualTo((true, 1)), "a fresh code ends the delay, and it is told");
        var (again, _) = await Scene.AskAsync((SignInDesk desk) => desk.ProveAsync(two.Karen.Email, right, code, default));
        Assert.That(again, Is.Null, "a code works once");
    }

    [Test]
    public async Task Keys_that_another_scheme_certified_are_not_written_over_by_a_link_of_the_first()
    {
        await two.FoundOtherAsync();
        var lise = await Scene.EnrolAsync("lise@hospital.example", StaffRoles.CaseHandler, "Lise Frandsen");
        var token = await two.InviteAsync(lise.Email, StaffRoles.CaseHandler);
        Guid there;
        using (var by = await Scene.SignedInAsync(lise)) await two.JoinAsync(token, by);
        using (var by = await Scene.SignedInAsync(lise)) there = by.Memberships.Single(one => one.SchemeId == two.Other).StaffId;
        using (var administrator = await two.InOtherAsync(two.First)) await two.CertifyAsync(administrator, there, lise.Fingerprint);

        // Nobody certified her in the first scheme, so that an operator gives her a link there, and opens it.
        var link = await Scene.InviteAsync(lise.Email, StaffRoles.CaseHandler, "Lise Frandsen");
        var offer = (await Scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(link, default)))!;
        Assert.That((await Scene.EnrolAsync(link, offer, "atten sorte cykler i regn")).KeysWait, Is.True);
        using var still = await Scene.SignedInAsync(lise);
        Assert.That(await two.ReadersAsync(still), Is.EqualTo(new[] { two.Other }));
    }

    [Test]
    public async Task Keys_without_a_password_never_take_the_place_of_an_account_that_has_one()
    {
        await Scene.SqlAsync($"""
            INSERT INTO intake.pending_keys (staff_id, encryption_key, signing_key, used_code)
            SELECT id, encryption_key, signing_key, used_code FROM intake.staff_member WHERE id = '{two.Karen.Id}'
            """);
        using (var by = await Scene.SignedInAsync(two.First)) await Scene.CertifyAsync(by, two.Karen);
        using var still = await Scene.SignedInAsync(two.Karen);
        Assert.That(still.Staff, Is.Not.Null);
    }

    [Test]
    public async Task An_operators_address_joins_nothing()
    {
        await Scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        var result = await Scene.AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(
            new NewStaff(two.Other, "drift@region.example", "Karen Bjerre", StaffRoles.CaseHandler, [two.Other]), default));
        Assert.That(result.Refusal, Is.EqualTo(InviteRefusal.EmailTaken));
    }

    /// <summary>New keys, password and codes of the first account, by its link.</summary>
    private async Task<Enrolled> EnrolAgainAsync(string link)
    {
        var offer = (await Scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(link, default)))!;
        const string password = "seksten grå cykler ved havnen";
        var result = await Scene.EnrolAsync(link, offer, password);
        Assert.That(result.Refusal, Is.Null);
        Scene.NextCode();
        return new(two.Karen.Id, two.Karen.Email, password, StaffScene.SecretOf(offer), result.RecoveryCode!, result.Fingerprint!);
    }
}
