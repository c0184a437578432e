using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Submission;

/// <summary>
/// Keeps unfinished reports for those who are still writing them: what is staged stays for the scheme's number of days,
/// under a receipt key that is made now and that the report will have. FORMAT.md §15.
/// </summary>
public sealed class DraftDesk(IntakeDb db, VaultDb vault, StagingDesk staging, KeyDerivationLimiter derivations, ReceiptRepeats repeats,
    FileSecret fileSecret, TimeProvider time)
{
    /// <summary>
    /// Makes a draft of what is staged under the ticket; where it is one already, it is kept for as long again. The same
    /// saved again within <see cref="ReceiptRepeats.Life"/> gets what it got the first time.
    /// </summary>
    public async Task<DraftResult> SaveAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel)
    {
        if (ticket.Staged is not { } keys) return new DraftResult.Gone();
        var until = CopenhagenClock.Today(time).AddDays(scheme.Deadlines.DraftDays);
        if (keys.IsDraft)
        {
            return await ProlongAsync(keys, until, cancel) == 1 ? new DraftResult.Kept(Fresh(keys.Copy()), until) : new DraftResult.Gone();
        }

        var key = ticket.DraftKey(fileSecret);
        try
        {
            using var secrets = await derivations.RunAsync(DerivationQueue.Receipt, key.Derive, cancel);
            var answer = await AddAsync(scheme, ticket, keys, secrets, until, cancel) switch
            {
                Added.Now => Shown(Fresh(keys.Under(secrets)), until, key, secrets),
                Added.Before => await AgainAsync(scheme, ticket, secrets, key, cancel) ?? (DraftResult)new DraftResult.AlreadyMade(),
                _ => new DraftResult.Gone(),
            };
            if (answer is not DraftResult.Kept) key.Dispose();
            return answer;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>What saving the same gave just now; null when that may not be shown again, or when something else is saved now.</summary>
    private async Task<DraftResult.Kept?> AgainAsync(
        Scheme scheme, FormTicket ticket, ReceiptSecrets secrets, ReceiptKey key, CancellationToken cancel)
    {
        if (!await repeats.MayAsync(ShownKey.Draft, secrets.LookupHash) || await FindAsync(secrets, cancel) is not { } draft) return null;
        var saved = await staging.LoadAsync(scheme, draft.Ticket, cancel);
        var sent = await staging.LoadAsync(scheme, ticket, cancel);
        if (saved is not null && sent is not null && saved.SaysTheSameAs(sent))
            return Shown(draft.Ticket, draft.KeptUntil, key, secrets);
        draft.Dispose();
        return null;
    }

    private DraftResult.Kept Shown(FormTicket ticket, DateOnly until, ReceiptKey key, ReceiptSecrets secrets) =>
        new(ticket, until, key) { Mark = repeats.MarkOf(ShownKey.Draft, secrets.LookupHash) };

    /// <summary>Takes a draft away at once, with its files and its vault secret. False when there is none any longer.</summary>
    public async Task<bool> DeleteAsync(FormTicket ticket, CancellationToken cancel) =>
        ticket.Staged is { IsDraft: true } && await staging.TakeAwayAsync(ticket, cancel);

    /// <summary>The draft behind a receipt key; null when there is none, when its time is over, or when its row was altered.</summary>
    internal async Task<UnlockedDraft?> FindAsync(ReceiptSecrets secrets, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var found = await db.Drafts.AsNoTracking().Where(d => d.LookupHash == secrets.LookupHash)
            .Join(db.Stagings.Where(s => s.ExpiresOn > today), d => d.StagingId, s => s.Id,
                (d, s) => new { Draft = d, s.SchemeId, s.ExpiresOn })
            .SingleOrDefaultAsync(cancel);
        if (found is null) return null;
        using var secret = await vault.SecretOfAsync(found.Draft.ReportId, cancel);
        if (secret is null) return null;
        try
        {
            var keys = DraftSeal.Open(secrets, secret, found.SchemeId, found.Draft.StagingId, found.Draft.ReportId, found.Draft.Sealed);
            return new UnlockedDraft(found.SchemeId, Fresh(keys), found.ExpiresOn.AddDays(-1));
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private async Task<Added> AddAsync(
        Scheme scheme, FormTicket ticket, StagedKeys keys, ReceiptSecrets secrets, DateOnly until, CancellationToken cancel)
    {
        using var secret = await vault.SecretOfAsync(keys.ReportId, cancel);
        if (secret is null) return Added.Not;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await ProlongAsync(keys, until, cancel) == 0) return Added.Not;
        db.TicketUses.Add(new TicketUse { Hash = ticket.DraftUseHash(fileSecret), ExpiresOn = CopenhagenClock.Today(time).AddDays(3) });
        db.Drafts.Add(new Draft
        {
            StagingId = keys.StagingId,
            ReportId = keys.ReportId,
            LookupHash = secrets.LookupHash,
            Sealed = DraftSeal.Seal(secrets, secret, scheme.Id, keys),
        });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return Added.Before;
        }

        await repeats.BeginAsync(ShownKey.Draft, secrets.LookupHash);
        await transaction.CommitAsync(CancellationToken.None);
        return Added.Now;
    }

    private enum Added
    {
        Not,
        Now,
        Before,
    }

    /// <summary>The day after the last one kept is the first on which the sweep may take it.</summary>
    private Task<int> ProlongAsync(StagedKeys keys, DateOnly until, CancellationToken cancel) => db.Stagings
        .Where(s => s.Id == keys.StagingId).ExecuteUpdateAsync(set => set.SetProperty(s => s.ExpiresOn, until.AddDays(1)), cancel);

    /// <summary>Pages that go on with a draft get a ticket of their own.</summary>
    private FormTicket Fresh(StagedKeys keys)
    {
        using var ticket = FormTicket.New(time.GetUtcNow());
        return ticket.With(keys);
    }
}

/// <summary>What came of saving a draft.</summary>
public abstract record DraftResult
{
    private DraftResult() { }

    /// <summary>
    /// Kept and durable, until the end of a day. A draft made now has a key, which is shown once and then disposed of;
    /// saved again, it keeps the one it has. The ticket goes on with it.
    /// </summary>
    public sealed record Kept(FormTicket Ticket, DateOnly KeptUntil, ReceiptKey? Key = null) : DraftResult, IDisposable
    {
        /// <summary>Posted by the button to leave of the page with the key: see <see cref="ReceiptRepeats.MarkOf"/>.</summary>
        public string Mark { get; init; } = "";

        public void Dispose()
        {
            Ticket.Dispose();
            Key?.Dispose();
        }
    }

    /// <summary>This page made a draft before; its key was shown then.</summary>
    public sealed record AlreadyMade : DraftResult;

    /// <summary>What was staged was sent, deleted or swept meanwhile.</summary>
    public sealed record Gone : DraftResult;
}

/// <summary>A draft that its reporter came back to: a ticket with its keys, and the last day it is kept.</summary>
public sealed record UnlockedDraft(Guid SchemeId, FormTicket Ticket, DateOnly KeptUntil) : IDisposable
{
    public void Dispose() => Ticket.Dispose();
}
