using Intake.Core.Cases;
using Intake.Core.Cases.Conflict;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Core.Storage;
using Microsoft.EntityFrameworkCore;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>
/// A handler whom the reporter names, or whose certificate was revoked, writes rows that would make them the last of their unit, or puts
/// old ones back: they get no new key.
/// </summary>
[Parallelizable(ParallelScope.Self)]
public sealed class NamedOrRevokedTests : RowAttackTests
{
    [TestCase("an own room"), TestCase("the colleague's rows away"), TestCase("dropped before")]
    public async Task Whom_the_reporter_names_is_made_the_last_handler_by_no_row(string how)
    {
        await scene.ReferAsync(sent);
        var kept = await KeptGrants.OfAsync(founded, sent, "handler 1");
        var colleagues = await KeptGrants.OfAsync(founded, sent, "handler 2");
        var named = $"Det var {founded["handler 1"].Certificate.FullName}.";
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, named, null, null, default));
        if (how == "dropped before")
        {
            await ChangeKeysAsync("Det var så den dag?");
            Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null, "without the attack");
            await PutBackAsync("handler 1", kept);
            await ForgeNewestAsync("handler 1", CompartmentKind.Dialogue, CompartmentKind.GateCard);
        }

        var away = Pseudonym("handler 2");
        await using var web = founded.Databases.AsWeb();
        if (how != "the colleague's rows away") await ForgeRoomAsync("handler 1");
        else await web.Grants.Where(grant => grant.Holder == away).ExecuteDeleteAsync();

        await ChangeKeysAsync("Og hvornår?");

        if (how == "the colleague's rows away") await web.Grants.AddRangeAsync(colleagues);
        await web.SaveChangesAsync();
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, "Derefter.", null, null, default));
        Assert.That(await NewGrantsAsync("handler 1", CompartmentKind.Dialogue), Is.Zero);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", kept)).Since, Is.Zero);
        if (how == "an own room")
            Assert.That((await scene.ReadAsync(sent, "handler 2"))!.Thread.All(entry => entry.Opened is not null), "who goes on");
    }

    [Test]
    public async Task A_named_handler_who_is_the_last_one_by_what_is_signed_keeps_the_case()
    {
        await scene.ReferAsync(sent);
        await scene.DoAsync<GateDesk>("handler 2", (d, s) => d.RecuseAsync(sent.ReportId, s, true, default));
        var named = $"Det var {founded["handler 1"].Certificate.FullName}.";
        await scene.AsReporterAsync(sent, (d, m) => d.AnswerAsync(m, named, null, null, default));
        await ChangeKeysAsync("Og hvornår?");
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Thread.All(entry => entry.Opened is not null));
    }

    [TestCase(true), TestCase(false)]
    public async Task Who_was_revoked_or_moved_away_and_is_certified_again_has_none_of_their_cases_by_old_rows(bool revoked)
    {
        var referral = await scene.ReferAsync(sent);
        var kept = await KeptGrants.OfAsync(founded, sent, "handler 1");
        await LeaveAndReturnAsync("handler 1", revoked);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null, "without the attack");
        await PutBackAsync("handler 1", kept);
        await ForgeNewestAsync("handler 1", CompartmentKind.Dialogue, CompartmentKind.GateCard);

        await ChangeKeysAsync("Efter at de kom tilbage?");

        Assert.That(await NewGrantsAsync("handler 1", CompartmentKind.Dialogue), Is.Zero);
        Assert.That(await scene.ReadAsync(sent, "handler 1"), Is.Null);
        Assert.That((await KeptGrants.OpenedAsync(founded, sent, "handler 1", kept)).Since, Is.Zero);
        await RemoveAsync("handler 1");
        Assert.That(await copies.HandOverAsync(sent, referral, "handler 2", founded["handler 1"].Id), Is.EqualTo(CaseResult.Done));
        await scene.PassAsync(sent, "handler 1");
        await ChangeKeysAsync("Og nu?");
        Assert.That((await scene.ReadAsync(sent, "handler 1"))!.Thread.All(entry => entry.Opened is not null), "whom a colleague takes in");
    }

    /// <summary>Their certificate is revoked, or one for another hospital takes its place, and then they are certified as before.</summary>
    private async Task LeaveAndReturnAsync(string part, bool revoked)
    {
        var (person, first, second) = (founded[part], founded["administrator 1"], founded["administrator 2"]);
        var today = CopenhagenClock.Today(founded.Time);
        await using (var web = founded.Databases.AsWeb())
        {
            if (revoked)
            {
                var made = Revocation.Write(founded.Scheme.Id, person.Certificate.Id, today);
                var signature = first.Revoke(made);
                web.AddRange(
                    new RevocationRow
                    {
                        Id = made.Id, SchemeId = founded.Scheme.Id, CertificateId = person.Certificate.Id, Body = made.Body, MadeOn = today,
                    },
                    new RevocationSignature
                    {
                        RevocationId = made.Id, Signer = signature.SignerKeyId, Signature = signature.Signature, MadeOn = today,
                    });
            }
            else
            {
                person.CertifyAgain(web, today, first, second, founded.OtherHospital);
            }

            await web.SaveChangesAsync();
        }

        await RemoveAsync(part);
        await using var again = founded.Databases.AsWeb();
        person.CertifyAgain(again, today, first, second, founded.Hospital);
        await again.SaveChangesAsync();
    }

    /// <summary>What ending somebody's access does to their rows.</summary>
    private async Task RemoveAsync(string part)
    {
        await using var web = founded.Databases.AsWeb();
        var own = Pseudonym(part);
        await web.Grants.Where(grant => grant.Holder == own).ExecuteDeleteAsync();
        await web.GatePasses.Where(pass => pass.Holder == own).ExecuteDeleteAsync();
        await web.Epochs.ExecuteUpdateAsync(set => set.SetProperty(one => one.Closed, true));
    }

    /// <summary>A referral that nobody made, with a file of which the person alone has a row.</summary>
    private async Task ForgeRoomAsync(string part)
    {
        await using var web = founded.Databases.AsWeb();
        var like = await web.Grants.AsNoTracking().FirstAsync();
        var referral = new Referral
        {
            Id = Guid.NewGuid(), ReportId = sent.ReportId, UnitId = founded.Hospital.Id, State = ReferralState.Accepted,
            Step = HandlingStep.Aware, ReferredOn = like.MadeOn,
        };
        var room = new Compartment
        {
            Id = Guid.NewGuid(), ReportId = sent.ReportId, ReferralId = referral.Id, Kind = CompartmentKind.WorkFile,
        };
        web.AddRange(referral, room,
            new Epoch { CompartmentId = room.Id, Number = 1, Commitment = new byte[32], MadeOn = like.MadeOn },
            new Grant
            {
                Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = 1, Holder = Pseudonym(part), Purpose = like.Purpose,
                Enc = SampleRows.Bytes(like.Enc.Length), Sealed = SampleRows.Bytes(like.Sealed.Length), MadeOn = like.MadeOn,
            });
        await web.SaveChangesAsync();
    }
}
