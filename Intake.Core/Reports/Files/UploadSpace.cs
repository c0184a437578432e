using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Reports.Files;

/// <summary>How much room there is for files that are not part of a report yet (settings under <c>Intake:Uploads</c>).</summary>
public sealed record UploadSpaceSettings
{
    /// <summary>Megabytes of staged files of one scheme.</summary>
    public int SchemeMegabytes { get; init; } = 8 * 1024;

    /// <summary>Megabytes of staged files of all schemes.</summary>
    public int TotalMegabytes { get; init; } = 16 * 1024;

    /// <summary>Megabytes that stay free on <see cref="Volume"/>.</summary>
    public int FreeMegabytes { get; init; } = 2 * 1024;

    /// <summary>
    /// A folder of the volume that holds the database, where that is on this machine; nothing is looked at where the folder is
    /// not there. A database on another machine is bounded by the two sums alone.
    /// </summary>
    public string Volume { get; init; } = "/var/lib/postgresql";
}

/// <summary>
/// Whether a file may be taken in. Beyond the sums of what is staged, or below the floor of free space, files wait and text
/// goes on. Looked at once in a few seconds, so what streams meanwhile comes on top: no more than the places for uploads hold.
/// </summary>
/// <param name="settings">The bounds.</param>
/// <param name="time">The clock by which it looks again.</param>
public sealed class UploadSpace(UploadSpaceSettings settings, TimeProvider time) : IDisposable
{
    private const long Megabyte = 1024 * 1024;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim one = new(1);
    private IReadOnlyDictionary<Guid, long> staged = new Dictionary<Guid, long>();
    private long? looked;

    /// <summary>Returns when there is room for a file of this scheme.</summary>
    /// <exception cref="BusyException">There is none now.</exception>
    public async Task RequireAsync(IntakeDb db, Guid schemeId, CancellationToken cancel)
    {
        await LookAsync(db, cancel);
        if (staged.GetValueOrDefault(schemeId) >= settings.SchemeMegabytes * Megabyte
            || staged.Values.Sum() >= settings.TotalMegabytes * Megabyte
            || (Directory.Exists(settings.Volume) && new DriveInfo(settings.Volume).AvailableFreeSpace < settings.FreeMegabytes * Megabyte))
        {
            throw BusyException.Refused();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task LookAsync(IntakeDb db, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            if (looked is { } last && time.GetElapsedTime(last) < LookAgain) return;
            // What lies there, and not what a row says of its size: nobody fills the room with a number.
            staged = await db.Attachments.Where(file => file.StagingId != null)
                .Join(db.Stagings, file => file.StagingId, staging => staging.Id, (file, staging) => new { staging.SchemeId, file.Id })
                .Join(db.AttachmentChunks, file => file.Id, chunk => chunk.AttachmentId,
                    (file, chunk) => new { file.SchemeId, chunk.Bytes.Length })
                .GroupBy(chunk => chunk.SchemeId).Select(sum => new { sum.Key, Bytes = sum.Sum(chunk => (long)chunk.Length) })
                .ToDictionaryAsync(sum => sum.Key, sum => sum.Bytes, cancel);
            looked = time.GetTimestamp();
        }
        finally
        {
            one.Release();
        }
    }
}
