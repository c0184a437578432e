using System.Data.Common;
using Npgsql;

namespace Intake.Core.Storage;

/// <summary>
/// What all web processes know for some minutes and no row ever holds: that something happened just now. A moment is a
/// 64-bit number that means nothing outside; it is an advisory lock of the database on one connection of this process,
/// so it is in no table, log or dump, and it is gone when the process ends. Where the database can't be asked, or a pooler
/// hands out connections by transaction (<c>Max Auto Prepare=0</c>), a moment is known in this process alone.
/// </summary>
/// <param name="source">The process's pool: one of its connections is kept once there was a moment.</param>
/// <param name="time">The clock by which moments pass.</param>
public sealed class SharedMoments(NpgsqlDataSource source, TimeProvider time) : IAsyncDisposable, IDisposable
{
    /// <summary>How many one process holds at most: one more lets the oldest go. Bounds the server's table of locks.</summary>
    public const int Most = 256;

    /// <summary>How long after it was made a secret that is shown once is shown again to a browser that posts the same form.</summary>
    public static readonly TimeSpan ShownAgain = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim turn = new(1);
    private readonly OrderedDictionary<long, DateTimeOffset> held = [];
    private readonly bool isAlone = IsPooledByTransaction(new NpgsqlConnectionStringBuilder(source.ConnectionString));
    private NpgsqlConnection? connection;
    private ITimer? clock;

    /// <summary>Holds a moment from now for as long as said; a moment that this process holds already begins again.</summary>
    public Task HoldAsync(long moment, TimeSpan life) => InTurnAsync(async () =>
    {
        held.Remove(moment, out var before);
        held[moment] = time.GetUtcNow() + life;
        if (before == default) await TellAsync("SELECT pg_try_advisory_lock($1)", moment);
        while (held.Count > Most) await LetGoAsync(held.GetAt(0).Key);
        clock ??= time.CreateTimer(_ => _ = LetOldOnesGoAsync(), null, Tick, Tick);
        return true;
    });

    /// <summary>Whether some process holds the moment.</summary>
    public Task<bool> IsHeldAsync(long moment) => InTurnAsync(async () => held.TryGetValue(moment, out var until)
        ? until > time.GetUtcNow()
        : await TellAsync("""
            SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND (classid::bigint << 32) | objid::bigint = $1)
            """, moment));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await InTurnAsync(async () =>
        {
            clock?.Dispose();
            if (connection is null) return false;
            await TellAsync("SELECT true FROM pg_advisory_unlock_all() WHERE $1 = 0", 0);
            await ForgetAsync();
            return true;
        });
        turn.Dispose();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        clock?.Dispose();
        connection?.Dispose();
        turn.Dispose();
    }

    private async Task LetOldOnesGoAsync()
    {
        try
        {
            await InTurnAsync(async () =>
            {
                var now = time.GetUtcNow();
                foreach (var moment in held.Where(one => one.Value <= now).Select(one => one.Key).ToList()) await LetGoAsync(moment);
                if (held.Count > 0) return true;
                clock?.Dispose();
                clock = null;
                return true;
            });
        }
        catch (ObjectDisposedException)
        {
            return; // The program is ending, and its moments with it.
        }
    }

    private async Task LetGoAsync(long moment)
    {
        held.Remove(moment);
        await TellAsync("SELECT pg_advisory_unlock($1)", moment);
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work)
    {
        await turn.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Asks the database; false where it can't be asked. A connection that broke took its moments with it.</summary>
    private async Task<bool> TellAsync(string question, long moment)
    {
        if (isAlone) return false;
        try
        {
            connection ??= await source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand(question, connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = moment });
            return await command.ExecuteScalarAsync() is true;
        }
        catch (Exception away) when (away is DbException or TimeoutException or InvalidOperationException)
        {
            await ForgetAsync();
            return false;
        }
    }

    /// <summary>Whether the string says so; a string that says nothing is one to a server or to an ordinary pool.</summary>
    private static bool IsPooledByTransaction(NpgsqlConnectionStringBuilder settings) =>
        settings.ShouldSerialize("Max Auto Prepare") && settings.MaxAutoPrepare == 0;

    private async Task ForgetAsync()
    {
        if (connection is { } broken) await broken.DisposeAsync();
        connection = null;
    }
}
