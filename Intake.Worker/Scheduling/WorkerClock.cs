using Intake.Core.Accountability;
using Intake.Core.Deadlines;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Intake.Worker.Scheduling;

/// <summary>
/// Whether this worker's clock can be trusted. Under one that leapt, daily roots are sealed ahead, steps of escalation are
/// booked as taken and reports are deleted too soon, so nothing is done under it. It is compared with the database's, with
/// the time that has passed since the worker started, and with the newest daily root, which a clock that both share and
/// that was wrong from the start can't move.
/// </summary>
internal sealed class WorkerClock(IServiceScopeFactory scopes, DailyRoots roots, TimeProvider time, IConfiguration settings)
{
    /// <summary>The setting with today's date, such as 2026-11-26, that an operator writes after a long standstill.</summary>
    public const string Confirmed = "Intake:ClockConfirmed";

    /// <summary>No worker is missed for longer than this without somebody who looks at the clock before it goes on.</summary>
    public const int DaysWithoutRoot = 31;

    private static readonly TimeSpan Allowed = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How long nothing is done after the clock was set. A machine that was suspended looks alike, and goes on by itself then.
    /// </summary>
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(30);

    private readonly Lock gate = new();
    private DateTimeOffset started = time.GetUtcNow();
    private long startedAt = time.GetTimestamp();
    private long? setAt;

    /// <summary>What is wrong, for the log; null when the clock can be trusted.</summary>
    /// <exception cref="System.Data.Common.DbException">The database can't be asked.</exception>
    public async Task<string?> WhyNotAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IntakeDb>();
        var there = await db.Database.SqlQuery<DateTimeOffset>($"""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancel);
        var here = time.GetUtcNow();
        if ((here - there).Duration() > Allowed)
        {
            return "this machine's clock and the database's differ by more than minutes. Set the wrong one right.";
        }

        return WhyNotByRoots((await roots.NewestOfAnyDayAsync(db, cancel))?.Day) ?? WhyNotByItself(here);
    }

    private string? WhyNotByItself(DateTimeOffset here)
    {
        lock (gate)
        {
            if ((here - started - time.GetElapsedTime(startedAt)).Duration() <= Allowed)
            {
                setAt = null;
                return null;
            }

            setAt ??= time.GetTimestamp();
            if (time.GetElapsedTime(setAt.Value) < Held)
            {
                return "the clock was set while the worker ran. If it is wrong, set it right; if it is right, work goes on after half "
                    + "an hour.";
            }


            (started, startedAt, setAt) = (here, time.GetTimestamp(), null);
            return null;
        }
    }

    private string? WhyNotByRoots(DateOnly? last)
    {
        var today = CopenhagenClock.Today(time);
        if (last >= today) return $"the newest daily root is of {last:yyyy-MM-dd}, a day that is not over. Set the clock right.";
        if (last is null || last >= today.AddDays(-DaysWithoutRoot) || settings[Confirmed] == $"{today:yyyy-MM-dd}") return null;
        return $"the newest daily root is of {last:yyyy-MM-dd}. If the clock is right, set {Confirmed} to {today:yyyy-MM-dd} "
            + "and start the worker again.";
    }
}

/// <summary>Nothing is done under a clock that can't be trusted.</summary>
internal sealed class WrongClockException() : Exception("The worker's clock can't be trusted.");
