using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Screening;

/// <summary>Of how many of the reports screened in a month the reporter did not follow the case.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Screened">Reports screened.</param>
/// <param name="Unfollowed">Those among them that the reporter did not follow when they were screened.</param>
public sealed record FollowCount(DateOnly Month, int Screened, int Unfollowed);

/// <summary>
/// Counts, when a report is screened, whether its reporter follows the case: the choice is sealed, and the person who screens can
/// read it. No case stands at the number. See docs/decisions/follow-is-counted-by-month.md.
/// </summary>
public sealed class FollowTallies(IntakeDb db, FileSecret fileSecret)
{
    // Any constant: it only has to be the same in every release.
    private const int CountingLock = 0x666f6c6c;

    /// <summary>The months of which a day lies between these two, as they stand now; none where nothing was screened.</summary>
    public async Task<IReadOnlyList<FollowCount>> OfAsync(Guid schemeId, DateOnly from, DateOnly to, CancellationToken cancel)
    {
        var first = MonthOf(from);
        var rows = await db.FollowTallies.AsNoTracking().Where(row => row.SchemeId == schemeId && row.Month >= first && row.Month <= to)
            .OrderBy(row => row.Month).ToListAsync(cancel);
        return [.. rows.Select(Open).OfType<FollowCount>()];
    }

    /// <summary>
    /// Counts one report. In the caller's transaction, in which the scheme's others wait. A row that was altered is left as it is: it
    /// shows no number, and must not keep anybody from screening.
    /// </summary>
    internal async Task CountAsync(Guid schemeId, DateOnly today, bool follows, CancellationToken cancel)
    {
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({CountingLock}, hashtext({schemeId.ToString("D")}))", cancel);
        var month = MonthOf(today);
        var row = await db.FollowTallies.AsNoTracking()
            .SingleOrDefaultAsync(one => one.SchemeId == schemeId && one.Month == month, cancel);
        var before = row is null ? new FollowCount(month, 0, 0) : Open(row);
        if (before is null) return;
        var box = FollowTallySeal.Seal(fileSecret, schemeId, month, before.Screened + 1, before.Unfollowed + (follows ? 0 : 1));
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.follow_tally (scheme_id, month, sealed) VALUES ({schemeId}, {month}, {box})
            ON CONFLICT (scheme_id, month) DO UPDATE SET sealed = excluded.sealed
            """, cancel);
    }

    private FollowCount? Open(FollowTally row)
    {
        try
        {
            var (screened, unfollowed) = FollowTallySeal.Open(fileSecret, row.SchemeId, row.Month, row.Sealed);
            return new(row.Month, screened, unfollowed);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
