using Intake.Core.Cases.Inbox;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Links;

/// <summary>
/// Looks, among an administrator's own open cases, for some that a case may belong together with. It compares what the reports say
/// after they were opened with her keys; nothing of it is stored, and no case is looked at that she may not open.
/// </summary>
public sealed class SimilarCases(
    CaseAccess cases, CaseLinks links, EntryLog log, InboxDesk inbox, SchemeCatalogue schemes)
{
    /// <summary>At most so many of the newest cases come into question, by their open columns.</summary>
    public const int MostLookedAt = 200;

    /// <summary>At most so many of these are opened: those of the same category first, then those received nearest in time.</summary>
    public const int MostOpened = 40;

    /// <summary>At most so many are shown.</summary>
    public const int MostShown = 5;

    /// <summary>
    /// The cases that are alike, the most alike first; none for a person who is no administrator, or who can't open the case. Those
    /// that are linked to it already are left out.
    /// </summary>
    public async Task<IReadOnlyList<SimilarCase>> OfAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(administrator);
        if (!CaseLifecycle.Link.IsFor(administrator.Certificate)) return [];
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        if (open is null || !open.Allows(CaseLifecycle.Link)) return [];
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        if (await ReadAsync(open, scheme, cancel) is not { } told) return [];
        var linked = (await links.OfAsync(open, cancel)).Select(link => link.OtherId).Append(reportId).ToHashSet();
        var (category, received) = (open.Report.Row.Category, open.Report.Row.ReceivedOn);
        var found = new List<SimilarCase>();
        foreach (var row in (await inbox.NewestAsync(administrator, MostLookedAt, cancel)).Where(row => !linked.Contains(row.ReportId))
            .OrderByDescending(row => row.Category is not null && row.Category == category)
            .ThenBy(row => Math.Abs(row.ReceivedOn.DayNumber - received.DayNumber)).Take(MostOpened))
        {
            using var other = await cases.ReadAsync(row.ReportId, administrator, cancel);
            if (other is null || await ReadAsync(other, scheme, cancel) is not { } compared) continue;
            if (Similarity.Of(told, compared) is { } alike) found.Add(new(row, alike));
        }

        return [.. found.OrderByDescending(one => one.Alike.In.Contains(Likeness.Words)).ThenByDescending(one => one.Alike.Names.Count)
            .ThenByDescending(one => one.Alike.In.Count).Take(MostShown)];
    }

    private async Task<ComparedReport?> ReadAsync(OpenCase open, Scheme scheme, CancellationToken cancel)
    {
        var told = (await log.ReadAsync(open.Report, open.Dialogue, cancel)).FirstOrDefault(entry => entry.Kind == EntryKind.Report);
        return told?.As<ReportContent>() is { Description: not null } report
            ? ComparedReport.Of(report, open.Report.Row.Category, open.Report.Row.ReceivedOn, name => scheme.Unit(name) is not null,
                scheme.Units.SelectMany(unit => new[] { unit.Title.Da, unit.Title.En }))
            : null;
    }
}

/// <summary>A case that may belong together with another one.</summary>
/// <param name="Case">It, as it stands in the person's list.</param>
/// <param name="Alike">In what.</param>
public sealed record SimilarCase(InboxRow Case, Similarity Alike);
