using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Intake.Tests.Core.Cases;

/// <summary>What a person can do who kept their grants from an earlier dump, has their keys, and gets hold of a new dump.</summary>
internal static class KeptGrants
{
    /// <summary>The person's grants in a report, as the database has them now.</summary>
    public static async Task<List<Grant>> OfAsync(FoundedScheme founded, Sent sent, string part)
    {
        var holder = founded.Services.GetRequiredService<HolderPseudonyms>().OfPerson(sent.ReportId, founded[part].Id);
        await using var db = founded.Databases.AsOwner();
        return await db.Grants.AsNoTracking().Where(g => g.Holder == holder).ToListAsync();
    }

    /// <summary>
    /// How many entries a person's keys open with grants kept from an earlier dump: in the epochs of those grants, and in
    /// later ones.
    /// </summary>
    public static async Task<(int Before, int Since)> OpenedAsync(
        FoundedScheme founded, Sent sent, string part, List<Grant> kept)
    {
        await using var db = founded.Databases.AsOwner();
        await using var vaultDb = founded.Databases.VaultAsOwner();
        using var self = founded[part].Unlock();
        using var vault = SecretBytes.CopyOf((await vaultDb.Secrets.SingleAsync(s => s.ReportId == sent.ReportId)).Secret);
        var book = await founded.Services.GetRequiredService<CertificateBooks>().OfAsync(db, founded.Scheme.Id, default);
        var identity = OpenReport.IdentityOf(await db.Reports.SingleAsync(r => r.Id == sent.ReportId));
        var (before, since) = (0, 0);
        foreach (var row in await db.Compartments.Where(c => c.ReportId == sent.ReportId).ToListAsync())
        {
            var epochs = await db.Epochs.Where(e => e.CompartmentId == row.Id)
                .Select(e => new EpochSeal(e.Number, e.Commitment, e.Previous)).ToListAsync();
            var own = kept.Where(g => g.CompartmentId == row.Id).ToList();
            if (own.Count == 0) continue;
            using var opened = CompartmentOpener.Open(new CompartmentContext(identity, row.Kind, row.Id), epochs,
                own.Select(g => new SealedGrant(g.Epoch, g.Purpose, g.MadeOn, g.Enc, g.Sealed)), self, book);
            foreach (var entry in await db.Entries.Where(e => e.CompartmentId == row.Id).ToListAsync())
            {
                try
                {
                    EntryLog.ToSealed(entry).Open(opened, vault, book, before: null);
                    if (entry.Epoch <= own.Max(g => g.Epoch)) before++;
                    else since++;
                }
                catch (SealedException)
                {
                    Assert.That(entry.Epoch, Is.GreaterThan(own.Max(g => g.Epoch)).Or.LessThan(own.Min(g => g.Epoch)),
                        "what he could read he still can");
                }
            }
        }

        return (before, since);
    }
}
