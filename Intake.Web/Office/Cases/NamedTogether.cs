using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Web.Office.Door;
using Intake.Web.Site.Shell.Parts;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>
/// People whom a reporter named at one time are sealed in an entry each; they are shown as one, with their names, which those who
/// have the case have seen on the gate's card.
/// </summary>
internal static class NamedTogether
{
    /// <summary>Whether an entry stands in an earlier one's list.</summary>
    public static bool IsLater(ReadEntry entry, IReadOnlyList<ReadEntry> thread) =>
        NamedIn(entry) is not null && Before(entry, thread) is { } before && NamedIn(before) is not null
        && before.MadeOn == entry.MadeOn;

    /// <summary>The names of an entry and of those that follow it without a break; null for an entry of another kind.</summary>
    public static IReadOnlyList<string>? Of(ReadEntry entry, IReadOnlyList<ReadEntry> thread, OfficeSession session, Text text)
    {
        if (NamedIn(entry) is null) return null;
        var together = thread.SkipWhile(one => one.Id != entry.Id)
            .TakeWhile(one => one.MadeOn == entry.MadeOn && NamedIn(one) is not null).Select(one => NamedIn(one)!).ToList();
        var titles = together.Select(one => one.Reader).OfType<ReaderIdentity>()
            .Select(reader => text.Language == "da" ? reader.Da : reader.En ?? reader.Da);
        var found = together.Where(one => one.Reader is null)
            .Select(one => session.By.Book?.CurrentOf(one.PersonId)?.FullName ?? text["CaseFile.Exclusion.Unknown"]);
        return ReadNames.Once(titles, found);
    }

    private static ReadEntry? Before(ReadEntry entry, IReadOnlyList<ReadEntry> thread) =>
        thread.TakeWhile(one => one.Id != entry.Id).LastOrDefault();

    private static ExclusionContent? NamedIn(ReadEntry entry) =>
        entry.Kind == EntryKind.Exclusion && entry.Opened is { FollowsGap: false }
        && entry.As<ExclusionContent>() is { Reason: "named", Names: null, Box: null } content ? content : null;
}
