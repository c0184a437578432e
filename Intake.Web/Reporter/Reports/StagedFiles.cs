using Intake.Core.Cleaning;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Web.Site.Forms;
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
        { Uncleaned: { } why } => text["File.Uncleaned", Why(why, file.UncleanedPart, text)],
        { Removed: not null } => string.Join(' ', Cleaned(file, text)),
        _ => "",
    };

    private static IEnumerable<string> Cleaned(AttachmentContent file, Text text)
    {
        yield return file.Removed is { Count: > 0 } removed
            ? text["File.Removed", string.Join(", ", removed.Select(kind => text[$"File.Kind.{kind}"]))]
            : text["File.Clean"];
        if (file.Name.EndsWith(".pdf", StringComparison.OrdinalIgnoreCase)) yield return text["File.Pages"];
        if (file.Struck is true) yield return text["File.Struck"];
    }

    /// <summary>Whether it may well be cleaned a little later.</summary>
    public static bool IsWorthAnotherTry(AttachmentContent file) =>
        file is { IsUncleanedAndUnasked: true, Uncleaned: NotCleaned.Busy or NotCleaned.TimedOut or NotCleaned.Missing };

    /// <summary>The same files, as decided: one is sent although it could not be cleaned, or with the names that it has.</summary>
    public static IReadOnlyList<AttachmentContent> Decided(IEnumerable<AttachmentContent> files, ReadForm form) =>
        [.. files.Select(file => Decided(file, form.Text(ReportForm.AsItIs), form.Text(ReportForm.KeepNames)))];

    private static AttachmentContent Decided(AttachmentContent file, string asItIs, string keepNames) => file.AttachmentId.ToString() switch
    {
        var id when id == asItIs && file.Uncleaned is not null => file with { AsItIs = true },
        var id when id == keepNames => file with { Names = null },
        _ => file,
    };

    /// <summary>Which file is to be cleaned again, and the names to strike out of it; null when no such button was pressed.</summary>
    public static CleaningWish? WishOf(IReadOnlyList<AttachmentContent> files, ReadForm form)
    {
        if (Guid.TryParse(form.Text(ReportForm.Again), out var again))
        {
            return files.FirstOrDefault(file => file.AttachmentId == again && IsWorthAnotherTry(file)) is { } busy
                ? new CleaningWish(busy, []) : null;
        }

        if (!Guid.TryParse(form.Text(ReportForm.Strike), out var struck)
            || files.FirstOrDefault(file => file.AttachmentId == struck) is not { Names: { } names } mail)
        {
            return null;
        }

        var ticked = form.Values(ReportForm.StruckName).ToHashSet();
        var strike = names.Where((_, place) => ticked.Contains($"{struck}:{place}")).ToList();
        return strike.Count > 0 ? new CleaningWish(mail, strike) : null;
    }

    /// <summary>The files after one was cleaned again.</summary>
    /// <param name="files">Those that were there.</param>
    /// <param name="wish">What was asked for.</param>
    /// <param name="result">What became of it.</param>
    /// <param name="keepsOriginals">Whether the reporter wants originals kept beside cleaned copies.</param>
    public static IReadOnlyList<AttachmentContent> After(
        IReadOnlyList<AttachmentContent> files, CleaningWish wish, ReceivedFile result, bool keepsOriginals)
    {
        var (old, isStriking) = (wish.File, wish.Strike.Count > 0);
        if (result.File is not { } cleaned)
        {
            return isStriking || result.Original is not { } same ? files : [.. files.Select(file => file == old ? same : file)];
        }

        if (isStriking)
        {
            var names = old.Names!.Except(wish.Strike).ToList();
            cleaned = cleaned with
            {
                Removed = [.. (old.Removed ?? []).Union(cleaned.Removed ?? []).Order()],
                Names = names.Count > 0 ? names : null,
                Struck = true,
            };
        }

        IEnumerable<AttachmentContent> copies =
            isStriking || !keepsOriginals || result.Original is not { } original ? [cleaned] : [cleaned, original];
        return
        [
            .. files.SelectMany(file => file == old ? copies : [file])
                .Select(file => file.OriginalOf == old.AttachmentId ? file with { OriginalOf = cleaned.AttachmentId } : file),
        ];
    }

    private static string Why(NotCleaned why, string? part, Text text) =>
        string.IsNullOrEmpty(part) ? text[$"File.Why.{why}"] : $"{text[$"File.Why.{why}"]} {text["File.Why.Part", part]}";
}

/// <summary>A file that is to be cleaned again.</summary>
/// <param name="File">The file.</param>
/// <param name="Strike">Names to strike out; empty when it is tried again as it is.</param>
internal sealed record CleaningWish(AttachmentContent File, IReadOnlyList<string> Strike);
