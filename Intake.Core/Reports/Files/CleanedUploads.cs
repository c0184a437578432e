using Intake.Core.Cleaning;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Files;

/// <summary>
/// Seals a reporter's file as it streams in, then opens it into the cleaner's sandbox and seals what comes out as a file of
/// its own. In between it is in clear in memory alone (promise 10).
/// </summary>
public sealed class CleanedUploads(AttachmentStore files, CleaningBudget cleaner)
{
    /// <summary>How much larger a cleaned file may be: pages become pictures.</summary>
    private const int Growth = 2;

    /// <summary>Receives one file; when it could be cleaned, both it and its cleaned copy are sealed.</summary>
    /// <exception cref="IOException">The sender went away; nothing is stored.</exception>
    /// <exception cref="Storage.BusyException">Too many files are on their way at once.</exception>
    public async Task<ReceivedFile> ReceiveAsync(
        UploadTarget place, string name, string mediaType, Stream body, long limit, CancellationToken cancel)
    {
        var attachment = place.New();
        using var key = place.Key(attachment);
        var stored = await files.StoreAsync(attachment, key, name, mediaType, body, limit, cancel);
        return stored.File is { } file
            ? await CleanAsync(place, key, file, [], limit, cancel)
            : ReceivedFile.Not(stored.Fault!.Value);
    }

    /// <summary>
    /// Cleans a file again that is kept already: one that found no place before, or a text in which names are to be struck
    /// out. The file stays as it is beside the cleaned copy; the caller takes away what is no longer wanted.
    /// </summary>
    /// <param name="place">Where the copy goes.</param>
    /// <param name="row">The file's row.</param>
    /// <param name="file">The file.</param>
    /// <param name="strike">Names to strike out.</param>
    /// <param name="limit">The most bytes that a reporter's file may have.</param>
    /// <param name="cancel">Ends it; nothing is stored.</param>
    public async Task<ReceivedFile> AgainAsync(UploadTarget place, Attachment row, AttachmentContent file, IReadOnlyList<string> strike,
        long limit, CancellationToken cancel)
    {
        using var key = place.Key(row);
        return await CleanAsync(place, key, file, strike, limit, cancel);
    }

    private async Task<ReceivedFile> CleanAsync(UploadTarget place, SecretBytes key, AttachmentContent original,
        IReadOnlyList<string> strike, long limit, CancellationToken cancel)
    {
        AttachmentContent? clean = null;
        var order = new CleaningOrder(original.Length, Growth * limit, strike);
        var refusal = await cleaner.CleanAsync(order, OpenAsync, SealAsync, cancel);
        if (refusal is null && clean is not null)
        {
            var beside = original with { OriginalOf = clean.AttachmentId, Uncleaned = null, UncleanedPart = null, Names = null };
            return new ReceivedFile(null, clean, beside);
        }

        return new ReceivedFile(
            null, original with { Uncleaned = refusal?.Why ?? NotCleaned.Failed, UncleanedPart = refusal?.Part }, null);

        Task OpenAsync(Stream destination, CancellationToken opening) => files.OpenAsync(original, key, destination, opening);

        async Task SealAsync(Cleaned cleaned, Stream content, CancellationToken sealing)
        {
            var copy = place.New();
            using var copyKey = place.Key(copy);
            var sealedCopy = await files.StoreAsync(
                copy, copyKey, FileNames.WithEnding(original.Name, cleaned.Ending), original.MediaType, content, cleaned.Length, sealing);
            clean = sealedCopy.File is { } file
                ? file with { Removed = cleaned.Removed, Names = cleaned.Names is { Count: > 0 } names ? names : null }
                : null;
        }
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
