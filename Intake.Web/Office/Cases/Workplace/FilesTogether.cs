using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>Files that came together are one entry of the conversation, which leads to the list of files.</summary>
internal static class FilesTogether
{
    /// <summary>Whether an entry stands in an earlier one's place.</summary>
    public static bool IsLater(ReadEntry entry, IReadOnlyList<ReadEntry> thread) =>
        FileIn(entry) is not null && thread.TakeWhile(one => one.Id != entry.Id).LastOrDefault() is { } before && Belongs(before, entry);

    /// <summary>An entry's file and those that follow it without a break; null for an entry of another kind.</summary>
    public static IReadOnlyList<AttachmentContent>? Of(ReadEntry entry, IReadOnlyList<ReadEntry> thread) =>
        FileIn(entry) is null ? null
            : [.. thread.SkipWhile(one => one.Id != entry.Id).TakeWhile(one => Belongs(one, entry)).Select(one => FileIn(one)!)];

    private static bool Belongs(ReadEntry one, ReadEntry other) => FileIn(one) is not null && one.MadeOn == other.MadeOn
        && one.Opened!.Author.Id.AsSpan().SequenceEqual(other.Opened!.Author.Id);

    private static AttachmentContent? FileIn(ReadEntry entry) =>
        entry.Kind == EntryKind.Attachment && entry.Opened is { FollowsGap: false } ? entry.As<AttachmentContent>() : null;
}
