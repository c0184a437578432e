using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// Signs what a step has made of a report's open columns, in the transaction of the step and with the report's row locked.
/// Only what the step changed is taken over: a column that somebody else has set stays in disagreement with what is signed.
/// </summary>
public sealed class StateRecords(IntakeDb db, FileSecret fileSecret)
{
    /// <summary>The columns before the step.</summary>
    internal Task<SortedDictionary<string, string>> LookAsync(Guid reportId, CancellationToken cancel) =>
        StateColumns.OfAsync(db, reportId, cancel);

    /// <summary>Adds a record, when the step has changed a column, and saves. What the step did is saved before.</summary>
    /// <param name="report">The report.</param>
    /// <param name="author">The person who took the step, or the report's mailbox.</param>
    /// <param name="before">The columns before the step; empty for a report that has just been received.</param>
    /// <param name="today">Today in Copenhagen.</param>
    /// <param name="cancel">Stops it.</param>
    internal async Task AddAsync(ReportIdentity report, UnlockedPrincipal author, IReadOnlyDictionary<string, string> before,
        DateOnly today, CancellationToken cancel)
    {
        var after = await LookAsync(report.ReportId, cancel);
        var changed = before.Keys.Union(after.Keys)
            .Where(name => before.GetValueOrDefault(name) != after.GetValueOrDefault(name)).ToList();
        if (changed.Count == 0) return;
        var last = await LastAsync(report.ReportId, cancel);
        var columns = new SortedDictionary<string, string>(
            last is null ? before.ToDictionary() : Seal(last).Open(fileSecret).Columns.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in changed)
        {
            if (after.TryGetValue(name, out var value)) columns[name] = value;
            else columns.Remove(name);
        }

        var seal = StateSeal.Make(
            fileSecret, report, author, (last?.Number ?? 0) + 1, last?.Hash ?? StateSeal.Beginning, today, columns);
        db.StateRecords.Add(Row(seal));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Records the columns of all reports that are there when the first records are made, unsigned: those who could sign for
    /// them are not at hand. Once there is any record, it does nothing. Returns how many.
    /// </summary>
    public async Task<int> TakeOverAsync(DateOnly today, CancellationToken cancel)
    {
        if (await db.StateRecords.AnyAsync(cancel)) return 0;
        foreach (var row in await db.Reports.AsNoTracking().ToListAsync(cancel))
        {
            if (IdentityOf(row) is { } identity)
                db.StateRecords.Add(Row(StateSeal.TakeOver(fileSecret, identity, today, await LookAsync(row.Id, cancel))));
        }

        return await db.SaveChangesAsync(cancel);
    }

    /// <summary>Those of a report's rows that the installation sealed, the oldest first: any other is no record.</summary>
    internal static IReadOnlyList<StateRecord> Genuine(FileSecret fileSecret, IEnumerable<StateRecord> rows) =>
        [.. rows.Where(row => IsGenuine(fileSecret, row)).OrderBy(row => row.Number)];

    internal static StateSeal Seal(StateRecord row) => new(row.ReportId, row.Number, row.MadeOn, row.Sealed);

    // A record that was spoilt, or that somebody wrote, must not keep anybody from working on a case: verify names it.
    private async Task<StateRecord?> LastAsync(Guid reportId, CancellationToken cancel)
    {
        var newestFirst = db.StateRecords.AsNoTracking().Where(row => row.ReportId == reportId).OrderByDescending(row => row.Number)
            .AsAsyncEnumerable();
        await foreach (var row in newestFirst.WithCancellation(cancel))
            if (IsGenuine(fileSecret, row)) return row;
        return null;
    }

    private static bool IsGenuine(FileSecret fileSecret, StateRecord row)
    {
        try
        {
            var seal = Seal(row);
            if (!seal.Hash().AsSpan().SequenceEqual(row.Hash)) return false;
            seal.Open(fileSecret);
            return true;
        }
        catch (SealedException)
        {
            return false;
        }
    }

    private static ReportIdentity? IdentityOf(Report row)
    {
        try
        {
            return OpenReport.IdentityOf(row);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private static StateRecord Row(StateSeal seal) => new()
    {
        ReportId = seal.ReportId, Number = seal.Number, MadeOn = seal.On, Sealed = seal.Sealed, Hash = seal.Hash(),
    };
}
