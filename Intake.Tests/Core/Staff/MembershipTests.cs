using Intake.Core.Certification;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

/// <summary>One person in several schemes: one account, one password, one key pair, and a certificate in each.</summary>
public sealed class MembershipTests
{
    private StaffScene scene = null!;
    private Guid other;
    private Enrolled first = null!;
    private Enrolled second = null!;
    private Enrolled karen = null!;

    [SetUp]
    public async Task Begin()
    {
        scene = await StaffScene.CreateAsync();
        other = await scene.AddSchemeAsync();
        (first, second) = await scene.FoundAsync();
        karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        using var by = await scene.SignedInAsync(first);
        await scene.CertifyAsync(by, karen);
    }

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task Whoever_has_an_account_joins_with_it_and_reads_only_when_certified_there_too()
    {
        await FoundOtherAsync();
        var token = await InviteAsync(karen.Email, StaffRoles.CaseHandler);
        Assert.That(await scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(token, default)), Is.Null, "no second password");
        var offer = await scene.AskAsync((JoinDesk desk) => desk.LookAsync(token, default));
        Assert.That((offer!.SchemeId, offer.HasAccount, offer.Units), Is.EqualTo((other, true, new[] { other })));

        var cookie = await scene.SignInAsync(karen);
        Guid there;
        using (var by = (await scene.UnlockAsync(cookie))!)
        {
            var joined = await JoinAsync(token, by);
            Assert.That((joined!.Fingerprint, joined.KeysWait), Is.EqualTo((karen.Fingerprint, false)), "the same keys");
            Assert.That(await JoinAsync(token, by), Is.Null, "once");
        }

        using (var by = (await scene.UnlockAsync(cookie))!)
        {
            there = by.Memberships.Single(one => one.SchemeId == other).StaffId;
            Assert.That(by.SchemeId, Is.EqualTo(scene.SchemeId));
            Assert.That(await ReadersAsync(by), Is.EqualTo(new[] { scene.SchemeId }), "not certified there yet");
        }

        using (var administrator = await InOtherAsync(first))
            Assert.That(await CertifyAsync(administrator, there, karen.Fingerprint), Is.EqualTo(CertificationResult.Done));
        using (var by = (await scene.UnlockAsync(cookie))!)
        {
            Assert.That(await ReadersAsync(by), Is.EqualTo(new[] { scene.SchemeId, other }));
            Assert.That(await GoAsync(cookie, by, there), Is.True);
        }

