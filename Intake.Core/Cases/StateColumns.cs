using System.Globalization;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// The open columns of a report that decide something, by name and as text: its own, and those of its referrals, deadlines
/// and newest epochs. FORMAT.md §16.
/// </summary>
internal static class StateColumns
{
    private const string EpochClosed = ".closed", EpochNewest = ".newest", ReceivedOn = "received_on", ReferredOn = ".referred_on";

    /// <summary>As the database has them now; empty when there is no such report.</summary>
    public static async Task<SortedDictionary<string, string>> OfAsync(IntakeDb db, Guid reportId, CancellationToken cancel)
    {
        var columns = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var report = await db.Reports.AsNoTracking().Where(row => row.Id == reportId)
            .Select(row => new
            {
                row.ReceivedOn, row.State, row.Category, row.Severity, row.ClosedOn, row.KeepUntil, row.LegalHold, row.HoldAskedOn,
            })
            .SingleOrDefaultAsync(cancel);
        if (report is null) return columns;
        columns[ReceivedOn] = Day(report.ReceivedOn);
        columns["state"] = Number((int)report.State);
        columns["category"] = report.Category ?? "";
        columns["severity"] = report.Severity is { } severity ? Number((int)severity) : "";
        columns["closed_on"] = Day(report.ClosedOn);
        columns["keep_until"] = Day(report.KeepUntil);
        columns["legal_hold"] = report.LegalHold ? "yes" : "no";
        // Absent where nothing is proposed, as in records of the time before holds were.
        if (report.HoldAskedOn is { } asked) columns["hold_asked_on"] = Day(asked);
        foreach (var row in await db.Referrals.AsNoTracking().Where(row => row.ReportId == reportId).ToListAsync(cancel))
        {
            var name = $"referral {row.Id:D}";
            columns[name + ".unit_id"] = row.UnitId.ToString("D");
            columns[name + ".state"] = Number((int)row.State);
            columns[name + ".step"] = Number((int)row.Step);
            columns[name + ReferredOn] = Day(row.ReferredOn);
            columns[name + ".accepted_on"] = Day(row.AcceptedOn);
        }

        foreach (var row in await db.Deadlines.AsNoTracking().Where(row => row.ReportId == reportId).ToListAsync(cancel))
        {
            var name = $"deadline {row.Kind}" + (row.ReferralId is { } referral ? $" {referral:D}" : "");
            columns[name + ".starts_on"] = Day(row.StartsOn);
            columns[name + ".due_on"] = Day(row.DueOn);
            columns[name + ".met_on"] = Day(row.MetOn);
            if (row.OfAdministrators) columns[name + ".of_administrators"] = "yes";
            // Absent where it has not ended, as in records of the time before deadlines could end.
            if (row.EndedOn is { } ended) columns[name + ".ended_on"] = Day(ended);
            if (row.EndedBy is { } because) columns[name + ".ended_by"] = Number((int)because);
        }

        var epochs = await (
            from epoch in db.Epochs
            join room in db.Compartments on epoch.CompartmentId equals room.Id
            where room.ReportId == reportId
            select new { epoch.CompartmentId, epoch.Number, epoch.Closed }).ToListAsync(cancel);
        foreach (var newest in epochs.GroupBy(epoch => epoch.CompartmentId).Select(of => of.MaxBy(epoch => epoch.Number)!))
        {
            columns[$"epoch {newest.CompartmentId:D}{EpochNewest}"] = Number(newest.Number);
            columns[$"epoch {newest.CompartmentId:D}{EpochClosed}"] = newest.Closed ? "yes" : "no";
        }

        return columns;
    }

    /// <summary>
    /// The names of those that are not what was signed. An epoch may be newer, since a reporter's writing makes one, and may be
    /// closed by a revocation: both only shut people out.
    /// </summary>
    public static IEnumerable<string> Differing(IReadOnlyDictionary<string, string> signed, IReadOnlyDictionary<string, string> now) =>
        signed.Keys.Union(now.Keys)
            .Where(name => signed.GetValueOrDefault(name) != now.GetValueOrDefault(name) && !MayDiffer(name, signed, now))
            .Order(StringComparer.Ordinal);

    private static bool MayDiffer(string name, IReadOnlyDictionary<string, string> signed, IReadOnlyDictionary<string, string> now)
    {
        // The first records did not hold these.
        if (!signed.ContainsKey(name) && (name == ReceivedOn || name.EndsWith(ReferredOn, StringComparison.Ordinal)))
            return !signed.ContainsKey(ReceivedOn);
        if (!name.StartsWith("epoch ", StringComparison.Ordinal) || !signed.ContainsKey(name)) return false;
        if (!now.TryGetValue(name, out var value)) return false;
        var newest = name[..name.LastIndexOf('.')] + EpochNewest;
        var newer = int.Parse(now[newest], CultureInfo.InvariantCulture).CompareTo(int.Parse(signed[newest], CultureInfo.InvariantCulture));
        return newer > 0 || (newer == 0 && name.EndsWith(EpochClosed, StringComparison.Ordinal) && value == "yes");
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
