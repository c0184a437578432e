using Intake.Core.Certification;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Core.Staff;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Certification;

[Parallelizable(ParallelScope.Self)]
public sealed class CertificationTests
{
    private StaffScene scene = null!;

    [SetUp]
    public async Task Begin() => scene = await StaffScene.CreateAsync();

    [TearDown]
    public async Task End() => await scene.DisposeAsync();

    [Test]
    public async Task Two_founders_certify_themselves_and_each_other_and_nobody_is_certified_before()
    {
        var (first, second) = await scene.FoundAsync();
        using var by = await scene.SignedInAsync(first);
        Assert.That(by.Staff!.Certificate.IsAdministrator);
        Assert.That(by.Book!.Current.Select(c => c.PersonId), Is.EquivalentTo(new[] { first.Id, second.Id }));
        Assert.That(await StatesAsync(), Is.All.EqualTo(StaffState.Active));
        Assert.That(await scene.CountAsync("certificate"), Is.EqualTo(2));
    }

    [Test]
    public async Task Founder_lines_need_two_enrolled_administrators_with_the_fingerprints_read_aloud()
    {
        var first = await scene.EnrolAsync("first@law.example", StaffRoles.Administrator, "Anne Holm");
        var handler = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        Task<FounderLines> Lines(params Founder[] founders) =>
            scene.AskAsync((FoundingCeremony desk) => desk.LinesAsync(scene.SchemeId, founders, default));
        Assert.That((await Lines(new Founder(first.Email, first.Fingerprint))).Refusal, Is.EqualTo(FounderRefusal.TwoNeeded));
        Assert.That((await Lines(new(first.Email, first.Fingerprint), new(handler.Email, handler.Fingerprint))).Refusal,
            Is.EqualTo(FounderRefusal.NotEnrolled));
        Assert.That((await Lines(new(first.Email, handler.Fingerprint), new(handler.Email, handler.Fingerprint))).Refusal,
            Is.EqualTo(FounderRefusal.WrongFingerprint));
    }

