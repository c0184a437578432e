using Intake.Core.Cases;
using Intake.Core.Cases.Granting;
using Intake.Core.Cases.Referrals;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases.Referrals;

/// <summary>Cases that are referred with a marked copy, and what a person's keys open of them with every row in hand.</summary>
internal sealed class MarkedCopyScene(FoundedScheme founded)
{
    public const string Story = "Jeg er den eneste portør på nathold. Overlægen råber ad os alle.";
    public const string Copy = "Jeg er […]. Overlægen råber ad os alle.";

    public CaseScene Cases { get; } = new(founded);

    public Task<CaseResult> TryReferAsync(Sent sent, string copy = Copy, string first = "handler 1", string second = "handler 2",
        Guid? unitId = null, GrantAnswers? answers = null)
        => Cases.ActAsync<ReferralDesk, CaseResult>("administrator 1", (desk, self) => desk.ReferMarkedAsync(
            sent.ReportId, self, unitId ?? founded.Hospital.Id, [founded[first].Id, founded[second].Id], "Tag jer af det.",
            new CopyDraft(new Dictionary<string, string> { ["Description"] = copy }), answers ?? GrantAnswers.Confirmed, default));

    /// <summary>Refers with a marked copy; both handlers pass the gate. The referral's id.</summary>
    public async Task<Guid> ReferAsync(
        Sent sent, string copy = Copy, string first = "handler 1", string second = "handler 2", Guid? unitId = null)
    {
        Assert.That(await TryReferAsync(sent, copy, first, second, unitId), Is.EqualTo(CaseResult.Done));
        await Cases.PassAsync(sent, first);
        await Cases.PassAsync(sent, second);
        return (await Cases.ReadAsync(sent, first))!.Referrals.Single(r => r.WorkFile is not null).Id;
    }

    public Task<CaseResult> HandOverAsync(Sent sent, Guid referral, string from, Guid to) => Cases.ActAsync<ReferralDesk, CaseResult>(
        from, (desk, self) => desk.HandOverAsync(sent.ReportId, referral, self, to, GrantAnswers.Confirmed, default));

    /// <summary>
    /// The positions that a person's keys open in GateCard or Dialogue, as a thief would who has those keys, every row of both databases
    /// and every program but the others' keys.
    /// </summary>
    public async Task<List<int>> OpenedAsync(Sent sent, string part, CompartmentKind kind)
    {
        await using var db = founded.Databases.AsOwner();
        await using var vaultDb = founded.Databases.VaultAsOwner();
        using var self = founded[part].Unlock();
        using var vault = SecretBytes.CopyOf((await vaultDb.Secrets.SingleAsync(s => s.ReportId == sent.ReportId)).Secret);
        var book = await founded.Services.GetRequiredService<CertificateBooks>().OfAsync(db, founded.Scheme.Id, default);
        var identity = OpenReport.IdentityOf(await db.Reports.SingleAsync(r => r.Id == sent.ReportId));
        var row = await db.Compartments.SingleAsync(c => c.ReportId == sent.ReportId && c.Kind == kind);
        var epochs = await db.Epochs.Where(e => e.CompartmentId == row.Id)
            .Select(e => new EpochSeal(e.Number, e.Commitment, e.Previous)).ToListAsync();
        var grants = await db.Grants.Where(g => g.CompartmentId == row.Id)
            .Select(g => new SealedGrant(g.Epoch, g.Purpose, g.MadeOn, g.Enc, g.Sealed)).ToListAsync();
        var place = new CompartmentContext(identity, kind, row.Id);
        var entries = await db.Entries.Where(e => e.CompartmentId == row.Id).OrderBy(e => e.Position).ToListAsync();
        // Each grant alone, too: a chain that one of them breaks must not hide what another opens.
        var opened = new HashSet<int>();
        foreach (var some in grants.Select(one => new[] { one }).Append([.. grants]))
        {
            try
            {
                using var open = CompartmentOpener.Open(place, epochs, some, self, book);
                foreach (var entry in entries.Where(entry => Opens(entry, open, vault, book))) opened.Add(entry.Position);
            }
            catch (SealedException)
            {
                continue;
            }
        }

        return [.. opened.Order()];
    }

    /// <summary>The position of the entry with which a cut begins; the newest where there are several.</summary>
    public async Task<int> CutAsync(Sent sent, EntryKind kind)
    {
        await using var db = founded.Databases.AsOwner();
        return await (from entry in db.Entries
                      join room in db.Compartments on entry.CompartmentId equals room.Id
                      where room.ReportId == sent.ReportId && entry.Kind == kind
                      orderby entry.Position descending
                      select entry.Position).FirstAsync();
    }

    private static bool Opens(Entry entry, OpenCompartment open, SecretBytes vault, CertificateBook book)
    {
        try
        {
            EntryLog.ToSealed(entry).Open(open, vault, book, before: null);
            return true;
        }
        catch (SealedException)
        {
            return false;
        }
    }
}
