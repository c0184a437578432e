using Intake.Core.Reports.Contents;

namespace Intake.Web.Reporting;

/// <summary>What a reporter decides about files that are not sent yet.</summary>
internal static class StagedFiles
{
    /// <summary>The file of this id, and the original that is kept beside it; nothing when there is none.</summary>
    public static IReadOnlyList<AttachmentContent> Beside(IReadOnlyList<AttachmentContent> files, string id) =>
        Guid.TryParse(id, out var file) ? [.. files.Where(one => one.AttachmentId == file || one.OriginalOf == file)] : [];

    /// <summary>The same files, one of which is sent although it could not be cleaned.</summary>
    public static IReadOnlyList<AttachmentContent> SentAsIs(IReadOnlyList<AttachmentContent> files, string id) =>
        [.. files.Select(file => file.Uncleaned is not null && Guid.TryParse(id, out var which) && file.AttachmentId == which ? file with { AsItIs = true } : file)];
}
