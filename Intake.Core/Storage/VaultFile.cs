using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Storage;

/// <summary>
/// The file in which the vault keeps its secrets. A deleted one lies in it until the table is written again, and longer where somebody's
/// transaction, such as PostgreSQL's own when it counts rows, is older than the deletion: then it is written once more.
/// </summary>
public sealed class VaultFile(VaultDb vault)
{
    /// <summary>How often it is tried in a row. Most transactions last less than a second; a backup holds the first try up.</summary>
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Leaves the deleted secrets behind, and returns once the file holds none.</summary>
    /// <param name="cancel">Ends the wait between two tries; a rewrite that has begun is ended with it.</param>
    /// <exception cref="InvalidOperationException">Deleted secrets are in it still. The nightly rewrite tries again.</exception>
    public async Task RewriteAsync(CancellationToken cancel)
    {
        for (var attempt = 1; await LeftAsync(cancel) > 0; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new InvalidOperationException(
                    "Deleted secrets are still in the vault's file: a transaction is older than their deletion.");
            }

            await Task.Delay(Pause, cancel);
        }
    }

    /// <summary>Each try is a transaction of its own: within one, its own snapshot would keep what the first left.</summary>
    private async Task<long> LeftAsync(CancellationToken cancel)
    {
        await using var transaction = await vault.Database.BeginTransactionAsync(cancel);
        await vault.Database.ExecuteSqlAsync($"SET LOCAL statement_timeout = '10min'", cancel);
        vault.Database.SetCommandTimeout(TimeSpan.FromMinutes(11));
        var left = await vault.Database.SqlQuery<long>($"SELECT vault.rewrite() AS \"Value\"").SingleAsync(cancel);
        await transaction.CommitAsync(cancel);
        return left;
    }
}
