using Intake.Core.Cases;
using Intake.Core.Certification;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Intake.Tests.Core.Staff;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Certification;

/// <summary>Somebody invites an administrator in use once more and opens the link: nothing is lost, nothing gained.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ReinvitationTests
{
    private const string Password = "fem grønne både i regnen";
    private const string Thief = "otte sorte katte på taget";

    private FoundedScheme founded = null!;
    private byte[] totp = null!;
    private TestPerson victim = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Begin()
    {
        founded = await FoundedScheme.CreateAsync();
        victim = founded["administrator 1"];
        sent = await Sending.SendAsync(founded, "En indberetning, som skal kunne læses bagefter.");
        using var fileSecret = FileSecret.Read(founded.FileSecretPath);
        using var secret = SecretBytes.Random(Totp.SecretSize);
        var kept = victim.SealKeys(fileSecret, Password);
        totp = secret.Span.ToArray();
        await using var db = founded.Databases.AsWeb();
        var row = await db.Staff.SingleAsync(person => person.Id == victim.Id);
        (row.PasswordSalt, row.PasswordVerifier, row.SealedKeys) = (kept.Salt, kept.VerifierHash, kept.SealedKeys);
        row.SealedTotp = TotpSeal.Seal(fileSecret, victim.Id, secret);
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task End() => await founded.DisposeAsync();

    [Test]
    public async Task An_operator_gets_no_link_to_somebody_whose_keys_are_in_use_with_whatever_roles_they_ask()
    {
        var operatorCookie = await OperatorAsync();
        foreach (var roles in new[] { StaffRoles.Administrator, StaffRoles.StatisticsReader, StaffRoles.Administrator })
        {
            var who = new NewStaff(founded.Scheme.Id, victim.Email, victim.Certificate.FullName, roles, []);
            using var keeper = await UnlockAsync(operatorCookie);
            var asked = await AskAsync((StaffDesk desk) => desk.InviteAsync(keeper!, who, default));
            var typed = await AskAsync((StaffDesk desk) => desk.InviteFromCommandAsync(who, default));
            Assert.That(new[] { asked.Token, typed.Token }, Is.All.Null);
            Assert.That(new[] { asked.Delivery, typed.Delivery }, Is.All.EqualTo(LinkDelivery.ForAdministrators));
            Assert.That((await AskAsync((StaffDesk desk) => desk.InviteAgainAsync(keeper!, victim.Id, default))).Refusal,
                Is.EqualTo(InviteRefusal.NotAllowed));
        }

        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Invitations.CountAsync(link => link.StaffId == victim.Id), Is.Zero);
        await AssertTheCaseOpensAsync();
    }

    [Test]
    public async Task An_administrator_whom_nobody_certified_gives_no_link_and_nobody_gives_one_to_themselves()
    {
        await using (var db = founded.Databases.AsWeb())
        {
            using var made = new TestPerson(
                "planted", "Planted", "planted@law.example", CertifiedRoles.Administrator, null, founded.Scheme.Id);
            made.AddUncertifiedTo(db, StaffRoles.Administrator, founded.Scheme.Id);
            await db.SaveChangesAsync();
            using var planted = await UnlockAsync(await SessionOfAsync(made));
            Assert.That((await AskAsync((StaffDesk desk) => desk.InviteAgainAsync(planted!, victim.Id, default))).Refusal,
                Is.EqualTo(InviteRefusal.NotAllowed));
        }

        using var self = await UnlockAsync(await SessionOfAsync(victim));
        Assert.That((await AskAsync((StaffDesk desk) => desk.InviteAgainAsync(self!, victim.Id, default))).Refusal,
            Is.EqualTo(InviteRefusal.NotAllowed));
    }

    [Test]
    public async Task A_stolen_link_opened_again_and_again_opens_no_case_and_closes_none()
    {
        var session = await SignInAsync(Password, totp);
        for (var i = 0; i < 3; i++)
        {
            var stolen = await EnrolAsync(await LinkAsync());
            Assert.That(await SignInAsync(Thief, stolen), Is.Null, "no certificate names the new keys");
            using var still = await UnlockAsync(session!);
            Assert.That(still?.Staff, Is.Not.Null, "the session goes on");
        }

        await AssertTheCaseOpensAsync();
        await using var db = founded.Databases.AsOwner();
        Assert.That((await db.Staff.SingleAsync(person => person.Id == victim.Id)).State, Is.EqualTo(StaffState.Active));
        Assert.That(await db.PendingKeys.CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task One_administrator_alone_cannot_put_new_keys_in_the_place_of_another_administrators()
    {
        await EnrolAsync(await LinkAsync());
        using var accomplice = await UnlockAsync(await SessionOfAsync(founded["administrator 2"]));
        var waiting = (await AskAsync((CertificationDesk desk) => desk.ListAsync(accomplice!, default))).Single();
        Assert.That(waiting.KeysWait, Is.True);
        Assert.That(
            await AskAsync((CertificationDesk desk) =>
                desk.CertifyAsync(accomplice!, victim.Id, waiting.Shown, waiting.Fingerprint, default)),
            Is.EqualTo(CertificationResult.AnotherNeeded));
        await AssertTheCaseOpensAsync();
    }

    [Test]
    public async Task A_link_from_before_the_certificate_is_spent_by_it()
    {
        await using var scene = await StaffScene.CreateAsync();
        var (first, _) = await scene.FoundAsync();
        var karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var kept = await scene.InviteAsync(karen.Email, StaffRoles.CaseHandler);
        using var by = await scene.SignedInAsync(first);
        Assert.That(await scene.CertifyAsync(by, karen), Is.EqualTo(CertificationResult.Done));
        Assert.That(await scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(kept, default)), Is.Null);
    }

    private async Task AssertTheCaseOpensAsync()
    {
        founded.Time.Advance(TimeSpan.FromSeconds(30));
        using var signedIn = await UnlockAsync(await SignInAsync(Password, totp) ?? throw new InvalidOperationException("Not signed in."));
        var access = await AskAsync((Intake.Core.Cases.Conflict.GateDesk desk) => desk.PassAsync(sent.ReportId, signedIn!.Staff!, default));
        Assert.That(access, Is.EqualTo(CaseResult.Done));
        var read = await AskAsync((CaseDesk desk) => desk.ReadAsync(sent.ReportId, signedIn!.Staff!, default));
        Assert.That(read?.Report, Is.Not.Null);
    }

    private async Task<string> LinkAsync()
    {
        using var other = await UnlockAsync(await SessionOfAsync(founded["administrator 2"]));
        return (await AskAsync((StaffDesk desk) => desk.InviteAgainAsync(other!, victim.Id, default))).Token!;
    }

    private async Task<byte[]> EnrolAsync(string token)
    {
        var offer = (await AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(token, default)))!;
        var secret = StaffScene.SecretOf(offer);
        using var password = SecretBytes.Utf8Of(Thief);
        var made = await AskAsync((EnrolmentDesk desk) => desk.EnrolAsync(token, password, offer.Proposal, CodeOf(secret), default));
        Assert.That((made.Refusal, made.KeysWait), Is.EqualTo(((EnrolRefusal?)null, true)));
        founded.Time.Advance(TimeSpan.FromSeconds(30));
        return secret;
    }

    private async Task<byte[]?> SignInAsync(string password, byte[] secret)
    {
        using var typed = SecretBytes.Utf8Of(password);
        return (await AskAsync((SignInDesk desk) => desk.SignInAsync(victim.Email, typed, CodeOf(secret), default))).Cookie;
    }

    private string CodeOf(byte[] secret) => Totp.Code(secret, Totp.StepOf(founded.Time.GetUtcNow()));

    private Task<SignedIn?> UnlockAsync(byte[] cookie) => AskAsync((Sessions sessions) => sessions.UnlockAsync(cookie, default));

    private async Task<byte[]> OperatorAsync()
    {
        using var keeper = new TestPerson(
            "operator", "Ole Lind", "drift@region.example", CertifiedRoles.Administrator, null, founded.Scheme.Id);
        await using var db = founded.Databases.AsWeb();
        keeper.AddUncertifiedTo(db, StaffRoles.Operator, null);
        await db.SaveChangesAsync();
        return await SessionOfAsync(keeper);
    }

    private async Task<byte[]> SessionOfAsync(TestPerson person)
    {
        await using var scope = founded.Services.CreateAsyncScope();
        return await person.BeginSessionAsync(scope.ServiceProvider.GetRequiredService<IntakeDb>(),
            founded.Services.GetRequiredService<RingKeys>(), founded.Time);
    }

    private async Task<TResult> AskAsync<TDesk, TResult>(Func<TDesk, Task<TResult>> act) where TDesk : notnull
    {
        await using var scope = founded.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TDesk>());
    }
}
