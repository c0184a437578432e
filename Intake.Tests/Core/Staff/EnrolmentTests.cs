using Intake.Core.Certification;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Staff;

[Parallelizable(ParallelScope.Self)]
public sealed class EnrolmentTests
{
    private StaffScene scene = null!;

    [SetUp]
    public async Task Begin() => scene = await StaffScene.CreateAsync();

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task Of_two_who_hold_a_link_at_once_exactly_one_enrols()
    {
        var token = await scene.InviteAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var offer = (await BeginAsync(token))!;
        var results = await Task.WhenAll(
            scene.EnrolAsync(token, offer, "første kendeord er langt"), scene.EnrolAsync(token, offer, "andet kendeord er langt"));
        Assert.That(results.Select(result => result.Refusal), Is.EquivalentTo(new EnrolRefusal?[] { null, EnrolRefusal.LinkSpent }));
        Assert.That(await BeginAsync(token), Is.Null);
        await using var db = scene.Databases.AsOwner();
        Assert.That((await db.Staff.SingleAsync()).State, Is.EqualTo(StaffState.AwaitingCertificate));
    }

    [Test]
    public async Task A_second_invitation_replaces_the_first_and_a_link_ends_after_seven_days()
    {
        var first = await scene.InviteAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var second = await scene.InviteAsync("karen@hospital.example", StaffRoles.CaseHandler);
        Assert.That(await BeginAsync(first), Is.Null);
        scene.Time.Advance(TimeSpan.FromDays(StaffDesk.LinkDays));
        Assert.That(await BeginAsync(second), Is.Not.Null);
        scene.Time.Advance(TimeSpan.FromDays(1));
        Assert.That(await BeginAsync(second), Is.Null);
    }

    [Test]
    public async Task The_database_holds_neither_token_nor_password_nor_secret()
    {
        var token = await scene.InviteAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var raw = Convert.ToHexStringLower(System.Buffers.Text.Base64Url.DecodeFromChars(token));
        var offer = (await BeginAsync(token))!;
        await scene.EnrolAsync(token, offer, "femten kaniner i haven");
        var dump = await scene.Databases.Server.DumpAsync(scene.Databases.Name);
        Assert.That(dump, Does.Not.Contain(token).And.Not.Contain(raw).And.Not.Contain("kaniner")
            .And.Not.Contain(Convert.ToHexStringLower("femten kaniner i haven"u8))
            .And.Not.Contain(Convert.ToHexStringLower(StaffScene.SecretOf(offer))));
    }

    [Test]
    public async Task A_proposal_of_another_invitation_a_weak_password_and_a_wrong_code_leave_the_link_alone()
    {
        var token = await scene.InviteAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var offer = (await BeginAsync(token))!;
        var other = (await BeginAsync(await scene.InviteAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen")))!;
        Assert.That((await scene.EnrolAsync(token, other, "femten kaniner i haven")).Refusal, Is.EqualTo(EnrolRefusal.ProposalLost));
        Assert.That(await scene.EnrolAsync(token, offer, "kort"),
            Is.EqualTo(new EnrolResult(null, null, EnrolRefusal.WeakPassword, PasswordFault.TooShort)));
        Assert.That((await scene.EnrolAsync(token, offer, "femten kaniner i haven", "12345")).Refusal, Is.EqualTo(EnrolRefusal.WrongCode));
        Assert.That(scene.Gate.Count, Is.Zero);
        Assert.That((await scene.EnrolAsync(token, offer, "femten kaniner i haven")).Refusal, Is.Null);
    }

    [Test]
    public async Task Who_may_be_invited_by_whom()
    {
        var (first, _) = await scene.FoundAsync();
        var handler = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var keeper = await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        NewStaff Handler(string email) => new(scene.SchemeId, email, "Ny Kollega", StaffRoles.CaseHandler, [scene.UnitId]);
        Assert.That(await RefusalAsync(first, Handler("ny@hospital.example")), Is.Null);
        Assert.That(await RefusalAsync(handler, Handler("ny2@hospital.example")), Is.EqualTo(InviteRefusal.NotAllowed));
        Assert.That(await RefusalAsync(first, Handler("x@y.example") with { SchemeId = Guid.NewGuid() }),
            Is.EqualTo(InviteRefusal.NotAllowed));
        Assert.That(await RefusalAsync(first, new(scene.SchemeId, "a@b.example", "Ny Kollega", StaffRoles.Administrator, [])),
            Is.EqualTo(InviteRefusal.NotAllowed));
        Assert.That(await RefusalAsync(keeper, new(scene.SchemeId, "a@b.example", "Ny Kollega", StaffRoles.Administrator, [])), Is.Null);
        Assert.That(await RefusalAsync(keeper, new(null, "first@law.example", "Ny Kollega", StaffRoles.Operator, [])),
            Is.EqualTo(InviteRefusal.EmailTaken));
        Assert.That(await RefusalAsync(keeper, Handler("c@d.example") with { Units = [Guid.NewGuid()] }),
            Is.EqualTo(InviteRefusal.BadUnits));
        Assert.That(await RefusalAsync(keeper, new(scene.SchemeId, "a@c.example", "Ny Kollega", StaffRoles.Operator, [])),
            Is.EqualTo(InviteRefusal.BadRoles));
        Assert.That(await RefusalAsync(keeper, Handler("no address")), Is.EqualTo(InviteRefusal.BadEmail));
    }

    [Test]
    public async Task An_operator_has_keys_and_no_certificate_ever()
    {
        var keeper = await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        using var signedIn = await scene.SignedInAsync(keeper);
        Assert.That(signedIn,
            Has.Property(nameof(SignedIn.IsOperator)).True.And.Property(nameof(SignedIn.Staff)).Null.And.Property(nameof(SignedIn.Book))
                .Null);
        Assert.That(await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(signedIn, default)), Is.Empty);
    }

    private Task<EnrolmentOffer?> BeginAsync(string token) =>
        scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(token, default));

    private async Task<InviteRefusal?> RefusalAsync(Enrolled by, NewStaff who)
    {
        using var signedIn = await scene.SignedInAsync(by);
        return (await scene.AskAsync((StaffDesk desk) => desk.InviteAsync(signedIn, who, default))).Refusal;
    }
}
