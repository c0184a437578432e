using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Sealing;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>
/// Somebody with a sign-in and the web program's password for the database puts rows of grants back, or makes some: who goes on with a
/// case follows from what is signed, and they get no new key.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class HoldingsTests : RowAttackTests
{
    [TestCase(false), TestCase(true)]
    public async Task A_handler_whose_unit_gave_the_case_back_gets_no_new_key_for_an_old_row(bool marked)
    {
        var referral = marked ? await copies.ReferAsync(sent) : await scene.ReferAsync(sent);
        var kept = await KeptGrants.OfAsync(founded, sent, "handler 1");
        await DeclineAsync("handler 2", referral);
        await PutBackAsync("handler 1", kept);

        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null, "signed as over, in a key that they have");
        await scene.AskAsync(sent, "administrator 1", "Efter at de gav den tilbage?");
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", await KeptGrants.OfAsync(founded, sent, "handler 1"))).Since,
            Is.Zero);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That(await scene.ActAsync<EndAccessDesk, IReadOnlyList<AccessEnd>?>("administrator 1",
            (d, s) => d.ReadAsync(sent.ReportId, s, default)), Is.Empty, "nor does the page call them a handler");

        var again = await scene.ReferAsync(sent, "handler 2", "handler 3");
        Assert.That((await scene.ReadAsync(sent, "handler 2"))!.Referrals.Select(one => one.Id), Is.EqualTo(new[] { again }));
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
    }

    [Test]
    public async Task Whom_a_text_of_before_a_cut_bars_gets_no_key_from_a_handler_who_can_not_read_it()
    {
        await scene.ReferAsync(sent);
        var kept = await KeptGrants.OfAsync(founded, sent, "handler 1");
        var named = $"Det var {founded["handler 1"].Certificate.FullName}.";
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, named, null, null, default));
        await copies.ReferAsync(sent, "Jeg er […]", "other handler 1", "other handler 2", founded.OtherHospital.Id);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        await PutBackAsync("handler 1", kept);
        await ForgeNewestAsync("handler 1", CompartmentKind.Dialogue, CompartmentKind.GateCard);

        await scene.AskAsync(sent, "other handler 1", "Hvad skete der så?");

        Assert.That(await NewGrantsAsync("handler 1", CompartmentKind.Dialogue), Is.Zero);
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", kept)).Since, Is.Zero);
        Assert.That((await scene.ReadAsync(sent, "handler 2"))!.Thread.All(entry => entry.Opened is not null), Is.True,
            "their colleague of whom no text speaks goes on");
    }

    [Test]
    public async Task Nobody_of_another_unit_is_granted_a_units_own_files_for_a_row()
    {
        var here = await scene.ReferAsync(sent);
        var there = await scene.ReferAsync(sent, "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await ForgeNewestAsync("handler 1", CompartmentKind.WorkFile, CompartmentKind.StatementFile);

        await scene.DoAsync<CaseDesk>("other handler 1", (d, s) => d.NoteAsync(sent.ReportId, there, s, "Vores.", default));
        await scene.DoAsync<UnitMessageDesk>("other handler 1", (d, s) =>
            d.WriteAsync(sent.ReportId, there, s, "Til administratoren.", OutboundAnswer.Checked, default));

        foreach (var kind in new[] { CompartmentKind.WorkFile, CompartmentKind.StatementFile })
            Assert.That(await NewGrantsAsync("handler 1", kind, there), Is.Zero, kind.ToString());
        var view = (await scene.ReadAsync(sent, "administrator 1"))!;
        Assert.That(view.Referrals.Single(one => one.Id == there).Handlers,
            Does.Not.Contain(founded["handler 1"].Certificate.FullName), "nor is it shown so");
        await DeclineAsync("handler 2", here);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null, "and they go with their own unit");
        await using var db = founded.Databases.AsOwner();
        var own = Pseudonym("handler 1");
        Assert.That(await db.Grants.CountAsync(grant => grant.Holder == own
            && db.Compartments.Any(room => room.Id == grant.CompartmentId && room.ReferralId == null)), Is.Zero);
    }

    [Test]
    public async Task A_copy_goes_to_nobody_who_had_the_original_and_gave_it_back()
    {
        await DeclineAsync("handler 2", await scene.ReferAsync(sent));
        Assert.That(await copies.TryReferAsync(sent), Is.EqualTo(CaseResult.HasOriginal), "whatever rows are left of it");
        Assert.That(await copies.TryReferAsync(sent, first: "other handler 1", second: "other handler 2",
            unitId: founded.OtherHospital.Id), Is.EqualTo(CaseResult.Done));
    }

    [Test]
    public async Task An_administrators_row_in_a_units_notes_stops_nobody_from_writing()
    {
        var referral = await scene.ReferAsync(sent);
        await ForgeNewestAsync("administrator 1", CompartmentKind.WorkFile);
        await scene.DoAsync<CaseDesk>("handler 1", (d, s) => d.NoteAsync(sent.ReportId, referral, s, "Skrevet.", default));
        Assert.That(CaseScene.Texts((await scene.ReadAsync(sent, "handler 2"))!.Referrals[0].WorkFile, EntryKind.Note),
            Is.EqualTo(new[] { "Skrevet." }));
    }

    [Test]
    public async Task Who_is_taken_in_goes_on_through_new_keys_a_cut_and_a_colleague_who_steps_back()
    {
        var referral = await copies.ReferAsync(sent);
        Assert.That(await copies.HandOverAsync(sent, referral, "handler 1", founded["handler 3"].Id), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 3");
        await scene.DoAsync<CoverDesk>("administrator 1",
            (d, s) => d.AddAsync(sent.ReportId, s, founded["deputy"].Id, GrantAnswers.Confirmed, default));
        await scene.PassAsync(sent, "deputy");
        await copies.ReferAsync(sent, "Jeg […]", "other handler 1", "other handler 2", founded.OtherHospital.Id);
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));

        await scene.AskAsync(sent, "other handler 1", "Efter det hele?");

        foreach (var part in new[] { "handler 1", "handler 3", "deputy", "administrator 1", "administrator 2", "other handler 2" })
        {
            var asked = (await scene.ReadAsync(sent, part))!.Thread.Last(entry => entry.Kind == EntryKind.Question);
            Assert.That(asked.Opened, Is.Not.Null, part);
        }
    }

    private Task DeclineAsync(string part, Guid referral) => scene.DoAsync<ReturnDesk>(part,
        (d, s) => d.DeclineAsync(sent.ReportId, referral, s, "Det hører til et andet sted.", OutboundAnswer.Checked, default));
}
