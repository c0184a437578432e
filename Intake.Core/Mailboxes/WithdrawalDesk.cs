using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>
/// A reporter takes a report back that nobody has opened. From its commit on nobody has the report: its key opens
/// nothing, staff find no case. The vault's secret goes at once and with it every key, also those in old dumps; the
/// worker deletes the rows at its next run.
/// </summary>
public sealed class WithdrawalDesk(IntakeDb db, VaultDb vault, ReportAccess access, FormUse form, StateRecords states, TimeProvider time)
{
    /// <summary>
    /// Withdraws, with the report's row locked: whichever of this and an opening comes first wins, and the other is refused.
    /// </summary>
    public async Task<WithdrawalAnswer> WithdrawAsync(UnlockedMailbox mailbox, CancellationToken cancel)
    {
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            if (!await form.TakeAsync(cancel)) return WithdrawalAnswer.Withdrawn;
            using var report = await access.OpenToWriteAsync(mailbox.Report.ReportId, mailbox, cancel);
            if (report is null) return WithdrawalAnswer.Gone;
            if (!await IsUnreadAsync(db, report.Row, cancel)) return WithdrawalAnswer.Opened;
            var (before, today) = (await states.LookAsync(report.Row.Id, cancel), CopenhagenClock.Today(time));
            CaseLifecycle.Withdraw.Apply(report.Row, today);
            await db.SaveChangesAsync(cancel);
            // The step ends every deadline; here their rows go, since nobody has the report from now on.
            await db.Deadlines.Where(d => d.ReportId == report.Row.Id).ExecuteDeleteAsync(cancel);
            // Signed by the mailbox: without it nobody can remove a report as withdrawn.
            await states.AddAsync(report.Identity, mailbox, before, today, cancel);
            await transaction.CommitAsync(cancel);
        }

        // Hidden first, then destroyed: if it stops in between, the worker finishes it at its next run.
        await vault.Secrets.Where(s => s.ReportId == mailbox.Report.ReportId).ExecuteDeleteAsync(CancellationToken.None);
        return WithdrawalAnswer.Withdrawn;
    }

    /// <summary>Whether nobody has passed the report's gate. What is decided on must be read with its row locked.</summary>
    internal static async Task<bool> IsUnreadAsync(IntakeDb db, Report report, CancellationToken cancel)
        => CaseLifecycle.Withdraw.Allows(report.State) && !await db.GatePasses.AnyAsync(pass => pass.ReportId == report.Id, cancel);
}

/// <summary>What came of withdrawing.</summary>
public enum WithdrawalAnswer
{
    /// <summary>Done and durable.</summary>
    Withdrawn = 1,

    /// <summary>Somebody has opened it: it is a case now, and stays.</summary>
    Opened,

    /// <summary>It is not there any more.</summary>
    Gone,
}
