using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>Whether a reporter follows the case, and so can be asked. Pure.</summary>
public static class FollowChoice
{
    /// <summary>
    /// The latest choice among a Dialogue's entries, else the report's own, or what the cut says that a reader's entries begin with.
    /// False when none can be read.
    /// </summary>
    public static bool Of(IReadOnlyList<ReadEntry> entries)
        => entries.LastOrDefault(e => e is { Kind: EntryKind.FollowChoice, Opened: not null })?.As<FollowChoiceContent>()?.Follow
           ?? entries.FirstOrDefault(e => e.Kind == EntryKind.Report)?.As<ReportContent>()?.Follow
           ?? CutContent.BeginningOf(entries)?.Follow ?? false;
}
