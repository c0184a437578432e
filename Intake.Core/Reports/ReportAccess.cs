using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Reports;

/// <summary>From a report's id and an unlocked principal to an open report. The one way to content.</summary>
public sealed class ReportAccess(IntakeDb db, VaultDb vault, CertificateBooks books, HolderPseudonyms pseudonyms, EntryLog log)
{
    /// <summary>Loads what the principal needs to open compartments. Null when the report or its vault secret is gone.</summary>
    public async Task<OpenReport?> OpenAsync(Guid reportId, UnlockedPrincipal self, CancellationToken cancel)
    {
        var row = await db.Reports.SingleOrDefaultAsync(r => r.Id == reportId, cancel);
        // Nobody has a withdrawn report any more, not even in the moment before its secret is gone.
        if (row is null || row.State == ReportState.Withdrawn) return null;

        var book = await books.OfAsync(db, row.SchemeId, cancel);
        var holder = pseudonyms.Of(reportId, self.Party);
        var compartments = await db.Compartments.AsNoTracking().Where(c => c.ReportId == reportId).ToListAsync(cancel);
        var ids = compartments.Select(c => c.Id).ToList();
        var epochs = await db.Epochs.AsNoTracking().Where(e => ids.Contains(e.CompartmentId)).ToListAsync(cancel);
        var own = await db.Grants.AsNoTracking().Where(g => g.Holder == holder && ids.Contains(g.CompartmentId)).ToListAsync(cancel);
        var accounts = await db.Staff.AsNoTracking().Where(s => s.SchemeId == row.SchemeId)
            .ToDictionaryAsync(s => s.Id, cancel);
        var mayHold = book.Current.Where(c => CertificateBooks.MayHold(accounts.GetValueOrDefault(c.PersonId), c)).ToList();
        return await vault.SecretOfAsync(reportId, cancel) is not { } secret
            ? null
            : new OpenReport(row, self, secret, book, mayHold, compartments,
                epochs.ToLookup(e => e.CompartmentId), own.ToLookup(g => g.CompartmentId))
            {
                People = new(accounts.Values.ToDictionary(a => a.Id, a => a.Email), book.Ever),
            };
    }

    /// <summary>
    /// Opens for writing: inside the caller's transaction, with the report's row locked, so that two writers, a recusal and
    /// a new epoch come one after the other.
    /// </summary>
    public async Task<OpenReport?> OpenToWriteAsync(Guid reportId, UnlockedPrincipal self, CancellationToken cancel)
    {
        // Data read before the lock must not be used after it.
        db.ChangeTracker.Clear();
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM intake.report WHERE id = {reportId} FOR NO KEY UPDATE", cancel);
        return await OpenAsync(reportId, self, cancel);
    }

    /// <summary>The scheme of a report; null where there is none. An open column: it says nothing of who may open it.</summary>
    public Task<Guid?> SchemeOfAsync(Guid reportId, CancellationToken cancel) =>
        db.Reports.Where(row => row.Id == reportId).Select(row => (Guid?)row.SchemeId).SingleOrDefaultAsync(cancel);

    /// <summary>Opens one more report for writing, after the first, in the same transaction and with its row locked too.</summary>
    internal async Task<OpenReport?> OpenSecondToWriteAsync(Guid reportId, UnlockedPrincipal self, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM intake.report WHERE id = {reportId} FOR NO KEY UPDATE", cancel);
        return await OpenAsync(reportId, self, cancel);
    }

    /// <summary>Opens the Dialogue and reads its exclusions, which every further step needs.</summary>
    /// <exception cref="SealedException">The Dialogue does not open to this principal.</exception>
    public async Task<OpenCompartment> OpenDialogueAsync(OpenReport report, CancellationToken cancel)
    {
        var dialogue = report.Open(CompartmentKind.Dialogue);
        var entries = await log.ReadAsync(report, dialogue, cancel);
        foreach (var referral in CutContent.BeginningOf(entries)?.Referrals ?? []) report.Know(referral);
        report.ExclusionsInDoubt |= dialogue.First > 1 && CutContent.BeginningOf(entries) is not { IsWhole: true };
        foreach (var entry in entries)
        {
            if (entry.Kind == EntryKind.Referral && entry.As<ReferralContent>() is { } referral) report.Know(referral);
            else if (entry.Kind != EntryKind.Exclusion || entry.As<ExclusionContent>() is null)
                report.ExclusionsInDoubt |= entry.Kind is EntryKind.Referral or EntryKind.Exclusion;

            // All of them: the kind is an open column, and a missing or unreadable entry may have been an exclusion.
            report.ExclusionsInDoubt |= entry.Opened is not { FollowsGap: false };
        }

        report.Rule = new ExclusionRule(report.People, entries);
        report.Holdings = Holdings.Of(entries, report.Book);
        return report.IsSelfShutOut || !report.SelfHas(CompartmentKind.Dialogue) ? throw SealedException.Refused() : dialogue;
    }
}
