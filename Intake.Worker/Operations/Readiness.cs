using Intake.Core.Operations;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Operations;

/// <summary>What a look at the worker found; nothing in it is of a case.</summary>
/// <param name="Ready">Whether all is in order, as on the operator's page.</param>
/// <param name="Database">Whether the database answers and is migrated.</param>
/// <param name="Vault">Whether the vault's database answers.</param>
/// <param name="Workers">Workers that reported within the last minute.</param>
/// <param name="Jobs">The jobs that failed, are late or turned off, by name.</param>
/// <param name="QueueSeconds">How long the oldest run has waited for a worker.</param>
/// <param name="UnsentMailMinutes">How long the oldest mail that is due has waited.</param>
/// <param name="MailsGivenUp">Mails that no server takes.</param>
internal sealed record ReadinessReport(
    bool Ready, bool Database, bool Vault, int Workers, IReadOnlyList<string> Jobs,
    int QueueSeconds, int UnsentMailMinutes, int MailsGivenUp)
{
    public static ReadinessReport Away(bool vault) => new(false, Database: false, vault, 0, [], 0, 0, 0);
}

/// <summary>Checks whether this worker can do its work.</summary>
internal sealed class Readiness(IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Answers within ten seconds, also when a database is frozen and does not react to cancellation.</summary>
    public async Task<ReadinessReport> LookAsync(CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        var looking = Task.Run(() => LookWithinAsync(limit.Token), CancellationToken.None);
        try
        {
            return await looking.WaitAsync(Limit, cancel);
        }
        catch (TimeoutException)
        {
            return ReadinessReport.Away(vault: false);
        }
    }

    private async Task<ReadinessReport> LookWithinAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var vault = await VaultAnswersAsync(scope.ServiceProvider.GetRequiredService<VaultDb>(), cancel);
        try
        {
            var view = await scope.ServiceProvider.GetRequiredService<OperationsDesk>().LookAsync(cancel);
            return view.Work is { } work ? Report(view, work, vault) : ReadinessReport.Away(vault);
        }
        catch (Exception away) when (DatabaseAway.Is(away, CancellationToken.None))
        {
            return ReadinessReport.Away(vault);
        }
    }

    private static ReadinessReport Report(OperationsView view, WorkStatus work, bool vault)
    {
        var faults = view.Faults();
        return new(
            vault && faults.Count == 0, Database: true, vault, work.Workers.Count(view.IsAlive),
            [.. faults.SelectMany(fault => fault.Jobs).Distinct()],
            (int)Since(work.Queue.Oldest, view.At).TotalSeconds, (int)Since(view.Mails.Oldest, view.At).TotalMinutes,
            view.Mails.GivenUp.Sum(person => person.Count) + view.Mails.Unreadable);
    }

    private static async Task<bool> VaultAnswersAsync(VaultDb vault, CancellationToken cancel)
    {
        try
        {
            await vault.Database.ExecuteSqlAsync($"SELECT 1", cancel);
            return true;
        }
        catch (Exception away) when (DatabaseAway.Is(away, CancellationToken.None))
        {
            return false;
        }
    }

    private static TimeSpan Since(DateTimeOffset? at, DateTimeOffset now) => at is { } then && then < now ? now - then : TimeSpan.Zero;
}
