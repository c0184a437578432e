using System.Buffers;
using System.Data.Common;
using System.Security.Cryptography;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Intake.Core.Reports.Files;

/// <summary>
/// Streams a file into sealed rows and back. Memory per file stays near three rows (3 MiB) whatever its size; nothing
/// touches a disk in clear.
/// </summary>
public sealed class AttachmentStore(IntakeDb db, UploadLimiter places)
{
    /// <summary>A row holds about this many sealed bytes: 16 chunks. Larger rows copied fastest when measured.</summary>
    private const int RowSize = 16 * SealedStream.SealedChunkSize;

    private const string Copy = "COPY intake.attachment_chunk (attachment_id, number, bytes) FROM STDIN (FORMAT BINARY)";

    /// <summary>A new attachment's row with a fresh salt.</summary>
    public static Attachment New(Guid compartmentId, int epoch, DateOnly today, Guid? stagingId = null, Guid? reportId = null) => new()
    {
        Id = Guid.NewGuid(),
        StagingId = stagingId,
        ReportId = reportId,
        CompartmentId = compartmentId,
        Epoch = epoch,
        Salt = RandomNumberGenerator.GetBytes(Suite.SaltSize),
        SizeClass = 0,
        MadeOn = today,
    };

    /// <summary>
    /// Seals a stream under the file's key, row by row: while its sender is slow it holds neither a connection nor a lock, and
    /// a sweep that takes its staging away need not wait. A file over the limit, empty or cut short leaves nothing.
    /// </summary>
    /// <exception cref="IOException">The sender went away; nothing is stored.</exception>
    /// <exception cref="BusyException">Too many files are on their way at once; nothing is stored.</exception>
    public async Task<StoredFile> StoreAsync(Attachment attachment, SecretBytes key, string name, string mediaType, Stream body,
        long limit, CancellationToken cancel)
    {
        using var place = await places.TakeAsync(cancel);
        db.Attachments.Add(attachment);
        await db.SaveChangesAsync(cancel);
        db.Entry(attachment).State = EntityState.Detached;

        var whole = false;
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = await CopyAsync(attachment.Id, key, body, limit, hash, cancel);
            if (length is null or 0) return new StoredFile(length is null ? StoredFileFault.TooLarge : StoredFileFault.Empty, null);
            var padded = Padding.PadmeSize(length.Value);
            // Its size is set last: a file without one is not whole. The staging may have been swept meanwhile.
            whole = await db.Attachments.Where(a => a.Id == attachment.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(a => a.SizeClass, padded), cancel) == 1;
            return whole
                ? new StoredFile(null, new AttachmentContent(attachment.Id, name, mediaType, length.Value, hash.GetHashAndReset()))
                : new StoredFile(StoredFileFault.Gone, null);
        }
        catch (DbException gone) when (gone.SqlState == PostgresErrorCodes.ForeignKeyViolation)
        {
            return new StoredFile(StoredFileFault.Gone, null);
        }
        finally
        {
            if (!whole) await DropAsync(attachment);
        }
    }

    /// <summary>
    /// Opens a file to a stream. The reader refuses a cut, lengthened, reordered or altered one, at the latest at its end.
    /// </summary>
    /// <exception cref="SealedException">Anything is wrong with it.</exception>
    public async Task OpenAsync(AttachmentContent file, SecretBytes key, Stream destination, CancellationToken cancel)
    {
        using var reader = new SealedStreamReader(key.Span, file.Length);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var plain = new ArrayBufferWriter<byte>(RowSize);
        // A query for each row: one over all of them would run as long as the reader's line is slow, into the time limit.
        for (var number = 0; await RowAsync(file.AttachmentId, number, cancel) is { } row; number++)
        {
            hash.AppendData(row);
            reader.Read(row, plain);
            await destination.WriteAsync(plain.WrittenMemory, cancel);
            plain.Clear();
        }

        reader.Finish();
        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(file.StreamHash)) throw SealedException.Refused();
    }

    /// <summary>
    /// Makes the files of a staging a report's, inside the caller's transaction, and ends the staging. False when the
    /// staging, or one of its files, was swept or taken away meanwhile: the caller rolls back, so that no report lacks
    /// a file that its entries name.
    /// </summary>
    public async Task<bool> KeepAsync(Guid stagingId, Guid reportId, IReadOnlyCollection<AttachmentContent> files, CancellationToken cancel)
    {
        // The lock makes the sweep wait for us, or us for it, before either touches a file.
        var held = await db.Database.SqlQuery<Guid>($"SELECT id AS \"Value\" FROM intake.staging WHERE id = {stagingId} FOR UPDATE")
            .ToListAsync(cancel);
        return held.Count == 1 && await KeepHeldAsync(stagingId, reportId, files, cancel);
    }

    /// <summary>The same for a caller who holds the staging's lock already.</summary>
    internal async Task<bool> KeepHeldAsync(
        Guid stagingId, Guid reportId, IReadOnlyCollection<AttachmentContent> files, CancellationToken cancel)
    {
        var ids = files.Select(file => file.AttachmentId).Distinct().ToList();
        if (ids.Count != files.Count) return false;
        var moved = ids.Count == 0 ? 0 : await db.Attachments.Where(a => a.StagingId == stagingId && ids.Contains(a.Id)).ExecuteUpdateAsync(
            s => s.SetProperty(a => a.ReportId, reportId).SetProperty(a => a.StagingId, (Guid?)null), cancel);
        await db.Stagings.Where(s => s.Id == stagingId).ExecuteDeleteAsync(cancel);
        return moved == ids.Count;
    }

    /// <summary>Takes a staged file away: web may delete stagings, not attachments, so the file goes with a staging of its own.</summary>
    public async Task TakeAwayAsync(Guid schemeId, Guid stagingId, Guid attachmentId, DateOnly today, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var away = new Staging
        {
            Id = Guid.NewGuid(),
            SchemeId = schemeId,
            Sealed = RandomNumberGenerator.GetBytes(Padding.SmallestText + SealedValue.Overhead),
            MadeOn = today,
            ExpiresOn = today,
        };
        db.Stagings.Add(away);
        await db.SaveChangesAsync(cancel);
        db.Entry(away).State = EntityState.Detached;
        await db.Attachments.Where(a => a.Id == attachmentId && a.StagingId == stagingId)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.StagingId, away.Id), cancel);
        await db.Stagings.Where(s => s.Id == away.Id).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>What came of a file that is not whole; where the database is away it goes with its staging.</summary>
    private async Task DropAsync(Attachment attachment)
    {
        if (attachment.StagingId is not { } staging) return;
        try
        {
            var scheme = await db.Stagings.Where(s => s.Id == staging).Select(s => (Guid?)s.SchemeId)
                .SingleOrDefaultAsync(CancellationToken.None);
            if (scheme is { } id) await TakeAwayAsync(id, staging, attachment.Id, attachment.MadeOn, CancellationToken.None);
        }
        catch (Exception away) when (away is DbException or TimeoutException or InvalidOperationException or DbUpdateException)
        {
            return;
        }
    }

    private Task<byte[]?> RowAsync(Guid attachmentId, int number, CancellationToken cancel) =>
        db.AttachmentChunks.AsNoTracking().Where(c => c.AttachmentId == attachmentId && c.Number == number)
            .Select(c => c.Bytes).SingleOrDefaultAsync(cancel);

    private async Task<long?> CopyAsync(
        Guid attachmentId, SecretBytes key, Stream body, long limit, IncrementalHash hash, CancellationToken cancel)
    {
        using var writer = new SealedStreamWriter(key.Span);
        var row = new ArrayBufferWriter<byte>(RowSize + SealedStream.SealedChunkSize);
        var buffer = ArrayPool<byte>.Shared.Rent(SealedStream.ChunkSize * 4);
        try
        {
            var number = 0;
            int read;
            while ((read = await body.ReadAsync(buffer, cancel)) > 0)
            {
                if (writer.Length + read > limit) return null;
                writer.Write(buffer.AsSpan(0, read), row);
                if (row.WrittenCount >= RowSize) number = await WriteRowAsync(attachmentId, number, row, hash, cancel);
            }

            if (writer.Length == 0) return 0;
            var length = writer.Length;
            writer.Finish(row);
            if (row.WrittenCount > 0) await WriteRowAsync(attachmentId, number, row, hash, cancel);
            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    /// <summary>One row in a statement of its own; the connection goes back to the pool before more is read.</summary>
    private async Task<int> WriteRowAsync(
        Guid attachmentId, int number, ArrayBufferWriter<byte> row, IncrementalHash hash, CancellationToken cancel)
    {
        hash.AppendData(row.WrittenSpan);
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await using var copy = await connection.BeginBinaryImportAsync(Copy, cancel);
            await copy.StartRowAsync(cancel);
            await copy.WriteAsync(attachmentId, NpgsqlDbType.Uuid, cancel);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, cancel);
            await copy.WriteAsync(row.WrittenMemory, NpgsqlDbType.Bytea, cancel);
            await copy.CompleteAsync(cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }

        row.Clear();
        return number + 1;
    }
}

/// <summary>A file stored, or why not.</summary>
public sealed record StoredFile(StoredFileFault? Fault, AttachmentContent? File);

/// <summary>Why a file was not stored.</summary>
public enum StoredFileFault
{
    /// <summary>Over the scheme's limit.</summary>
    TooLarge,

    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>What it belonged to was swept meanwhile.</summary>
    Gone,
}
