using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Submission;

/// <summary>
/// Receives a report: what was staged becomes sealed entries, granted
/// to the mailbox and to administrators whom it does not name.
/// </summary>
public sealed class ReportDesk(IntakeDb db, VaultDb secrets, StagingDesk staging, AttachmentStore files, CertificateBooks books,
    CompartmentKeys rekeying, EntryLog log, StateRecords states, KeyDerivationLimiter derivations, ReceiptRepeats repeats,
    FileSecret fileSecret, TimeProvider time)
{
    /// <summary>Confirms what is staged under the ticket. The receipt key is in the answer and nowhere else.</summary>
    public async Task<ReceiveResult> ReceiveAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel)
        => await ReceiveAsync(scheme, ticket, await staging.LoadAsync(scheme, ticket, cancel), cancel);

    /// <summary>
    /// Confirms what is staged, by a caller who has loaded it just now; null where nothing is. Confirmed again within
    /// <see cref="ReceiptRepeats.Life"/>, the answer is what it was the first time.
    /// </summary>
    public async Task<ReceiveResult> ReceiveAsync(Scheme scheme, FormTicket ticket, StagedContent? staged, CancellationToken cancel)
    {
        var answer = await ReceiveOnceAsync(scheme, ticket, staged, cancel);
        // A ticket without a staging is that of the empty form: somebody who sat there before may have copied it.
        return answer is ReceiveResult.AlreadyReceived && ticket.Staged is not null
            ? await AgainAsync(scheme, ticket, cancel) ?? answer
            : answer;
    }

    /// <summary>What confirming the ticket gave, for as long as that may be shown again; null from then on.</summary>
    internal async Task<ReceiveResult?> AgainAsync(Scheme scheme, FormTicket ticket, CancellationToken cancel)
    {
        var used = ticket.UseHash(fileSecret);
        if (!await db.TicketUses.AnyAsync(use => use.Hash == used, cancel)) return null;
        var key = ticket.Staged is { IsDraft: true } ? null : ticket.ReportKey(fileSecret);
        try
        {
            using var derived = key is null
                ? ticket.Staged!.ReceiptSecrets()
                : await derivations.RunAsync(DerivationQueue.Receipt, key.Derive, cancel);
            if (await FindAgainAsync(ticket, derived.LookupHash, cancel) is { } row)
            {
                var dates = LegalDates.Of(row.ReceivedOn, scheme.Deadlines);
                if (key is null) return new ReceiveResult.ReceivedFromDraft(dates);
                var saved = ticket.DraftUseHash(fileSecret);
                var replaced = await db.TicketUses.AnyAsync(use => use.Hash == saved, cancel);
                var mark = repeats.MarkOf(ShownKey.Report, derived.LookupHash);
                var again = new ReceiveResult.Received(key, dates, replaced) { Mark = mark, ReportId = row.Id };
                key = null;
                return again;
            }

            return null;
        }
        finally
        {
            key?.Dispose();
        }
    }

    private async Task<Report?> FindAgainAsync(FormTicket ticket, byte[] lookupHash, CancellationToken cancel)
    {
        if (!await repeats.MayAsync(ShownKey.Report, lookupHash)) return null;
        var row = await db.Reports.AsNoTracking()
            .SingleOrDefaultAsync(r => r.LookupHash == lookupHash && r.State != ReportState.Withdrawn, cancel);
        // Another staging of the same ticket holds another text: that one was not received.
        return ticket.Staged is { } keys && row?.Id != keys.ReportId ? null : row;
    }

    private async Task<ReceiveResult> ReceiveOnceAsync(Scheme scheme, FormTicket ticket, StagedContent? staged, CancellationToken cancel)
    {
        if (ticket.Staged is not { } keys || staged is not { } content)
        {
            return await GoneAsync(ticket, cancel);
        }

        var to = (await PeopleAsync(scheme, cancel)).Receive(content);
        if (to.Readers.Count == 0) return new ReceiveResult.NotOpen();
        using var vault = await secrets.SecretOfAsync(keys.ReportId, cancel);
        if (vault is null) return await GoneAsync(ticket, cancel);

        if (keys.IsDraft)
        {
            using var kept = keys.ReceiptSecrets();
            return await ReceiveAsync(scheme, ticket, keys, content, new(to, vault, kept), cancel);
        }

        // The derivation costs 19 MiB and some 20 ms: before the transaction, never in it.
        var key = ticket.ReportKey(fileSecret);
        try
        {
            using var derived = await derivations.RunAsync(DerivationQueue.Receipt, key.Derive, cancel);
            var answer = await ReceiveAsync(scheme, ticket, keys, content, new(to, vault, derived, key), cancel);
            if (answer is not ReceiveResult.Received) key.Dispose();
            return answer;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>What naming people in the staged report will do, for the page that asks before it is sent.</summary>
    public async Task<Naming> NamedAsync(Scheme scheme, StagedContent content, CancellationToken cancel)
        => (await PeopleAsync(scheme, cancel)).NamingIn(content);

    /// <summary>Whether the scheme can receive reports: enough certified administrators, the deputy included.</summary>
    public async Task<bool> IsOpenAsync(Scheme scheme, CancellationToken cancel)
        => (await PeopleAsync(scheme, cancel)).Administrators >= scheme.Administrator.Required;

    private async Task<ReceiveResult> ReceiveAsync(
        Scheme scheme, FormTicket ticket, StagedKeys keys, StagedContent content, Delivery to, CancellationToken cancel)
    {
        try
        {
            return await SaveAsync(scheme, ticket, keys, content, to, cancel) ?? await GoneAsync(ticket, cancel);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new ReceiveResult.AlreadyReceived();
        }
    }

    private async Task<ReceiveResult?> SaveAsync(
        Scheme scheme, FormTicket ticket, StagedKeys keys, StagedContent content, Delivery to, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var identity = new ReportIdentity(scheme.Id, keys.ReportId, to.Secrets.Encryption.Public, to.Secrets.Signing.Public);
        using var mailbox = UnlockedMailbox.From(identity, to.Secrets);
        using var gateCard = OpenCompartment.FromFirstKey(
            new(identity, CompartmentKind.GateCard, keys.GateCardId), SecretBytes.CopyOf(keys.GateCardKey.Span));
        using var dialogue = OpenCompartment.FromFirstKey(
            new(identity, CompartmentKind.Dialogue, keys.DialogueId), SecretBytes.CopyOf(keys.DialogueKey.Span));

        var arrived = content.ArrivedOn ?? today;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // The staging's row first, as everything that saves, deletes, sweeps or rewrites it does; its draft goes with it.
        if (await staging.HoldAsync(scheme, keys, cancel) is not { } held) return null;
        if (!ReferenceEquals(held, content) && !ContentJson.Write(held).AsSpan().SequenceEqual(ContentJson.Write(content)))
            return new ReceiveResult.Changed(held);
        var replaces = await db.Drafts.AnyAsync(d => d.StagingId == keys.StagingId, cancel);
        db.TicketUses.Add(new TicketUse { Hash = ticket.UseHash(fileSecret), ExpiresOn = today.AddDays(3) });
        var rule = to.People.Rule;
        var row = new Report
        {
            Id = keys.ReportId,
            SchemeId = scheme.Id,
            ReceivedOn = arrived,
            LookupHash = to.Secrets.LookupHash,
            MailboxEncryptionKey = identity.MailboxEncryptionKey,
            MailboxSigningKey = identity.MailboxSigningKey,
            MailboxWrap = MailboxWrap.Seal(mailbox, gateCard, dialogue, rule.Ids, today),
        };
        db.Reports.Add(row);
        rekeying.AddFirst(row.Id, gateCard, today);
        rekeying.AddFirst(row.Id, dialogue, today);
        foreach (var reader in to.People.Readers)
        {
            rekeying.GrantFirst(gateCard, mailbox, new Party(reader), today, rule);
            rekeying.GrantFirst(dialogue, mailbox, new Party(reader), today, rule);
        }

        log.AddFirst(gateCard, to.Vault, mailbox, today, [(EntryKind.Named, ContentJson.Write(NamedIn(scheme, content, to.People.Named)))]);
        log.AddFirst(dialogue, to.Vault, mailbox, today,
        [
            (EntryKind.Report, ContentJson.Write(content.Report)),
            .. content.Files.Select(f => (EntryKind.Attachment, ContentJson.Write(f.AsSent()))),
            .. to.People.Exclusions.Select(exclusion => (EntryKind.Exclusion, ContentJson.Write(exclusion))),
        ]);

        var dates = LegalDates.Of(arrived, scheme.Deadlines);
        await CaseMoves.TakeAsync(db, CaseLifecycle.Receive, row, today,
            [dates.Acknowledgement, DeadlinePolicy.Screening(arrived, scheme.Deadlines), dates.Feedback], cancel);
        await db.SaveChangesAsync(cancel);
        await states.AddAsync(identity, mailbox, new Dictionary<string, string>(), today, cancel);
        if (!await files.KeepHeldAsync(keys.StagingId, row.Id, content.Files, cancel)) return null;
        await repeats.BeginAsync(ShownKey.Report, to.Secrets.LookupHash);
        // Not given up when the browser does: a second click ends the first request, and waits for what came of it.
        await transaction.CommitAsync(CancellationToken.None);
        if (to.Key is not { } key) return new ReceiveResult.ReceivedFromDraft(dates);
        var shown = repeats.MarkOf(ShownKey.Report, to.Secrets.LookupHash);
        return new ReceiveResult.Received(key, dates, replaces) { Mark = shown, ReportId = row.Id };
    }

    private async Task<ReceiveResult> GoneAsync(FormTicket ticket, CancellationToken cancel)
        => await staging.IsUsedAsync(ticket, cancel) ? new ReceiveResult.AlreadyReceived() : new ReceiveResult.Expired();

    private static NamedContent NamedIn(Scheme scheme, StagedContent content, IEnumerable<Certificate> named)
        => new(content.Report.Unit, content.Report.Involved,
            [.. scheme.WhoReads.Readers.Where(r => content.NamedReaders.Contains(r.Name)).Select(r => r.Name)],
            [.. named.Select(c => new NamedPerson(c.PersonId, c.FullName))]);

    private async Task<SchemePeople> PeopleAsync(Scheme scheme, CancellationToken cancel)
    {
        var book = await books.OfAsync(db, scheme.Id, cancel);
        var accounts = await db.Staff.AsNoTracking().Where(s => s.SchemeId == scheme.Id).ToDictionaryAsync(s => s.Id, cancel);
        return new SchemePeople(
            scheme, [.. book.Current.Where(c => CertificateBooks.MayHold(accounts.GetValueOrDefault(c.PersonId), c))],
            new(accounts.Values.ToDictionary(s => s.Id, s => s.Email), book.Ever));
    }

    private sealed record Delivery(Reception People, SecretBytes Vault, ReceiptSecrets Secrets, ReceiptKey? Key = null);
}

/// <summary>What came of confirming a report.</summary>
public abstract record ReceiveResult
{
    private ReceiveResult() { }

    /// <summary>
    /// Received and durable. The key is shown once and then disposed
    /// of; a draft's key that it replaces opens nothing any longer.
    /// </summary>
    public sealed record Received(ReceiptKey Key, LegalDates Dates, bool ReplacesDraft = false) : ReceiveResult
    {
        /// <summary>Posted by the page's button to leave: see <see cref="ReceiptRepeats.MarkOf"/>.</summary>
        public string Mark { get; init; } = "";

        /// <summary>The report, for the person who takes it down and may open it. A page for reporters never has it.</summary>
        public required Guid ReportId { get; init; }
    }

    /// <summary>Received and durable, under the receipt key that its draft had.</summary>
    public sealed record ReceivedFromDraft(LegalDates Dates) : ReceiveResult;

    /// <summary>This form became a report before; its key was shown then.</summary>
    public sealed record AlreadyReceived : ReceiveResult;

    /// <summary>Another page on the same staging saved something else meanwhile; nothing was sent.</summary>
    public sealed record Changed(StagedContent Staged) : ReceiveResult;

    /// <summary>Nothing is staged under this ticket any longer.</summary>
    public sealed record Expired : ReceiveResult;

    /// <summary>There is nobody who may open it.</summary>
    public sealed record NotOpen : ReceiveResult;

    /// <summary>The person who takes the report down is part of it: somebody else has to.</summary>
    public sealed record Concerned : ReceiveResult;
}

/// <summary>The dates a reporter is promised at receipt.</summary>
public sealed record LegalDates(Deadline Acknowledgement, Deadline Feedback)
{
    /// <summary>When to look into the mailbox at the latest: the day after it must have been acknowledged.</summary>
    public DateOnly ComeBack => Acknowledgement.Due.AddDays(1);

    /// <summary>Computed from the day of receipt.</summary>
    public static LegalDates Of(DateOnly received, DeadlineSettings settings)
        => new(DeadlinePolicy.Acknowledgement(received, settings), DeadlinePolicy.Feedback(received, acknowledged: null, settings));
}