        using var now = (await scene.UnlockAsync(cookie))!;
        Assert.That((now.SchemeId, now.StaffId, now.AccountId, now.Staff?.Certificate.Units.Single()),
            Is.EqualTo((other, there, karen.Id, other)), "the same cookie");
    }

    [Test]
    public async Task A_link_is_for_the_person_whose_address_it_was_made_for()
    {
        var token = await InviteAsync(karen.Email, StaffRoles.CaseHandler);
        using (var wrong = await scene.SignedInAsync(second)) Assert.That(await JoinAsync(token, wrong), Is.Null);
        using var right = await scene.SignedInAsync(karen);
        Assert.That(await JoinAsync(token, right), Is.Not.Null);
    }

    [Test]
    public async Task A_row_that_somebody_wrote_into_another_scheme_opens_nothing()
    {
        await FoundOtherAsync();
        using var before = await scene.SignedInAsync(karen);
        // The keys of another, and one's own without a certificate: as a holder of the database's password writes them.
        await scene.SqlAsync($"""
            UPDATE intake.staff_member SET sign_in_id = '{karen.Id}' WHERE scheme_id = '{other}' AND email = '{first.Email}';
            INSERT INTO intake.staff_member (id, scheme_id, email, full_name, roles, state, encryption_key, signing_key, sign_in_id,
                failed_sign_ins, created_on, language, used_code, wrong_codes, code_tries, recovery_code_tries)
            SELECT gen_random_uuid(), '{other}', email, full_name, 1, {(int)StaffState.AwaitingCertificate}, encryption_key, signing_key, id,
                0, created_on, 'da', used_code, 0, 0, 0 FROM intake.staff_member WHERE id = '{karen.Id}';
            """);
        var cookie = await scene.SignInAsync(karen);
        using var by = (await scene.UnlockAsync(cookie))!;
        Assert.That(by.Memberships, Has.Count.EqualTo(3));
        foreach (var one in by.Memberships.Where(one => one.SchemeId == other))
        {
            Assert.That(await GoAsync(cookie, by, one.StaffId), Is.EqualTo(one.IsOpen));
            using var there = (await scene.UnlockAsync(cookie))!;
            Assert.That(there.SchemeId == scene.SchemeId || there.Staff is null, Is.True, "read with no certificate");
        }

        Assert.That(await ReadersAsync(by), Is.EqualTo(new[] { scene.SchemeId }));
    }

    [Test]
    public async Task Who_has_left_the_first_scheme_signs_in_to_the_others_and_nobody_who_left_all()
    {
        var token = await InviteAsync(karen.Email, StaffRoles.CaseHandler);
        using (var by = await scene.SignedInAsync(karen)) await JoinAsync(token, by);
        await scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE id = '{karen.Id}'");
        using (var still = await scene.SignedInAsync(karen))
            Assert.That((still.SchemeId, still.AccountId), Is.EqualTo(((Guid?)other, karen.Id)));
        await scene.SqlAsync($"UPDATE intake.staff_member SET state = {(int)StaffState.Left} WHERE email = '{karen.Email}'");
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, scene.Code(karen.TotpSecret)), Is.Null);
    }

    [Test]
    public async Task New_keys_in_the_first_scheme_close_the_others_until_their_administrators_certify_them()
    {
        await FoundOtherAsync();
        var token = await InviteAsync(karen.Email, StaffRoles.CaseHandler);
        using (var by = await scene.SignedInAsync(karen)) await JoinAsync(token, by);
        Guid there;
        using (var by = await scene.SignedInAsync(karen)) there = by.Memberships.Single(one => one.SchemeId == other).StaffId;
        using (var administrator = await InOtherAsync(first)) await CertifyAsync(administrator, there, karen.Fingerprint);
        var inOther = await scene.SignInAsync(karen);
        using (var by = (await scene.UnlockAsync(inOther))!) await GoAsync(inOther, by, there);

        string link;
        using (var administrator = await scene.SignedInAsync(first)) link = await scene.InviteAgainAsync(administrator, karen.Id);
        var again = await EnrolAgainAsync(link);
        using (var administrator = await scene.SignedInAsync(first)) await scene.CertifyAsync(administrator, again);
        Assert.That(await scene.UnlockAsync(inOther), Is.Null, "sessions under the old keys are over in every scheme");
        var cookie = await scene.SignInAsync(again);
        using (var by = (await scene.UnlockAsync(cookie))!)
        {
            Assert.That(by.Memberships.Single(one => one.SchemeId == other).IsOpen, Is.False);
            Assert.That(await GoAsync(cookie, by, there), Is.False);
            Assert.That(await ReadersAsync(by), Is.EqualTo(new[] { scene.SchemeId }));
        }

        using (var administrator = await InOtherAsync(first)) link = await scene.InviteAgainAsync(administrator, there);
        using (var by = (await scene.UnlockAsync(cookie))!)
            Assert.That((await JoinAsync(link, by))!.KeysWait, Is.True, "keys that were certified are not written over");
        using (var administrator = await InOtherAsync(first))
            Assert.That(await CertifyAsync(administrator, there, again.Fingerprint), Is.EqualTo(CertificationResult.Done));
        using var open = await scene.SignedInAsync(again);
        Assert.That(await ReadersAsync(open), Is.EqualTo(new[] { scene.SchemeId, other }));
    }

    [Test]
    public async Task A_new_password_ends_the_other_sessions_in_every_scheme()
    {
        var token = await InviteAsync(karen.Email, StaffRoles.CaseHandler);
        using (var by = await scene.SignedInAsync(karen)) await JoinAsync(token, by);
        var elsewhere = await scene.SignInAsync(karen);
        using (var by = (await scene.UnlockAsync(elsewhere))!)
            Assert.That(await GoAsync(elsewhere, by, by.Memberships.Single(one => one.SchemeId == other).StaffId), Is.True);
        var here = await scene.SignInAsync(karen);
        using (var by = (await scene.UnlockAsync(here))!)
        {
            await GoAsync(here, by, by.Memberships.Single(one => one.SchemeId == other).StaffId);
            using var moved = (await scene.UnlockAsync(here))!;
            using var old = StaffScene.Secret(karen.Password);
            using var changed = StaffScene.Secret("fjorten gule cykler i solen");
            Assert.That((await scene.AskAsync((PasswordDesk desk) => desk.ChangeAsync(moved, old, changed, default))).Refusal, Is.Null);
        }

        Assert.That(await scene.UnlockAsync(elsewhere), Is.Null);
        using var still = await scene.UnlockAsync(here);
        Assert.That(still?.SchemeId, Is.EqualTo(other));
    }

    [Test]
    public async Task An_operators_address_joins_nothing()
    {
        await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        var result = await scene.AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(
            new NewStaff(other, "drift@region.example", "Karen Bjerre", StaffRoles.CaseHandler, [other]), default));
        Assert.That(result.Refusal, Is.EqualTo(InviteRefusal.EmailTaken));
    }

    /// <summary>The founders of the first scheme found the other one too, with the keys they have.</summary>
    private async Task FoundOtherAsync()
    {
        foreach (var founder in new[] { first, second })
        {
            var token = await InviteAsync(founder.Email, StaffRoles.Administrator);
            using var by = await scene.SignedInAsync(founder);
            Assert.That(await JoinAsync(token, by), Is.Not.Null);
        }

        var lines = await scene.AskAsync((FoundingCeremony desk) => desk.LinesAsync(
            other, [new(first.Email, first.Fingerprint), new(second.Email, second.Fingerprint)], default));
        await File.AppendAllTextAsync(scene.RootPath, lines.Text);
        foreach (var founder in new[] { first, second })
        {
            using var by = await InOtherAsync(founder);
            foreach (var waiting in await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default)))
                await CertifyAsync(by, waiting.PersonId, waiting.Fingerprint);
        }
    }

    private async Task<string> InviteAsync(string email, StaffRoles roles)
    {
        var result = await scene.AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(
            new NewStaff(other, email, "Karen Bjerre", roles, roles == StaffRoles.CaseHandler ? [other] : []), default));
        Assert.That(result.Refusal, Is.Null);
        return result.Token!;
    }

    private Task<JoinResult?> JoinAsync(string token, SignedIn by) =>
        scene.AskAsync((JoinDesk desk) => desk.JoinAsync(token, by, default));

    private Task<bool> GoAsync(byte[] cookie, SignedIn by, Guid to) =>
        scene.AskAsync((Sessions sessions) => sessions.GoToAsync(cookie, by, to, default));

    private async Task<IEnumerable<Guid>> ReadersAsync(SignedIn by) =>
        (await scene.AskAsync((Sessions sessions) => sessions.ReadersAsync(by, default))).Select(one => one.Certificate.SchemeId);

    /// <summary>Somebody who has gone over to the other scheme. The caller disposes it.</summary>
    private async Task<SignedIn> InOtherAsync(Enrolled person)
    {
        var cookie = await scene.SignInAsync(person);
        using (var by = (await scene.UnlockAsync(cookie))!)
            Assert.That(await GoAsync(cookie, by, by.Memberships.Single(one => one.SchemeId == other).StaffId), Is.True);
        return (await scene.UnlockAsync(cookie))!;
    }

    private async Task<CertificationResult> CertifyAsync(SignedIn by, Guid person, string fingerprint)
    {
        var shown = (await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default)))
            .SingleOrDefault(one => one.PersonId == person)?.Shown ?? "";
        return await scene.AskAsync((CertificationDesk desk) => desk.CertifyAsync(by, person, shown, fingerprint, default));
    }

    /// <summary>New keys, password and codes of the first account, by its link.</summary>
    private async Task<Enrolled> EnrolAgainAsync(string link)
    {
        var offer = (await scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(link, default)))!;
        const string password = "seksten grå cykler ved havnen";
        var result = await scene.EnrolAsync(link, offer, password);
        Assert.That(result.Refusal, Is.Null);
        scene.NextCode();
        return new(karen.Id, karen.Email, password, StaffScene.SecretOf(offer), result.RecoveryCode!, result.Fingerprint!);
    }
}
