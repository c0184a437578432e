using System.Security.Cryptography;
using Intake.Core.Certification;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.SignIn;
using Intake.Tests.Core.Staff;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Certification;

[Parallelizable(ParallelScope.Self)]
public sealed class OffboardingTests
{
    private static readonly DateOnly Day = new(2026, 3, 3);

    private StaffScene scene = null!;
    private Enrolled first = null!;
    private Enrolled second = null!;
    private Enrolled karen = null!;
    private Enrolled lars = null!;

    [SetUp]
    public async Task Begin()
    {
        scene = await StaffScene.CreateAsync();
        (first, second) = await scene.FoundAsync();
        karen = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        lars = await scene.EnrolAsync("lars@hospital.example", StaffRoles.CaseHandler, "Lars Thygesen");
        using var by = await scene.SignedInAsync(first);
        await scene.CertifyAsync(by, karen);
        await scene.CertifyAsync(by, lars);
        await ReportAsync(karen.Id, lars.Id);
        await ReportAsync(karen.Id);
        await ReportAsync(lars.Id);
    }

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task Off_boarding_ends_sessions_links_certificate_and_grants_at_once()
    {
        var session = await scene.SignInAsync(karen);
        string link;
        using (var by = await scene.SignedInAsync(first))
        {
            link = await scene.InviteAgainAsync(by, karen.Id);
            Assert.That(await OffboardAsync(by, karen), Is.EqualTo(CertificationResult.Done));
        }

        Assert.That(await scene.UnlockAsync(session), Is.Null);
        Assert.That(await scene.AskAsync((EnrolmentDesk desk) => desk.BeginEnrolmentAsync(link, default)), Is.Null);
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, scene.Code(karen.TotpSecret)), Is.Null);
        Assert.That(await EpochsAsync(), Is.EqualTo("0|t|0\n1|f|1\n1|t|1\n"), "grants left, closed, gate passes left");
        await using var db = scene.Databases.AsWeb();
        Assert.That((await scene.Books.OfAsync(db, scene.SchemeId, default)).CurrentOf(karen.Id), Is.Null);
    }

    [Test]
    public async Task After_an_operators_act_nobody_grants_to_the_leaver_and_an_administrator_revokes()
    {
        var keeper = await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        using (var by = await scene.SignedInAsync(keeper))
            Assert.That(await OffboardAsync(by, karen), Is.EqualTo(CertificationResult.AnotherNeeded));
        await using var db = scene.Databases.AsWeb();
        Assert.That((await scene.Books.HoldersAsync(db, scene.SchemeId, default)).Select(c => c.PersonId),
            Does.Not.Contain(karen.Id).And.Contain(lars.Id));
        using var administrator = await scene.SignedInAsync(first);
        var leaver = (await scene.AskAsync((OffboardingDesk desk) => desk.LeaversAsync(administrator, default))).Single();
        Assert.That(await RevokeAsync(administrator, leaver.PersonId), Is.EqualTo(CertificationResult.Done));
        Assert.That((await scene.Books.OfAsync(db, scene.SchemeId, default)).CurrentOf(karen.Id), Is.Null);
    }

    [TestCase(true), TestCase(false)]
    public async Task Who_was_off_boarded_does_not_sign_in_by_a_state_that_somebody_writes(bool offboarded)
    {
        var keeper = await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        using (var by = await scene.SignedInAsync(keeper))
        {
            if (offboarded) Assert.That(await OffboardAsync(by, karen), Is.EqualTo(CertificationResult.AnotherNeeded));
        }

        await using var web = scene.Databases.AsWeb();
        await web.Staff.Where(one => one.Id == karen.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, StaffState.Active));
        scene.NextCode();
        Assert.That(await scene.SignInAsync(karen.Email, karen.Password, scene.Code(karen.TotpSecret)),
            offboarded ? Is.Null : Is.Not.Null);
    }

    [Test]
    public async Task A_revoked_handler_loses_grants_and_session_and_can_be_certified_again()
    {
        var session = await scene.SignInAsync(karen);
        using var by = await scene.SignedInAsync(second);
        Assert.That(await RevokeAsync(by, karen.Id), Is.EqualTo(CertificationResult.Done));
        Assert.That(await scene.UnlockAsync(session), Is.Null);
        Assert.That(await EpochsAsync(), Does.StartWith("0|t|0\n"));
        scene.Time.Advance(TimeSpan.FromDays(1));
        await scene.WithAsync<RingKeys>((keys, db) => keys.EnsureAsync(db, default));
        using var again = await scene.SignedInAsync(second);
        Assert.That(await scene.CertifyAsync(again, karen), Is.EqualTo(CertificationResult.Done));
    }

    [Test]
    public async Task A_handler_certified_again_keeps_grants_with_one_more_unit_and_loses_them_on_a_move()
    {
        var (more, elsewhere) = (Guid.NewGuid(), Guid.NewGuid());
        await scene.SqlAsync(
            "INSERT INTO intake.unit SELECT (jsonb_populate_record(u, jsonb_build_object('id', n.id, 'name', n.id))).* FROM intake.unit "
            + $"u, (VALUES ('{more}'), ('{elsewhere}')) n (id)");
        var before = await EpochsAsync();
        await scene.SqlAsync($"INSERT INTO intake.staff_unit VALUES ('{karen.Id}', '{more}')");
        using var by = await scene.SignedInAsync(first);
        Assert.That(await scene.CertifyAsync(by, karen), Is.EqualTo(CertificationResult.Done));
        Assert.That(await EpochsAsync(), Is.EqualTo(before));
        await scene.SqlAsync(
            $"UPDATE intake.staff_unit SET unit_id = '{elsewhere}' WHERE staff_id = '{karen.Id}' AND unit_id = '{more}'; "
            + $"DELETE FROM intake.staff_unit WHERE staff_id = '{karen.Id}' AND unit_id <> '{elsewhere}'");
        Assert.That(await scene.CertifyAsync(by, karen), Is.EqualTo(CertificationResult.Done));
        Assert.That(await EpochsAsync(), Is.EqualTo("0|t|0\n1|f|1\n1|t|1\n"), "grants left, closed, gate passes left");
    }

    [Test]
    public async Task An_administrator_is_revoked_by_two_and_off_boarded_by_no_single_other()
    {
        using var one = await scene.SignedInAsync(first);
        using var two = await scene.SignedInAsync(second);
        Assert.That(await OffboardAsync(one, second), Is.EqualTo(CertificationResult.NotAllowed));
        Assert.That(await RevokeAsync(one, second.Id), Is.EqualTo(CertificationResult.AnotherNeeded));
        Assert.That(await RevokeAsync(one, second.Id), Is.EqualTo(CertificationResult.AnotherNeeded), "the same hand twice is one");
        Assert.That(await RevokeAsync(two, second.Id), Is.EqualTo(CertificationResult.Done));
        Assert.That(await scene.CountAsync("revocation"), Is.EqualTo(1));
    }

    [Test]
    public async Task An_administrator_whom_a_case_would_be_left_alone_by_is_not_off_boarded_and_another_one_is()
    {
        await ReportAsync(first.Id);
        await ReportAsync(first.Id, second.Id);
        var keeper = await scene.EnrolAsync("drift@region.example", StaffRoles.Operator);
        using var by = await scene.SignedInAsync(keeper);
        Assert.That(await OffboardAsync(by, first), Is.EqualTo(CertificationResult.LastAdministrator));
        Assert.That(await scene.CountAsync("\"grant\""), Is.EqualTo(7), "all stand");
        Assert.That(await OffboardAsync(by, second), Is.EqualTo(CertificationResult.AnotherNeeded));
    }

    [Test]
    public async Task Unit_staff_end_nobodys_access()
    {
        using var by = await scene.SignedInAsync(lars);
        Assert.That(await OffboardAsync(by, karen), Is.EqualTo(CertificationResult.NotAllowed));
        Assert.That(await RevokeAsync(by, karen.Id), Is.EqualTo(CertificationResult.NotAllowed));
        Assert.That(await scene.CountAsync("\"grant\""), Is.EqualTo(4));
    }

    private Task<CertificationResult> OffboardAsync(SignedIn by, Enrolled person) =>
        scene.AskAsync((OffboardingDesk desk) => desk.OffboardAsync(by, person.Id, default));

    private Task<CertificationResult> RevokeAsync(SignedIn by, Guid person) =>
        scene.AskAsync((OffboardingDesk desk) => desk.RevokeAsync(by, person, default));

    private Task<string> EpochsAsync() => scene.SqlAsync(
        """
        SELECT (SELECT count(*) FROM intake."grant" g WHERE g.compartment_id = e.compartment_id), e.closed,
            (SELECT count(*) FROM intake.gate_pass p WHERE p.report_id = c.report_id)
        FROM intake.epoch e JOIN intake.compartment c ON c.id = e.compartment_id ORDER BY 1, 2
        """);

    /// <summary>A report whose rows name these holders as real ones do; the sealed bytes are never opened here.</summary>
    private async Task ReportAsync(params Guid[] holders)
    {
        await using var db = scene.Databases.AsOwner();
        var report = new Report
        {
            Id = Guid.NewGuid(), SchemeId = scene.SchemeId, ReceivedOn = Day, State = ReportState.Received, LookupHash = Bytes(32),
            MailboxEncryptionKey = Bytes(65), MailboxSigningKey = Bytes(65), MailboxWrap = Bytes(60),
        };
        var room = new Compartment { Id = Guid.NewGuid(), ReportId = report.Id, Kind = CompartmentKind.Dialogue };
        db.AddRange(report, room, new Epoch { CompartmentId = room.Id, Number = 1, Commitment = Bytes(32), MadeOn = Day });
        foreach (var person in holders)
        {
            var holder = scene.Pseudonyms.OfPerson(report.Id, person);
            db.Add(new Grant
            {
                Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = 1, Holder = holder, Purpose = GrantPurpose.Referral, Enc = Bytes(65),
                Sealed = Bytes(99), MadeOn = Day
            });
            db.Add(new GatePass { Holder = holder, ReportId = report.Id, PassedOn = Day });
        }

        await db.SaveChangesAsync();
    }

    private static byte[] Bytes(int length) => RandomNumberGenerator.GetBytes(length);
}
