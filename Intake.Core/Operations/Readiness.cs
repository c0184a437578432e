using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Core.Operations;

/// <summary>Checks whether an installation does its work, as a monitor asks web and worker.</summary>
public sealed class Readiness(IServiceScopeFactory scopes, TimeProvider time)
{
    /// <summary>As the worker's: under a clock that differs by more it does nothing.</summary>
    public static readonly TimeSpan ClockPatience = TimeSpan.FromMinutes(3);

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
        var services = scope.ServiceProvider;
        var vault = await VaultAnswersAsync(services.GetRequiredService<VaultDb>(), cancel);
        try
        {
            var schema = vault && await services.GetRequiredService<InstallationCheck>().LookAsync(cancel) is null;
            if (!schema) return ReadinessReport.Away(vault) with { Database = await AnswersAsync(services, cancel) };
            var db = services.GetRequiredService<IntakeDb>();
            var drift = await DriftAsync(db, cancel);
            var used = await ConnectionBudget.QuartersUsedAsync(db, cancel);
            var view = await services.GetRequiredService<OperationsDesk>().LookAsync(cancel);
            var found = view.Work is { } work ? Report(view, work) : ReadinessReport.Away(vault) with { Database = true };
            return found with
            {
                Ready = found.Ready && drift.Duration() <= ClockPatience, ClockDriftSeconds = (int)drift.TotalSeconds,
                ConnectionQuarters = used,
                SelfCheckGood = view.SelfCheck is { } check ? view.IsGood(check) : null,
                SelfCheckMinutes = view.SelfCheck?.GoodAt is { } last ? (int)Since(last, view.At).TotalMinutes : null,
            };
        }
        catch (Exception away) when (DatabaseAway.Is(away, CancellationToken.None))
        {
            return ReadinessReport.Away(vault);
        }
    }

    private static ReadinessReport Report(OperationsView view, WorkStatus work)
    {
        var faults = view.Faults();
        return new(
            faults.Count == 0, Database: true, Schema: true, Vault: true, work.Workers.Count(view.IsAlive),
            [.. faults.SelectMany(fault => fault.Jobs).Distinct()],
            (int)Since(work.Queue.Oldest, view.At).TotalSeconds, (int)Since(view.Mails.Oldest, view.At).TotalMinutes,
            view.Mails.GivenUpCount);
    }

    /// <summary>How far this machine's clock is ahead of the database's; less than zero when it is behind.</summary>
    private async Task<TimeSpan> DriftAsync(IntakeDb db, CancellationToken cancel)
    {
        var there = await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancel);
        return time.GetUtcNow() - there;
    }

    private static async Task<bool> AnswersAsync(IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<IntakeDb>().Database.ExecuteSqlAsync($"SELECT 1", cancel);
        return true;
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
