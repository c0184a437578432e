using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// The hourly keys of sessions: made by the clock, never by a visit, so that their rows show nothing of one. FORMAT.md §13.
/// </summary>
public sealed class RingKeys(FileSecret fileSecret, TimeProvider time)
{
    /// <summary>How long a ring key is kept after its hour: longer than any session that it seals.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(10);

    /// <summary>The hour of an instant, counted from 1970-01-01 UTC.</summary>
    public static int HourOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / 3600);

    /// <summary>Makes this hour's and the next hour's keys where they are missing. Called by the clock.</summary>
    public async Task EnsureAsync(IntakeDb db, CancellationToken cancel)
    {
        var hour = HourOf(time.GetUtcNow());
        foreach (var h in new[] { hour, hour + 1 })
        {
            var wrapped = RingKeySeal.New(fileSecret, h);
            var expires = DateTimeOffset.FromUnixTimeSeconds(h * 3600L) + Life;
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO intake.ring_key (hour, wrapped, expires_at) VALUES ({h}, {wrapped}, {expires}) ON CONFLICT DO NOTHING",
                cancel);
        }
    }

    /// <summary>An hour's key; null when there is none, or no longer, or what is there is none of ours.</summary>
    public async Task<SecretBytes?> OpenAsync(IntakeDb db, int hour, CancellationToken cancel)
    {
        var row = await db.RingKeys.AsNoTracking().SingleOrDefaultAsync(r => r.Hour == hour, cancel);
        return row is null || row.ExpiresAt <= time.GetUtcNow() ? null : Unwrap(row);
    }

    /// <summary>Whether this hour's row is none of ours, so that nobody can sign in: for the self-check.</summary>
    public async Task<bool> IsStrangeAsync(IntakeDb db, CancellationToken cancel)
    {
        var hour = HourOf(time.GetUtcNow());
        if (await db.RingKeys.AsNoTracking().SingleOrDefaultAsync(row => row.Hour == hour, cancel) is not { } row) return false;
        using var key = Unwrap(row);
        return key is null || row.ExpiresAt <= time.GetUtcNow();
    }

    private SecretBytes? Unwrap(RingKey row)
    {
        try
        {
            return RingKeySeal.Open(fileSecret, row.Hour, row.Wrapped);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>The start of an hour.</summary>
    public static DateTimeOffset StartOf(int hour) => DateTimeOffset.UnixEpoch.AddHours(hour);

    /// <summary>This hour's key, to seal a new session with; the caller's to dispose.</summary>
    /// <exception cref="NoRingKeyException">There is none: the job that makes them is not running.</exception>
    public async Task<(int Hour, SecretBytes Key)> CurrentAsync(IntakeDb db, CancellationToken cancel)
    {
        var hour = HourOf(time.GetUtcNow());
        return await OpenAsync(db, hour, cancel) is { } key
            ? (hour, key)
            : throw NoRingKeyException.Refused();
    }

    /// <summary>
    /// Deletes expired keys, and with them for good what they sealed; then sessions and invitations whose time is over.
    /// For the worker.
    /// </summary>
    /// <returns>How many keys went.</returns>
    public async Task<int> SweepAsync(IntakeDb db, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var today = CopenhagenClock.Today(time);
        await db.StaffSessions.Where(s => s.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        await db.Invitations.Where(i => i.ExpiresOn < today).ExecuteDeleteAsync(cancel);
        return await db.RingKeys.Where(r => r.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
    }
}
