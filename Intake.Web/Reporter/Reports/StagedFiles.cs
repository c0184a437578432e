using Intake.Core.Reports.Contents;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Reports;

/// <summary>What a reporter decides about files that are not sent yet.</summary>
internal static class StagedFiles
{
    /// <summary>The file of this id, and the original that is kept beside it; nothing when there is none.</summary>
    public static IReadOnlyList<AttachmentContent> Beside(IReadOnlyList<AttachmentContent> files, string id) =>
        Guid.TryParse(id, out var file) ? [.. files.Where(one => one.AttachmentId == file || one.OriginalOf == file)] : [];

    /// <summary>What was done to a file, in a sentence.</summary>
    public static string Told(AttachmentContent file, Text text) => file switch
    {
        { OriginalOf: not null } => text["File.Original.Told"],
        { AsItIs: true } => text["File.Decided"],
        { Uncleaned: { } why } => text["File.Uncleaned", text[$"File.Why.{why}"]],
        { Removed: { Count: > 0 } removed } => text["File.Removed", string.Join(", ", removed.Select(kind => text[$"File.Kind.{kind}"]))],
        { Removed: not null } => text["File.Clean"],
        _ => "",
    };

    /// <summary>The same files, one of which is sent although it could not be cleaned.</summary>
    public static IReadOnlyList<AttachmentContent> SentAsIs(IReadOnlyList<AttachmentContent> files, string id) =>
        [.. files.Select(file =>
            file.Uncleaned is not null && Guid.TryParse(id, out var which) && file.AttachmentId == which
                ? file with { AsItIs = true } : file)];
}
