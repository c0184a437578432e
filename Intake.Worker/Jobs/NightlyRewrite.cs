using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// Writes the rows of the last two days again in random order, so that their places and transactions do not show in which
/// order reports came. What the server's log holds stays there until the log is recycled.
/// The marks of the day's changes go. The vault's file is written again too: a worker that was killed after it deleted a secret left
/// that in it.
/// </summary>
internal sealed class NightlyRewrite(IntakeDb db, VaultFile vault, TimeProvider time) : IRecurringJob
{
    public async Task RunAsync(CancellationToken cancel)
    {
        try
        {
            await RewriteRowsAsync(cancel);
        }
        finally
        {
            await vault.RewriteAsync(cancel);
        }
    }

    private async Task RewriteRowsAsync(CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        foreach (var day in new[] { today.AddDays(-2), today.AddDays(-1) })
        {
            await RewriteAsync($"SELECT intake.shuffle({day})", cancel);
        }

        await RewriteAsync($"SELECT intake.shuffle_drafts({today.AddDays(-2)})", cancel);
        await RewriteAsync($"SELECT intake.forget_changes()", cancel);
    }

    private async Task RewriteAsync(FormattableString rewrite, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // A day of large files takes longer than the usual minute.
        await db.Database.ExecuteSqlAsync($"SET LOCAL statement_timeout = '30min'", cancel);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(31));
        await db.Database.ExecuteSqlAsync(rewrite, cancel);
        await transaction.CommitAsync(cancel);
    }
}
