using System.Data.Common;
using Intake.Core.Operations;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Operations;

/// <summary>What a look at the worker found; nothing in it is of a case.</summary>
/// <param name="Ready">Whether it all is as it should be.</param>
/// <param name="Database">Whether the database answers and is migrated.</param>
/// <param name="Vault">Whether the vault's database answers.</param>
/// <param name="Workers">Workers that reported within the last minute.</param>
/// <param name="QueueSeconds">How long the oldest run has waited for a worker.</param>
/// <param name="UnsentMailMinutes">How long the oldest mail that is due has waited.</param>
/// <param name="MailsGivenUp">Mails that no server takes.</param>
internal sealed record ReadinessReport(bool Ready, bool Database, bool Vault, int Workers, int QueueSeconds, int UnsentMailMinutes, int MailsGivenUp);

/// <summary>Looks whether this worker can do its work.</summary>
internal sealed class Readiness(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>A run is taken up within seconds; only workers that hang leave one waiting longer.</summary>
    public static readonly TimeSpan LongestQueue = TimeSpan.FromMinutes(5);

    /// <summary>A mail server may be away for a while; after half a working day somebody should know.</summary>
    public static readonly TimeSpan LongestUnsent = TimeSpan.FromHours(4);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LivesWithin = TimeSpan.FromMinutes(1);

    public async Task<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        await using var scope = scopes.CreateAsyncScope();
        var vault = await VaultAnswersAsync(scope.ServiceProvider.GetRequiredService<VaultDb>(), limit.Token);
        try
        {
            return await LookAsync(scope.ServiceProvider.GetRequiredService<OperationsDesk>(), vault, limit.Token);
        }
        catch (Exception away) when (IsAway(away))
        {
            return new(false, Database: false, vault, 0, 0, 0, 0);
        }
    }

    private async Task<ReadinessReport> LookAsync(OperationsDesk desk, bool vault, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var queue = await desk.QueueAsync(cancel);
        var mails = await desk.MailsAsync(cancel);
        var workers = (await desk.WorkersAsync(cancel)).Count(worker => now - worker.HeartbeatAt < LivesWithin);
        var (waited, unsent) = (Since(queue.Oldest, now), Since(mails.Oldest, now));
        var ready = vault && workers > 0 && waited < LongestQueue && unsent < LongestUnsent;
        return new(ready, Database: true, vault, workers, (int)waited.TotalSeconds, (int)unsent.TotalMinutes, mails.GivenUp.Sum(person => person.Count));
    }

    private static async Task<bool> VaultAnswersAsync(VaultDb vault, CancellationToken cancel)
    {
        try
        {
            await vault.Database.ExecuteSqlAsync($"SELECT 1", cancel);
            return true;
        }
        catch (Exception away) when (IsAway(away))
        {
            return false;
        }
    }

    private static bool IsAway(Exception away) => away is DbException or TimeoutException or OperationCanceledException or InvalidOperationException { InnerException: DbException };

    private static TimeSpan Since(DateTimeOffset? at, DateTimeOffset now) => at is { } then && then < now ? now - then : TimeSpan.Zero;
}