    [Test]
    public async Task Unit_staff_need_one_signature_and_a_new_administrator_two()
    {
        var (first, second) = await scene.FoundAsync();
        var handler = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        var third = await scene.EnrolAsync("third@law.example", StaffRoles.Administrator, "Vibeke Storm");
        using (var by = await scene.SignedInAsync(first))
        {
            var waiting = await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default));
            Assert.That(waiting.Select(found => (found.PersonId, found.SignaturesNeeded)),
                Is.EquivalentTo(new[] { (handler.Id, 1), (third.Id, 2) }));
            Assert.That(waiting.Single(found => found.PersonId == handler.Id).Fingerprint, Is.EqualTo(handler.Fingerprint));
            Assert.That(await scene.CertifyAsync(by, handler), Is.EqualTo(CertificationResult.Done));
            Assert.That(await scene.CertifyAsync(by, third), Is.EqualTo(CertificationResult.AnotherNeeded));
        }

        using (var by = await scene.SignedInAsync(second))
        {
            var left = (await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default))).Single();
            Assert.That((left.PersonId, left.SignedBy.Single(), left.MineIsThere), Is.EqualTo((third.Id, "Anne Holm", false)));
            Assert.That(await scene.CertifyAsync(by, third), Is.EqualTo(CertificationResult.Done));
        }

        using var now = await scene.SignedInAsync(handler);
        Assert.That(now.Staff!.Certificate.Units, Is.EqualTo(new[] { scene.UnitId }));
    }

    [Test]
    public async Task Two_administrators_who_certify_at_once_both_land_on_one_body()
    {
        var (first, second) = await scene.FoundAsync();
        var third = await scene.EnrolAsync("third@law.example", StaffRoles.Administrator, "Vibeke Storm");
        using var one = await scene.SignedInAsync(first);
        using var two = await scene.SignedInAsync(second);
        var outcomes = await Task.WhenAll(scene.CertifyAsync(one, third), scene.CertifyAsync(two, third));
        Assert.That(outcomes, Is.EquivalentTo(new[] { CertificationResult.AnotherNeeded, CertificationResult.Done }));
        Assert.That((await scene.CountAsync("certificate"), await scene.CountAsync("certificate_signature")), Is.EqualTo((3, 6)));
        Assert.That(await StatesAsync(), Is.All.EqualTo(StaffState.Active));
    }

    [Test]
    public async Task What_was_typed_must_be_the_fingerprint_and_what_is_signed_what_was_shown()
    {
        var (first, _) = await scene.FoundAsync();
        var handler = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        using var by = await scene.SignedInAsync(first);
        var shown = (await scene.AskAsync((CertificationDesk desk) => desk.ListAsync(by, default))).Single().Shown;
        Task<CertificationResult> Certify(string fingerprint) =>
            scene.AskAsync((CertificationDesk desk) => desk.CertifyAsync(by, handler.Id, shown, fingerprint, default));
        Assert.That(await Certify(first.Fingerprint), Is.EqualTo(CertificationResult.WrongFingerprint));
        Assert.That(await Certify(""), Is.EqualTo(CertificationResult.WrongFingerprint));
        await scene.SqlAsync($"UPDATE intake.staff_member SET roles = 1 WHERE id = '{handler.Id}'; DELETE FROM intake.staff_unit");
        Assert.That(await Certify(handler.Fingerprint), Is.EqualTo(CertificationResult.Changed));
        await scene.SqlAsync(
            $"UPDATE intake.staff_member SET roles = 2 WHERE id = '{handler.Id}'; "
            + $"INSERT INTO intake.staff_unit VALUES ('{handler.Id}', '{scene.UnitId}')");
        Assert.That(await Certify(handler.Fingerprint.ToLowerInvariant().Replace('-', ' ')), Is.EqualTo(CertificationResult.Done));
    }

    [Test]
    public async Task A_self_made_certificate_and_a_role_written_into_the_database_give_nothing()
    {
        await scene.FoundAsync();
        var handler = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        await scene.SqlAsync($"UPDATE intake.staff_member SET roles = 3, state = 3 WHERE id = '{handler.Id}'");
        using (var by = await scene.SignedInAsync(handler))
        {
            var made = Certificate.Write(scene.SchemeId, handler.Id, "Karen Bjerre", 1, new DateOnly(2026, 3, 3),
                CertifiedRoles.Administrator, [], by.Person.EncryptionKey, by.Person.SigningKey);
            var own = by.Person.Certify(made);
            await using var db = scene.Databases.AsOwner();
            db.Certificates.Add(new CertificateRow
            {
                Id = made.Id, SchemeId = scene.SchemeId, PersonId = handler.Id, Serial = 1, Body = made.Body, MadeOn = made.MadeOn
            });
            db.CertificateSignatures.Add(new CertificateSignature
            {
                CertificateId = made.Id, Signer = own.SignerKeyId, Signature = own.Signature, MadeOn = made.MadeOn
            });
            await db.SaveChangesAsync();
        }

        using var again = await scene.SignedInAsync(handler);
        Assert.That(again.Staff, Is.Null);
        Assert.That(await scene.CertifyAsync(again, handler), Is.EqualTo(CertificationResult.NotAllowed));
    }

    [Test]
    public async Task Whoever_lost_password_and_code_is_invited_again_and_gets_the_next_serial()
    {
        var (first, _) = await scene.FoundAsync();
        var before = await scene.EnrolAsync("karen@hospital.example", StaffRoles.CaseHandler);
        using var by = await scene.SignedInAsync(first);
        await scene.CertifyAsync(by, before);
        var session = await scene.SignInAsync(before);
        var after = await scene.EnrolByAsync(await scene.InviteAgainAsync(by, before.Id), before.Email, "fjorten gule tog ved havet");
        Assert.That(after.Fingerprint, Is.Not.EqualTo(before.Fingerprint));
        Assert.That(await scene.SignInAsync(after.Email, after.Password, scene.Code(after.TotpSecret)), Is.Null, "not certified yet");
        using (var old = await scene.UnlockAsync(session)) Assert.That(old?.Staff, Is.Not.Null, "the old keys hold until then");
        using var again = await scene.SignedInAsync(first);
        Assert.That(await scene.CertifyAsync(again, after), Is.EqualTo(CertificationResult.Done));
        Assert.That(await scene.UnlockAsync(session), Is.Null);
        scene.NextCode();
        Assert.That(await scene.SignInAsync(before.Email, before.Password, scene.Code(before.TotpSecret)), Is.Null, "replaced");
        using var now = await scene.SignedInAsync(after);
        Assert.That(now.Staff!.Certificate.Serial, Is.EqualTo(2));
    }

    [Test]
    public async Task A_certificate_that_somebody_wrote_under_the_highest_number_keeps_nobody_from_being_certified_by_two()
    {
        var (first, second) = await scene.FoundAsync();
        var third = await scene.EnrolAsync("third@law.example", StaffRoles.Administrator, "Vibeke Storm");
        await using (var web = scene.Databases.AsWeb())
        {
            web.Certificates.Add(new CertificateRow
            {
                Id = new byte[32], SchemeId = scene.SchemeId, PersonId = third.Id, Serial = 1_000_000_000, Body = [1, 2, 3],
                MadeOn = new(2026, 3, 3),
            });
            await web.SaveChangesAsync();
        }

        using (var by = await scene.SignedInAsync(first))
            Assert.That(await scene.CertifyAsync(by, third), Is.EqualTo(CertificationResult.AnotherNeeded));
        using (var by = await scene.SignedInAsync(second))
            Assert.That(await scene.CertifyAsync(by, third), Is.EqualTo(CertificationResult.Done));
        using var now = await scene.SignedInAsync(third);
        Assert.That(now.Staff!.Certificate.Serial, Is.EqualTo(1));
    }

    [Test]
    public async Task A_book_is_worked_out_once_for_each_change_and_follows_the_roots_file()
    {
        var (first, _) = await scene.FoundAsync();
        await using var db = scene.Databases.AsWeb();
        var book = await scene.Books.OfAsync(db, scene.SchemeId, default);
        var built = scene.Books.Built;
        Assert.That(await scene.Books.OfAsync(db, scene.SchemeId, default), Is.SameAs(book));
        Assert.That(scene.Books.Built, Is.EqualTo(built));
        await scene.SqlAsync(
            "UPDATE intake.certificate_signature SET signature = set_byte(signature, 8, get_byte(signature, 8) # 1) WHERE certificate_id "
            + $"= '\\x{Convert.ToHexStringLower(book.CurrentOf(first.Id)!.Id)}'");
        Assert.That((await scene.Books.OfAsync(db, scene.SchemeId, default)).CurrentOf(first.Id), Is.Null);
        await File.WriteAllTextAsync(scene.RootPath, "# nobody\n");
        Assert.That((await scene.Books.OfAsync(db, scene.SchemeId, default)).Current, Is.Empty);
    }

    private async Task<List<StaffState>> StatesAsync()
    {
        await using var db = scene.Databases.AsOwner();
        return await db.Staff.Select(person => person.State).ToListAsync();
    }
}
