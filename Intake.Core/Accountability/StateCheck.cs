using Intake.Core.Cases;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Accountability;

/// <summary>
/// Holds what was signed of each report against its open columns, and against its being there: a report may be gone only by a
/// removal that what was signed gives.
/// </summary>
internal sealed class StateCheck(FileSecret fileSecret, CertificateBooks books, Removals removals)
{
    /// <summary>Everything that does not add up.</summary>
    public async Task<IReadOnlyList<RootFinding>> RunAsync(IntakeDb db, CancellationToken cancel)
    {
        var findings = new List<RootFinding>();
        var records = (await db.StateRecords.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel)).ToLookup(row => row.ReportId);
        var taken = records.SelectMany(of => of.Take(1)).Where(IsTakenOver).Select(row => row.MadeOn).Distinct().Order().ToList();
        var there = await db.Reports.AsNoTracking().Select(row => new { row.Id, row.SchemeId, row.ReceivedOn })
            .ToDictionaryAsync(row => row.Id, cancel);
        foreach (var of in records)
        {
            var rows = of.ToList();
            if (!await IsInOrderAsync(db, rows, taken, cancel))
                findings.Add(new(RootFault.StateDoesNotFit, rows[^1].MadeOn, What: $"{of.Key:D}"));
            else if (there.TryGetValue(of.Key, out var report))
                findings.AddRange(await ColumnsAsync(db, rows[^1], report.SchemeId, cancel));
        }

        findings.AddRange(there.Values.Where(report => !records.Contains(report.Id))
            .Select(report => new RootFinding(RootFault.StateDoesNotFit, report.ReceivedOn, What: $"{report.Id:D}")));
        findings.AddRange(await GoneAsync(db, records, [.. there.Keys], cancel));
        return findings;
    }

    private async Task<IEnumerable<RootFinding>> ColumnsAsync(IntakeDb db, StateRecord newest, Guid schemeId, CancellationToken cancel)
    {
        var signed = StateRecords.Seal(newest).Open(fileSecret);
        var now = await StateColumns.OfAsync(db, newest.ReportId, cancel);
        var elsewhere = signed.Report.SchemeId == schemeId ? Enumerable.Empty<string>() : ["scheme_id"];
        return StateColumns.Differing(signed.Columns, now).Concat(elsewhere)
            .Select(column => new RootFinding(RootFault.ColumnDiffers, newest.MadeOn, What: $"{newest.ReportId:D} {column}"));
    }

    private async Task<IEnumerable<RootFinding>> GoneAsync(
        IntakeDb db, ILookup<Guid, StateRecord> records, HashSet<Guid> there, CancellationToken cancel)
    {
        var findings = new List<RootFinding>();
        var removed = await db.Removals.AsNoTracking().OrderBy(row => row.Number).ToListAsync(cancel);
        foreach (var removal in removed)
        {
            List<StateRecord> rows = [.. records[removal.ReportId]];
            var founded = rows.Count > 0 && await removals.IsFoundedAsync(db, rows, removal.Reason, removal.Until, removal.Day, cancel);
            if (!founded || there.Contains(removal.ReportId))
                findings.Add(new(RootFault.RemovalUnfounded, removal.Day, What: $"{removal.ReportId:D}"));
        }

        var gone = records.Select(of => of.Key).Except(there).Except(removed.Select(row => row.ReportId));
        findings.AddRange(gone.Select(id => new RootFinding(RootFault.ReportGone, records[id].Last().MadeOn, What: $"{id:D}")));
        return findings;
    }

    /// <summary>Whether a report's records follow each other without a gap, each signed by somebody who could on its day.</summary>
    private async Task<bool> IsInOrderAsync(IntakeDb db, List<StateRecord> rows, List<DateOnly> taken, CancellationToken cancel)
    {
        try
        {
            var previous = StateSeal.Beginning;
            for (var i = 0; i < rows.Count; i++)
            {
                var seal = StateRecords.Seal(rows[i]);
                var opened = seal.Open(fileSecret);
                if (seal.Number != i + 1 || !opened.Previous.AsSpan().SequenceEqual(previous)) return false;
                if (!seal.Hash().AsSpan().SequenceEqual(rows[i].Hash)) return false;

                // Nobody signed for reports that were there before the first records: one day, and none after it.
                if (opened.IsTakenOver && rows[i].MadeOn != taken[0]) return false;
                if (!opened.IsTakenOver) opened.Author(await books.OfAsync(db, opened.Report.SchemeId, cancel));
                previous = rows[i].Hash;
            }

            return true;
        }
        catch (SealedException)
        {
            return false;
        }
    }

    private bool IsTakenOver(StateRecord row)
    {
        try
        {
            return StateRecords.Seal(row).Open(fileSecret).IsTakenOver;
        }
        catch (SealedException)
        {
            return false;
        }
    }
}
