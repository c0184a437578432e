using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Submission;

/// <summary>
/// Holds what a reporter has written and uploaded between the form and its confirmation: sealed under keys that only the
/// page's ticket carries, in short transactions, with dates only. FORMAT.md §14, §15.
/// </summary>
public sealed class StagingDesk(IntakeDb db, VaultDb vault, CleanedUploads files, AttachmentStore store, FileSecret fileSecret,
    OpeningCount count, UploadSpace space, TimeProvider time)
{
    /// <summary>How long a form may lie open, from its first showing to its confirmation.</summary>
    public static readonly TimeSpan TicketLife = TimeSpan.FromHours(24);

    private (Guid SchemeId, StagedKeys Keys, byte[] Hash, StagedContent? Content)? opened;

    /// <summary>A ticket for a fresh form.</summary>
    public FormTicket NewTicket() => FormTicket.New(time.GetUtcNow());

    /// <summary>A ticket's hidden-field value.</summary>
    public string Seal(Scheme scheme, FormTicket ticket) => ticket.Seal(fileSecret, scheme.Id);

    /// <summary>The ticket behind a hidden field's value; null when it is forged, another scheme's or too old.</summary>
    public FormTicket? Open(Scheme scheme, string? value)
    {
        if (string.IsNullOrEmpty(value)) return null;
        try
        {
            var ticket = FormTicket.Open(fileSecret, scheme.Id, value);
            if (time.GetUtcNow() - ticket.Issued <= Life(scheme, ticket)) return ticket;
            ticket.Dispose();
            return null;
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Whether a hidden field's value is a ticket of this scheme that we made, however old it is.</summary>
    public bool IsOurs(Scheme scheme, string value)
    {
        using var ticket = Known(scheme, value);
        return ticket is not null;
    }

    /// <summary>
    /// Makes the ticket's staging if it has none: the vault secret first, then the row that files hang on.
    /// </summary>
    public async Task<FormTicket> BeginAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel)
    {
        return ticket.Staged is not null ? ticket : await BeginWithAsync(scheme, ticket, [], cancel);
    }

    /// <summary>Stages what is written, beginning the staging where there is none. Null when it was swept meanwhile.</summary>
    public async Task<FormTicket?> StageAsync(Scheme scheme, FormTicket ticket, StagedContent content, CancellationToken cancel)
    {
        if (ticket.Staged is null) return await BeginWithAsync(scheme, ticket, ContentJson.Write(content), cancel);
        return await SaveAsync(scheme, ticket, content, cancel) ? ticket : null;
    }

    /// <summary>
    /// Seals one uploaded file as it streams in, and its cleaned copy;
    /// nothing of it stays when it is too large, empty or cut short.
    /// </summary>
    /// <param name="keepOriginal">Whether the original stays beside the cleaned copy.</param>
    public async Task<ReceivedFile> AddFileAsync(Scheme scheme, FormTicket ticket, string name, string mediaType, Stream body, long limit,
        bool keepOriginal, CancellationToken cancel)
    {
        var keys = ticket.Staged ?? throw new InvalidOperationException("A file needs a staging to hang on.");
        using var secret = await vault.SecretOfAsync(keys.ReportId, cancel);
        if (secret is null) return ReceivedFile.Not(StoredFileFault.Gone);
        await space.RequireAsync(db, scheme.Id, cancel);
        if (await db.Attachments.CountAsync(a => a.StagingId == keys.StagingId, cancel) >= FilesOf(scheme)) throw BusyException.Refused();
        var received = await ReceivedAsync(PlaceOf(keys, secret), name, mediaType, body, limit, cancel);
        if (received.Original is not { } original || keepOriginal) return received;
        await RemoveFileAsync(scheme, ticket, original.AttachmentId, cancel);
        return received with { Original = null };
    }

    /// <summary>Of a page that is posted often at once, one post may take away the files of another that is still cleaning them.</summary>
    private async Task<ReceivedFile> ReceivedAsync(
        UploadTarget place, string name, string mediaType, Stream body, long limit, CancellationToken cancel)
    {
        try
        {
            return await files.ReceiveAsync(place, name, mediaType, body, limit, cancel);
        }
        catch (SealedException)
        {
            throw BusyException.Refused();
        }
    }

    /// <summary>Cleans a staged file again, as <see cref="CleanedUploads.AgainAsync"/> does.</summary>
    public async Task<ReceivedFile> CleanAgainAsync(
        FormTicket ticket, AttachmentContent file, IReadOnlyList<string> strike, long limit, CancellationToken cancel)
    {
        var keys = ticket.Staged ?? throw new InvalidOperationException("A file needs a staging to hang on.");
        using var secret = await vault.SecretOfAsync(keys.ReportId, cancel);
        var row = await db.Attachments.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == file.AttachmentId && a.StagingId == keys.StagingId, cancel);
        return secret is null || row is null
            ? ReceivedFile.Not(StoredFileFault.Gone)
            : await files.AgainAsync(PlaceOf(keys, secret), row, file, strike, limit, cancel);
    }

    /// <summary>Takes a staged file away again.</summary>
    public Task RemoveFileAsync(Scheme scheme, FormTicket ticket, Guid attachmentId, CancellationToken cancel) => ticket.Staged is { } keys
        ? store.TakeAwayAsync(scheme.Id, keys.StagingId, attachmentId, CopenhagenClock.Today(time), cancel)
        : Task.CompletedTask;

    /// <summary>Seals what is written so far. False when the staging was swept meanwhile.</summary>
    public async Task<bool> SaveAsync(Scheme scheme, FormTicket ticket, StagedContent content, CancellationToken cancel)
    {
        var keys = ticket.Staged ?? throw new InvalidOperationException("Nothing is staged yet.");
        var text = keys.SealText(scheme.Id, ContentJson.Write(content));
        return await db.Stagings.Where(s => s.Id == keys.StagingId)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Sealed, text), cancel) == 1;
    }

    /// <summary>What is staged under a ticket; null when nothing is, or no longer.</summary>
    public async Task<StagedContent?> LoadAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel)
    {
        if (ticket.Staged is not { } keys) return null;
        var row = await db.Stagings.AsNoTracking().SingleOrDefaultAsync(s => s.Id == keys.StagingId, cancel);
        return row is null ? null : Open(scheme, keys, row.Sealed);
    }

    /// <summary>Takes what is staged away at once, with its files and its vault secret. False when there is nothing any longer.</summary>
    internal async Task<bool> TakeAwayAsync(FormTicket ticket, CancellationToken cancel)
    {
        if (ticket.Staged is not { } keys) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // A request that sends it at this moment holds the row's lock: then there is nothing to delete here or in the vault.
        if (await db.Stagings.Where(s => s.Id == keys.StagingId).ExecuteDeleteAsync(cancel) == 0) return false;
        await vault.Secrets.Where(s => s.ReportId == keys.ReportId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// The same inside the caller's transaction, with the row's lock: nobody saves, deletes or sweeps it before that ends.
    /// </summary>
    internal async Task<StagedContent?> HoldAsync(Scheme scheme, StagedKeys keys, CancellationToken cancel)
    {
        var held = await db.Database.SqlQuery<byte[]>(
                $"SELECT sealed AS \"Value\" FROM intake.staging WHERE id = {keys.StagingId} FOR UPDATE")
            .ToListAsync(cancel);
        return held.Count == 1 ? Open(scheme, keys, held[0]) : null;
    }

    /// <summary>Whether the ticket has become a report already, by itself or by another page on the same draft.</summary>
    public async Task<bool> IsUsedAsync(FormTicket ticket, CancellationToken cancel)
    {
        var hash = ticket.UseHash(fileSecret);
        return await db.TicketUses.AsNoTracking().AnyAsync(t => t.Hash == hash, cancel)
            || (ticket.Staged is { IsDraft: true } keys && await db.Reports.AnyAsync(r => r.Id == keys.ReportId, cancel));
    }

    private UploadTarget PlaceOf(StagedKeys keys, SecretBytes secret) => new(
        () => AttachmentStore.New(keys.DialogueId, epoch: 1, CopenhagenClock.Today(time), stagingId: keys.StagingId),
        attachment => keys.FileKey(secret, attachment.Id, attachment.Salt));

    /// <summary>A page on a saved draft is good for as long as the draft may be kept.</summary>
    private static TimeSpan Life(Scheme scheme, FormTicket ticket)
        => ticket.Staged is { IsDraft: true } ? TicketLife + TimeSpan.FromDays(scheme.Deadlines.DraftDays) : TicketLife;

    /// <summary>Files that one staging may hold: those of a post and of the one before, each with its copy.</summary>
    private static int FilesOf(Scheme scheme) => 4 * scheme.Limits.FilesPerPost;

    /// <summary>Posts of one empty page that are taken: an impatient person's, and no machine's.</summary>
    private const int StagingsOfATicket = 8;

    /// <summary>The ticket behind a hidden field's value, however old; null when it is none of this scheme's.</summary>
    internal FormTicket? Known(Scheme scheme, string value)
    {
        try
        {
            return FormTicket.Open(fileSecret, scheme.Id, value);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Opens a staging's text, once a request for the same stored bytes.</summary>
    private StagedContent? Open(Scheme scheme, StagedKeys keys, byte[] sealedText)
    {
        var hash = SHA256.HashData(sealedText);
        if (opened is { } known && known.SchemeId == scheme.Id && ReferenceEquals(known.Keys, keys)
            && known.Hash.AsSpan().SequenceEqual(hash))
        {
            return known.Content;
        }

        count.StagedText();
        using var text = keys.OpenText(scheme.Id, sealedText);
        var content = text.Length == 0 ? null : ContentJson.Read<StagedContent>(text.Span);
        opened = (scheme.Id, keys, hash, content);
        return content;
    }

    /// <summary>A staging for a ticket whose sender is signed in: each begins one of its own.</summary>
    internal async Task<FormTicket> BeginApartAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel) =>
        await BeginUnderAsync(scheme, ticket, StagedKeys.New(), [], cancel) ?? throw BusyException.Refused();

    /// <summary>
    /// One of the few stagings that a ticket has, whose keys come from it: each post of the page begins the next, so that each
    /// page sends what it shows, and one ticket fills no disk. One that was ever begun is never begun again.
    /// </summary>
    /// <exception cref="BusyException">The page was posted more often than people do; a fresh one goes on.</exception>
    private async Task<FormTicket> BeginWithAsync(Scheme scheme, FormTicket ticket, byte[] text, CancellationToken cancel)
    {
        for (byte number = 1; number <= StagingsOfATicket; number++)
        {
            var keys = ticket.StagingKeys(fileSecret, number);
            if (await BeginUnderAsync(scheme, ticket, keys, text, cancel) is { } begun) return begun;
            keys.Dispose();
        }

        throw BusyException.Refused();
    }

    /// <summary>Null when there was a staging, a draft or a report under these keys: its vault secret is there already.</summary>
    private async Task<FormTicket?> BeginUnderAsync(
        Scheme scheme, FormTicket ticket, StagedKeys keys, byte[] text, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        using (var secret = SecretBytes.Random(Suite.KeySize))
        {
            var made = await vault.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO vault.vault_secret (report_id, secret, made_on)
                VALUES ({keys.ReportId}, {secret.Span.ToArray()}, {today}) ON CONFLICT DO NOTHING
                """,
                cancel);
            if (made == 0) return null;
        }

        db.Stagings.Add(new Staging
        {
            Id = keys.StagingId,
            SchemeId = scheme.Id,
            Sealed = keys.SealText(scheme.Id, text),
            MadeOn = today,
            ExpiresOn = today.AddDays(1),
        });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        return ticket.With(keys);
    }
}
