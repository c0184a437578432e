using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Inbox;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.Referrals;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Tests.Core.Sealing;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>Who is in charge of a case: said under seal and signature, only among those who have it, and lost with the keys.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ChargeTests
{
    private FoundedScheme founded = null!;
    private CaseScene scene = null!;
    private Sent sent = null!;

    [SetUp]
    public async Task Found()
    {
        scene = new CaseScene(founded = await FoundedScheme.CreateAsync());
        sent = await scene.InScopeAsync("Det skete i går.");
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    [Test]
    public async Task An_administrator_names_one_of_the_chosen_at_referral_and_nobody_else()
    {
        foreach (var stranger in new[] { founded["handler 3"].Id, founded["administrator 1"].Id, Guid.Empty })
            Assert.That(await ReferAsync(sent, stranger), Is.EqualTo(CaseResult.InChargeUnknown));
        Assert.That(await ReferAsync(sent, founded["handler 2"].Id), Is.EqualTo(CaseResult.Done));
        Assert.That(await NameAsync(sent, "administrator 2"), Is.EqualTo(founded["handler 2"].Certificate.FullName));
        await scene.PassAsync(sent, "handler 1");
        Assert.That(await NameAsync(sent, "handler 1"), Is.EqualTo(founded["handler 2"].Certificate.FullName));

        var said = (await scene.ReadAsync(sent, "handler 1"))!.Referrals.Single().StatementFile!.Single();
        Assert.That((said.Kind, said.Opened!.Author.PersonId, said.As<InChargeContent>()!.PersonId),
            Is.EqualTo((EntryKind.InCharge, founded["administrator 1"].Id, founded["handler 2"].Id)), "signed by who said it");
        await using var db = founded.Databases.AsOwner();
        Assert.That(await db.Audit.CountAsync(row => row.Action == AuditAction.PutInCharge), Is.EqualTo(1));
    }

    [Test]
    public async Task Handlers_of_the_referral_change_it_among_those_who_hold_it_and_nobody_else_does()
    {
        var referral = await scene.ReferAsync(sent);
        Assert.That(await NameAsync(sent, "administrator 1"), Is.Null, "nobody was named");
        await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        Assert.That(await PutAsync("handler 1", referral, "handler 1"), Is.EqualTo(CaseResult.Done), "taken on");
        Assert.That(await PutAsync("handler 1", referral, "handler 2"), Is.EqualTo(CaseResult.Done), "given to a colleague");
        Assert.That(await PutAsync("handler 2", referral, "handler 2"), Is.EqualTo(CaseResult.Done), "theirs already");
        foreach (var stranger in new[] { "administrator 1", "handler 3", "other handler 1" })
            Assert.That(await PutAsync(stranger, referral, "handler 1"), Is.EqualTo(CaseResult.NotFound), stranger);
        foreach (var person in new[] { "handler 3", "other handler 1", "administrator 1" })
            Assert.That(await PutAsync("handler 1", referral, person), Is.EqualTo(CaseResult.InChargeUnknown), person);

        var file = (await scene.ReadAsync(sent, "administrator 2"))!.Referrals.Single(one => one.Id == referral);
        Assert.That(file.InCharge.Person?.PersonId, Is.EqualTo(founded["handler 2"].Id));
        Assert.That(file.StatementFile!.Count(entry => entry.Kind == EntryKind.InCharge), Is.EqualTo(2), "the third changed nothing");
        Assert.That((await scene.ReadAsync(sent, "other handler 1"))!.Referrals.Single().InCharge, Is.EqualTo(PersonInCharge.Nobody),
            "another unit reads only its own");
    }

    [Test]
    public async Task Who_loses_the_case_is_in_charge_no_more_and_somebody_takes_it_on()
    {
        var referral = await scene.ReferAsync(sent);
        await PutAsync("handler 1", referral, "handler 1");
        Assert.That(await FoundAsync("handler 1", InboxCharge.Mine), Is.EqualTo(new[] { sent.ReportId }));
        Assert.That(await FoundAsync("handler 2", InboxCharge.Mine), Is.Empty);
        await scene.DoAsync<GateDesk>("handler 1", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

        var seen = (await scene.ReadAsync(sent, "handler 2"))!.Referrals.Single();
        Assert.That((seen.InCharge.Person, seen.InCharge.Lost), Is.EqualTo(((Certificate?)null, true)));
        foreach (var who in new[] { "handler 2", "administrator 1" })
        {
            Assert.That(await FoundAsync(who, InboxCharge.Nobody), Is.EqualTo(new[] { sent.ReportId }), who);
            Assert.That((await RowAsync(sent, who)).Charges, Is.EqualTo(new[] { new RowCharge(founded.Hospital.Id, null) }), who);
        }

        Assert.That(await PutAsync("handler 2", referral, "handler 1"), Is.EqualTo(CaseResult.InChargeUnknown));
        Assert.That(await PutAsync("handler 2", referral, "handler 2"), Is.EqualTo(CaseResult.Done));
        Assert.That(await FoundAsync("handler 2", InboxCharge.Mine), Is.EqualTo(new[] { sent.ReportId }));
        Assert.That(await FoundAsync("administrator 1", InboxCharge.Nobody), Is.Empty);
    }

    [Test]
    public async Task Who_is_on_leave_is_in_charge_of_nothing_meanwhile_and_cannot_be_put_in_charge()
    {
        var referral = await scene.ReferAsync(sent);
        await PutAsync("handler 1", referral, "handler 1");
        var id = founded["handler 1"].Id;
        await using var db = founded.Databases.AsOwner();
        var until = CopenhagenClock.Today(founded.Time).AddDays(10);
        await db.Staff.Where(one => one.Id == id).ExecuteUpdateAsync(set => set.SetProperty(one => one.AwayUntil, until));
        Assert.That(await NameAsync(sent, "handler 2"), Is.Null);
        Assert.That((await RowAsync(sent, "handler 2")).Charges.Single().Name, Is.Null);
        Assert.That(await FoundAsync("handler 2", InboxCharge.Nobody), Is.EqualTo(new[] { sent.ReportId }));
        Assert.That(await FoundAsync("handler 1", InboxCharge.Mine), Is.Empty);
        Assert.That(await PutAsync("handler 2", referral, "handler 1"), Is.EqualTo(CaseResult.InChargeUnknown));
    }

    [Test]
    public async Task A_thief_of_the_database_learns_neither_who_it_is_nor_that_two_cases_have_the_same()
    {
        var other = await scene.InScopeAsync("Det skete i forgårs.");
        var (here, there) = (await scene.ReferAsync(sent), await scene.ReferAsync(other));
        await PutAsync("handler 1", here, "handler 1");
        await scene.DoAsync<ChargeDesk>("handler 1", (d, s) => d.PutAsync(other.ReportId, there, s, founded["handler 1"].Id, default));
        await using var db = founded.Databases.AsOwner();
        var marks = await db.Referrals.Where(one => one.InCharge != null).ToDictionaryAsync(one => one.Id, one => one.InCharge!);
        Assert.That(marks[here], Is.Not.EqualTo(marks[there]));
        Assert.That(await db.Grants.AnyAsync(grant => grant.Holder == marks[here]), "no more than the grants say");
        using var without = new HolderPseudonyms(FileSecrets.Others);
        Assert.That(without.OfPerson(sent.ReportId, founded["handler 1"].Id), Is.Not.EqualTo(marks[here]), "it takes the file secret");

        await PutAsync("handler 1", here, "handler 2");
        var entries = await db.Entries.Where(one => one.Kind == EntryKind.InCharge).ToListAsync();
        Assert.That(entries.Select(one => one.Sealed.Length).Distinct().Count(), Is.EqualTo(1), "no name shows in a length");
    }

    [Test]
    public async Task Who_may_write_the_database_names_nobody_and_the_inbox_shows_what_was_signed()
    {
        var referral = await scene.ReferAsync(sent);
        await PutAsync("handler 1", referral, "handler 1");
        await using var db = founded.Databases.AsOwner();
        var theirs = await db.GatePasses.Select(pass => pass.Holder).ToListAsync();
        var mark = await db.Referrals.Where(one => one.Id == referral).Select(one => one.InCharge).SingleAsync();
        foreach (var forged in theirs.Where(holder => !holder.AsSpan().SequenceEqual(mark)))
        {
            await db.Referrals.Where(one => one.Id == referral).ExecuteUpdateAsync(set => set.SetProperty(one => one.InCharge, forged));
            Assert.That((await RowAsync(sent, "handler 2")).Charges.Single().Name, Is.EqualTo(founded["handler 1"].Certificate.FullName));
            Assert.That(await NameAsync(sent, "handler 2"), Is.EqualTo(founded["handler 1"].Certificate.FullName));
        }

        await scene.DoAsync<UnitMessageDesk>("handler 1", (d, s) => d.WriteAsync(
            sent.ReportId, referral, s, "Hej.", OutboundAnswer.Unasked, default));
        await db.Entries.Where(one => one.Kind == EntryKind.ToAdministrator)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Kind, EntryKind.InCharge));
        Assert.That(await NameAsync(sent, "handler 2"), Is.Null, "what does not open names nobody");
    }

    [Test]
    public async Task The_inbox_opens_it_only_behind_the_gate_and_notes_no_opening()
    {
        await ReferAsync(sent, founded["handler 2"].Id);
        Assert.That((await RowAsync(sent, "handler 2")).Charges, Is.Empty, "the gate is not passed");
        foreach (var charge in new[] { InboxCharge.Mine, InboxCharge.Nobody })
            Assert.That(await FoundAsync("handler 2", charge), Is.Empty);
        await using var db = founded.Databases.AsOwner();
        var before = await db.Audit.CountAsync();
        Assert.That((await RowAsync(sent, "administrator 1")).Charges,
            Is.EqualTo(new[] { new RowCharge(founded.Hospital.Id, founded["handler 2"].Certificate.FullName) }));
        Assert.That(await db.Audit.CountAsync(), Is.EqualTo(before));
    }

    private Task<CaseResult> ReferAsync(Sent of, Guid inCharge) => scene.ActAsync<ReferralDesk, CaseResult>("administrator 1",
        (desk, self) => desk.ReferAsync(of.ReportId, self, founded.Hospital.Id, [founded["handler 1"].Id, founded["handler 2"].Id], null,
            GrantAnswers.Confirmed, default, new ReferralTerms { InCharge = inCharge }));

    private Task<CaseResult> PutAsync(string by, Guid referral, string who) => scene.ActAsync<ChargeDesk, CaseResult>(
        by, (desk, self) => desk.PutAsync(sent.ReportId, referral, self, founded[who].Id, default));

    private async Task<string?> NameAsync(Sent of, string by) =>
        (await scene.ReadAsync(of, by))!.Referrals.Single().InCharge.Person?.FullName;

    private async Task<IEnumerable<Guid>> FoundAsync(string who, InboxCharge charge) =>
        (await scene.ActAsync<InboxDesk, InboxView>(who, (d, s) => d.ListAsync(s, new InboxQuery { Charge = charge }, default))).Rows
            .Select(row => row.ReportId);

    private async Task<InboxRow> RowAsync(Sent of, string who) =>
        (await scene.ActAsync<InboxDesk, InboxView>(who, (d, s) => d.ListAsync(s, new InboxQuery(), default))).Rows
            .Single(row => row.ReportId == of.ReportId);
}
