using Intake.Core.Cleaning;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;

namespace Intake.Core.Submission;

/// <summary>
/// Seals a reporter's file as it streams in, then opens it into the cleaner's sandbox and seals what comes out as a file of
/// its own. In between it is in clear in memory alone (promise 10).
/// </summary>
public sealed class CleanedUploads(AttachmentStore files, CleaningBudget cleaner)
{
    /// <summary>How much larger a cleaned file may be: pages become pictures.</summary>
    private const int Growth = 2;

    private static readonly string[] PlainEndings = [".txt", ".csv", ".md", ".log"];

    /// <summary>Receives one file; when it could be cleaned, both it and its cleaned copy are sealed.</summary>
    /// <exception cref="IOException">The sender went away; nothing is stored.</exception>
    /// <exception cref="Storage.BusyException">Too many files are on their way at once.</exception>
    public async Task<ReceivedFile> ReceiveAsync(
        UploadTarget place, string name, string mediaType, Stream body, long limit, CancellationToken cancel)
    {
        await using var looked = new FileTypeStream(body);
        var attachment = place.New();
        using var key = place.Key(attachment);
        var stored = await files.StoreAsync(attachment, key, name, mediaType, looked, limit, cancel);
        if (stored.File is not { } original) return ReceivedFile.Not(stored.Fault!.Value);

        AttachmentContent? clean = null;
        var why = await cleaner.CleanAsync(looked.Kind, original.Length, Growth * limit, OpenAsync, SealAsync, cancel);
        return why is null && clean is not null
            ? new ReceivedFile(null, clean, original with { OriginalOf = clean.AttachmentId })
            : new ReceivedFile(null, original with { Uncleaned = why ?? NotCleaned.Failed }, null);

        Task OpenAsync(Stream destination, CancellationToken opening) => files.OpenAsync(original, key, destination, opening);

        async Task SealAsync(Cleaned cleaned, Stream content, CancellationToken sealing)
        {
            var copy = place.New();
            using var copyKey = place.Key(copy);
            var sealedCopy = await files.StoreAsync(
                copy, copyKey, NameOf(name, cleaned.Ending), mediaType, content, cleaned.Length, sealing);
            clean = sealedCopy.File is { } file ? file with { Removed = cleaned.Removed } : null;
        }
    }

    /// <summary>The name with the ending of what the file is.</summary>
    private static string NameOf(string name, string ending)
    {
        var own = Path.GetExtension(name);
        return ending switch
        {
            "txt" when PlainEndings.Contains(own.ToLowerInvariant()) => name,
            "jpg" when own.Equals(".jpeg", StringComparison.OrdinalIgnoreCase) => name,
            "tiff" when own.Equals(".tif", StringComparison.OrdinalIgnoreCase) => name,
            _ when own.Equals("." + ending, StringComparison.OrdinalIgnoreCase) => name,
            _ => $"{Path.GetFileNameWithoutExtension(name)}.{ending}",
        };
    }
}

/// <summary>Where a file and its cleaned copy go, and the keys that seal them there.</summary>
/// <param name="New">A new attachment's row.</param>
/// <param name="Key">Its key.</param>
public sealed record UploadTarget(Func<Attachment> New, Func<Attachment, SecretBytes> Key);

/// <summary>
/// What was received: the cleaned copy and the original, or the original alone where it can't be cleaned, or why
/// nothing is stored.
/// </summary>
public sealed record ReceivedFile(StoredFileFault? Fault, AttachmentContent? File, AttachmentContent? Original)
{
    internal static ReceivedFile Not(StoredFileFault fault) => new(fault, null, null);
}
