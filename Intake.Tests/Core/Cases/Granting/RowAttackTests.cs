using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Tests.Core.Cases.Referrals;
using Intake.Tests.Core.Storage;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Granting;

/// <summary>A case, and somebody with the web program's password for the database who writes and puts back rows of it.</summary>
public abstract class RowAttackTests
{
    private protected FoundedScheme founded = null!;
    private protected MarkedCopyScene copies = null!;
    private protected CaseScene scene = null!;
    private protected Sent sent = null!;

    [SetUp]
    public async Task Found()
    {
        copies = new MarkedCopyScene(founded = await FoundedScheme.CreateAsync());
        scene = copies.Cases;
        sent = await scene.InScopeAsync(MarkedCopyScene.Story);
    }

    [TearDown]
    public async Task Close() => await founded.DisposeAsync();

    /// <summary>An administrator writes when the newest keys are closed, as after somebody has stepped back.</summary>
    private protected async Task ChangeKeysAsync(string question)
    {
        await using var web = founded.Databases.AsWeb();
        await web.Epochs.ExecuteUpdateAsync(set => set.SetProperty(one => one.Closed, true));
        await scene.AskAsync(sent, "administrator 1", question);
    }

    private protected byte[] Pseudonym(string part) =>
        founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded[part].Id);

    /// <summary>With the web program's rights: genuine rows of before, and the mark that the gate was passed.</summary>
    private protected async Task PutBackAsync(string part, List<Grant> kept)
    {
        await using var web = founded.Databases.AsWeb();
        web.Grants.AddRange(kept);
        web.GatePasses.Add(new GatePass { Holder = Pseudonym(part), ReportId = sent.ReportId, PassedOn = kept[0].MadeOn });
        await web.SaveChangesAsync();
    }

    /// <summary>Rows of the newest epochs, of nothing that opens, and keys that the next writer has to change.</summary>
    private protected async Task ForgeNewestAsync(string part, params CompartmentKind[] kinds)
    {
        await using var web = founded.Databases.AsWeb();
        var own = Pseudonym(part);
        foreach (var room in await web.Compartments.Where(one => one.ReportId == sent.ReportId && kinds.Contains(one.Kind)).ToListAsync())
        {
            var newest = await web.Epochs.Where(one => one.CompartmentId == room.Id).MaxAsync(one => one.Number);
            if (await web.Grants.AnyAsync(one => one.CompartmentId == room.Id && one.Epoch == newest && one.Holder == own)) continue;
            var like = await web.Grants.AsNoTracking().FirstAsync(one => one.CompartmentId == room.Id);
            web.Grants.Add(new Grant
            {
                Id = Guid.NewGuid(), CompartmentId = room.Id, Epoch = newest, Holder = own, Purpose = like.Purpose,
                Enc = SampleRows.Bytes(like.Enc.Length), Sealed = SampleRows.Bytes(like.Sealed.Length), MadeOn = like.MadeOn,
            });
            await web.Epochs.Where(one => one.CompartmentId == room.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Closed, true));
        }

        await web.SaveChangesAsync();
    }

    /// <summary>How many grants of the newest epoch of a compartment a person has.</summary>
    private protected async Task<int> NewGrantsAsync(string part, CompartmentKind kind, Guid? referral = null)
    {
        await using var db = founded.Databases.AsOwner();
        var (own, room) = (Pseudonym(part), await db.Compartments.SingleAsync(one =>
            one.ReportId == sent.ReportId && one.Kind == kind && one.ReferralId == referral));
        var newest = await db.Epochs.Where(one => one.CompartmentId == room.Id).MaxAsync(one => one.Number);
        Assert.That(newest, Is.GreaterThan(1), "keys were changed");
        return await db.Grants.CountAsync(one => one.CompartmentId == room.Id && one.Epoch == newest && one.Holder == own);
    }
}
