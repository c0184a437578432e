using System.Data.Common;
using System.Diagnostics;
using Intake.Core;
using Intake.Core.Operations;
using Intake.Core.Storage;

namespace Intake.Web.Site.Pages;

/// <summary>
/// Lets nothing be asked of the databases before it is sure that they, this program and its files belong together. What does
/// not fit ends the process with one line; databases that are away are asked again by each request.
/// </summary>
internal sealed class InstallationGate(
    IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<InstallationGate> log)
    : IHostedLifecycleService, IDisposable
{
    private const int Broken = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim one = new(1);
    private volatile bool fits;
    private bool ready;
    private long? looked;
    private long? away;

    /// <summary>So that a database which does not answer holds up one request in a few seconds, and not each in turn.</summary>
    private bool IsKnownAway => away is { } since && Stopwatch.GetElapsedTime(since) < AskAgain;

    /// <summary>Before the server listens. A database that is away holds nothing up: its pages say so themselves.</summary>
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await LookAsync(cancellationToken) is { } fault) throw new UnusableSettingException(fault.Message);
        }
        catch (Exception failure) when (DatabaseAway.Is(failure, cancellationToken))
        {
            away = Stopwatch.GetTimestamp();
            log.LogWarning("A database does not answer ({SqlState}); it is asked again", (failure as DbException)?.SqlState ?? "no answer");
        }
    }

    /// <summary>Whether a request may go on; where it may not, the process is ending.</summary>
    public async Task<bool> LetsInAsync(HttpContext http)
    {
        var cancel = http.RequestAborted;
        // What only reads can't lose anything; what writes waits until it is known.
        var onlyReads = HttpMethods.IsGet(http.Request.Method);
        if (fits || IsKnownAway && onlyReads) return true;
        await one.WaitAsync(cancel);
        try
        {
            if (fits || IsKnownAway && onlyReads || await LookAsync(cancel) is not { } fault) return true;
            log.LogCritical("Ending: {Fault}", fault.Message);
            Environment.ExitCode = Broken;
            lifetime.StopApplication();
            return false;
        }
        catch (Exception failure) when (DatabaseAway.Is(failure, cancel))
        {
            away = Stopwatch.GetTimestamp();
            return true; // Whatever needs the database finds it away too, and gives back what was typed.
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Whether databases, program and files answer and fit now; asked at most once in a few seconds.</summary>
    public async Task<bool> IsReadyAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (looked is { } last && Stopwatch.GetElapsedTime(last) < AskAgain) return ready;
            ready = await LookAsync(cancel) is null;
        }
        catch (Exception failure) when (DatabaseAway.Is(failure, cancel))
        {
            ready = false;
        }
        finally
        {
            one.Release();
        }

        looked = Stopwatch.GetTimestamp();
        return ready;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => one.Dispose();

    /// <summary>Asks within the limit, also where a connection hangs and does not react to cancellation.</summary>
    private async Task<InstallationFault?> LookAsync(CancellationToken cancel)
    {
        var fault = await Task.Run(AskAsync, CancellationToken.None).WaitAsync(Limit, cancel);
        fits |= fault is null;
        return fault;
    }

    private async Task<InstallationFault?> AskAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<InstallationCheck>().LookAsync(limit.Token);
    }

}
