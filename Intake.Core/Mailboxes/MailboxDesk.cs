using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Files;
using Intake.Core.Sealing;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Mailboxes;

/// <summary>
/// The reporter's way back. Opening costs exactly one key derivation, right or wrong; reading writes nothing, so nobody
/// can tell from the database when a reporter came.
/// </summary>
public sealed class MailboxDesk(IntakeDb db, ReportAccess access, EntryLog log, CompartmentKeys rekeying, AttachmentStore files,
    KeyDerivationLimiter derivations, RingKeys rings, FormUse form, TimeProvider time)
{
    /// <summary>How long a mailbox stays open without a request.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);

    /// <summary>
    /// How long at most, used or not, from the start of the clock hour it began in. Only that hour is known, and only to the
    /// cookie: it names the hour's key, under which each renewal is sealed again.
    /// </summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>How many answers, files and choices one mailbox takes.</summary>
    public const int MostEntries = 300;

    /// <summary>
    /// How many sealed bytes of answers one mailbox takes: a page of it is drawn whole, so this bounds what one visit costs.
    /// Files have the scheme's own limits.
    /// </summary>
    public const long MostBytes = 4L * 1024 * 1024;

    private static readonly EntryKind[] Written = [.. EntryKinds.FillingMailbox];

    private static readonly ReportTransition[] WhenAsked = [CaseLifecycle.Reply, CaseLifecycle.AnswerCheckIn];

    /// <summary>Opens the mailbox of a well-formed key; null when there is none.</summary>
    public async Task<UnlockedMailbox?> OpenAsync(ReceiptKey key, CancellationToken cancel)
    {
        using var secrets = await derivations.RunAsync(DerivationQueue.Mailbox, key.Derive, cancel);
        return await FindAsync(secrets, cancel);
    }

    /// <summary>The mailbox of a derived key; null when there is none.</summary>
    internal async Task<UnlockedMailbox?> FindAsync(ReceiptSecrets secrets, CancellationToken cancel)
    {
        var row = await db.Reports.AsNoTracking().SingleOrDefaultAsync(
            r => r.LookupHash == secrets.LookupHash && r.State != ReportState.Withdrawn, cancel);
        // The same work for a key that opens nothing: the row's keys are compared, never trusted.
        try
        {
            var identity = new ReportIdentity(row?.SchemeId ?? Guid.Empty, row?.Id ?? Guid.Empty,
                row?.MailboxEncryptionKey ?? secrets.Encryption.Public, row?.MailboxSigningKey ?? secrets.Signing.Public);
            var mailbox = UnlockedMailbox.From(identity, secrets);
            if (row is not null) return mailbox;
            mailbox.Dispose();
            return null;
        }
        catch (SealedException)
        {
            // A row whose keys somebody changed is no mailbox of this key.
            return null;
        }
    }

    /// <summary>The session's cookie, good for <see cref="Idle"/> from now, and never past <see cref="Longest"/>.</summary>
    /// <exception cref="NoRingKeyException">The job that makes ring keys is not running.</exception>
    public async Task<string> CookieAsync(UnlockedMailbox mailbox, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var now = time.GetUtcNow();
        var (hour, key) = mailbox.SessionHour is { } began
            ? (began, await rings.OpenAsync(db, began, cancel) ?? throw NoRingKeyException.Refused())
            : await rings.CurrentAsync(db, cancel);
        using var ring = key;
        return MailboxSessionSeal.Seal(ring, hour, now, mailbox);
    }

    /// <summary>Resumes a session from its cookie; null when it is forged, idle or open too long, or its report is gone.</summary>
    public async Task<UnlockedMailbox?> ResumeAsync(string? cookie, CancellationToken cancel)
    {
        if (cookie is null || MailboxSessionSeal.HourOf(cookie) is not { } hour) return null;
        if (EndOf(hour) <= time.GetUtcNow()) return null;
        try
        {
            using var ring = await rings.OpenAsync(db, hour, cancel);
            if (ring is null) return null;
            using var session = MailboxSessionSeal.Open(ring, cookie);
            if (time.GetUtcNow() - session.Issued > Idle) return null;
            var row = await db.Reports.AsNoTracking().SingleOrDefaultAsync(
                r => r.Id == session.ReportId && r.State != ReportState.Withdrawn, cancel);
            return row is null ? null : new UnlockedMailbox(OpenReport.IdentityOf(row), SecretBytes.CopyOf(session.WrappingKey.Span),
                EncryptionKeyPair.FromPrivate(session.Encryption.Private.Span), SigningKeyPair.FromPrivate(session.Signing.Private.Span))
                {
                    SessionHour = hour,
                };
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Everything the mailbox shows; null when the report was deleted meanwhile, or altered so that it can't be opened.</summary>
    public async Task<MailboxView?> ReadAsync(UnlockedMailbox mailbox, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(mailbox.Report.ReportId, mailbox, cancel);
        if (report is null || await DialogueAsync(report, cancel) is not { } dialogue) return null;
        var entries = await log.ReadAsync(report, dialogue, cancel);
        var deadlines = await db.Deadlines.AsNoTracking()
            .Where(d => d.ReportId == report.Row.Id && d.ReferralId == null).ToListAsync(cancel);
        return new MailboxView(report.Row.SchemeId, report.Row.State, report.Row.ReceivedOn, FollowChoice.Of(entries), deadlines, entries)
        {
            Today = CopenhagenClock.Today(time),
            SessionEnds = TimeOnly.FromDateTime(CopenhagenClock.At(EndOf(mailbox))),
            KeepUntil = report.Row.LegalHold ? null : report.Row.KeepUntil,
            MayAnswerCheckIn = CaseLifecycle.AnswerCheckIn.Allows(report.Row.State) && await IsAskedAsync(dialogue, cancel),
            MayWithdraw = await WithdrawalDesk.IsUnreadAsync(db, report.Row, cancel),
            Handling = await ReportHandling.OfAsync(db, report, cancel),
            NamedPersons = await NamedAsync(report, cancel),
        };
    }

    /// <summary>Whom the report was found to name, as the page before sending said.</summary>
    private async Task<IReadOnlyList<string>> NamedAsync(OpenReport report, CancellationToken cancel) =>
        report.TryOpen(CompartmentKind.GateCard, null, out var card)
            ? [.. (await log.ReadAsync(report, card!, cancel)).Where(entry => entry.Kind == EntryKind.Named)
                .Select(entry => entry.As<NamedContent>()).OfType<NamedContent>().SelectMany(one => one.Persons)
                .DistinctBy(person => person.PersonId).Select(person => person.FullName).Order(StringComparer.Ordinal)]
            : [];

    private static DateTimeOffset EndOf(int hour) => RingKeys.StartOf(hour) + Longest;

    private DateTimeOffset EndOf(UnlockedMailbox mailbox)
    {
        var idle = time.GetUtcNow() + Idle;
        return mailbox.SessionHour is { } began && EndOf(began) < idle ? EndOf(began) : idle;
    }

    /// <summary>Writes one message with the files uploaded for it, all or nothing.</summary>
    public Task<MailboxResult> AnswerAsync(
        UnlockedMailbox mailbox, string? text, Guid? answers, MailboxUpload? upload, CancellationToken cancel)
        => SendAsync(mailbox, new ReporterReply(text, answers, [], upload), cancel);

    /// <summary>
    /// Writes each answer to its question, then the message and its files, all or nothing. <see cref="MailboxResult.NotNow"/>
    /// when there is no such question, <see cref="MailboxResult.Closed"/> for an answer in a mailbox that takes none any longer.
    /// </summary>
    public Task<MailboxResult> SendAsync(UnlockedMailbox mailbox, ReporterReply reply, CancellationToken cancel)
        => WriteAsync(mailbox, WhenAsked, async (report, dialogue, today) =>
        {
            var given = reply.Given.Where(answer => !answer.IsEmpty).ToList();
            if (given.Count > 0)
            {
                if (!CaseLifecycle.Reply.Allows(report.Row.State)) return MailboxResult.Closed;
                var asked = Questions.Of(await log.ReadAsync(report, dialogue, cancel)).Select(question => question.Entry.Id).ToHashSet();
                if (!given.All(answer => asked.Contains(answer.Question))) return MailboxResult.NotNow;
            }

            var texts = given.Select(answer => answer.Content);
            if (!BlankText.Is(reply.Text)) texts = texts.Append(new TextContent(reply.Text, reply.CheckIn));
            var isFirst = true;
            foreach (var text in texts)
            {
                // Several at once fill a mailbox no further than one at a time would.
                if (!isFirst && await IsFullAsync(dialogue, cancel)) return MailboxResult.Full;
                isFirst = false;
                await log.AppendAsync(report, dialogue, EntryKind.Answer, text, today, cancel);
            }

            foreach (var file in reply.Upload?.Files ?? [])
            {
                await log.AppendAsync(report, dialogue, EntryKind.Attachment, file.AsSent(), today, cancel);
            }

            return reply.Upload is not { } upload || await files.KeepAsync(upload.StagingId, report.Row.Id, upload.Files, cancel)
                ? MailboxResult.Stored
                : MailboxResult.FilesGone;
        }, cancel);

    /// <summary>Changes whether the reporter follows the case.</summary>
    public Task<MailboxResult> SetFollowAsync(UnlockedMailbox mailbox, bool follow, CancellationToken cancel)
        => WriteAsync(mailbox, async (report, dialogue, today) =>
        {
            await log.AppendAsync(report, dialogue, EntryKind.FollowChoice, new FollowChoiceContent(follow), today, cancel);
            return MailboxResult.Stored;
        }, cancel);

    /// <summary>
    /// Begins an upload: the newest epoch, made now if one is due, and a row for its files to hang on. Without an
    /// upload, why not.
    /// </summary>
    public async Task<(MailboxUpload? Upload, MailboxResult Answer)> BeginUploadAsync(UnlockedMailbox mailbox, CancellationToken cancel)
    {
        MailboxUpload? upload = null;
        var answer = await WriteAsync(mailbox, WhenAsked, async (report, dialogue, today) =>
        {
            await rekeying.PrepareAsync(report, dialogue, today, cancel);
            upload = new MailboxUpload(Guid.NewGuid(), dialogue.Context.Id, dialogue.Epoch);
            db.Stagings.Add(new Staging
            {
                Id = upload.StagingId,
                SchemeId = report.Row.SchemeId,
                Sealed = ReplyDesk.Seal(mailbox, upload),
                MadeOn = today,
                ExpiresOn = today.AddDays(1),
            });
            await db.SaveChangesAsync(cancel);
            return MailboxResult.Stored;
        }, cancel);
        return (answer == MailboxResult.Stored ? upload : null, answer);
    }

    /// <summary>
    /// Puts an upload that goes on under the newest epoch, made now if one is due: a person shut out since it began
    /// holds the key it began with, and opens no later file (promise 20).
    /// </summary>
    public Task<MailboxResult> RenewUploadAsync(UnlockedMailbox mailbox, MailboxUpload upload, CancellationToken cancel)
        => WriteAsync(mailbox, WhenAsked, async (report, dialogue, today) =>
        {
            await rekeying.PrepareAsync(report, dialogue, today, cancel);
            upload.Epoch = dialogue.Epoch;
            return MailboxResult.Stored;
        }, cancel);

    /// <summary>
    /// One transaction with the report's row locked: commits what was stored and leaves nothing behind otherwise. A form
    /// that was taken before is stored.
    /// </summary>
    internal Task<MailboxResult> WriteAsync(
        UnlockedMailbox mailbox, Func<OpenReport, OpenCompartment, DateOnly, Task<MailboxResult>> write, CancellationToken cancel)
        => WriteAsync(mailbox, [CaseLifecycle.Reply], write, cancel);

    /// <summary>The same for any of these steps.</summary>
    internal async Task<MailboxResult> WriteAsync(UnlockedMailbox mailbox, IReadOnlyList<ReportTransition> steps,
        Func<OpenReport, OpenCompartment, DateOnly, Task<MailboxResult>> write, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return MailboxResult.Stored;
        using var report = await access.OpenToWriteAsync(mailbox.Report.ReportId, mailbox, cancel);
        if (report is null) return MailboxResult.Gone;
        if (!steps.Any(step => step.Allows(report.Row.State)))
            return report.Row.State == CaseLifecycle.ScreenOutside.To ? MailboxResult.OutOfScope : MailboxResult.Closed;
        if (await DialogueAsync(report, cancel) is not { } dialogue) return MailboxResult.Gone;
        var isAfterwards = !CaseLifecycle.Reply.Allows(report.Row.State);
        if (isAfterwards && steps.Contains(CaseLifecycle.AnswerCheckIn) && !await IsAskedAsync(dialogue, cancel))
            return MailboxResult.Closed;
        if (await IsFullAsync(dialogue, cancel)) return MailboxResult.Full;
        var answer = await TryAsync(() => write(report, dialogue, CopenhagenClock.Today(time)));
        if (answer == MailboxResult.Stored) await transaction.CommitAsync(cancel);
        return answer;
    }

    /// <summary>What is typed comes back where a row of keys was altered so that nothing can be sealed behind it.</summary>
    private static async Task<MailboxResult> TryAsync(Func<Task<MailboxResult>> write)
    {
        try
        {
            return await write();
        }
        catch (SealedException)
        {
            return MailboxResult.Stuck;
        }
    }

    /// <summary>The Dialogue; null where a row was altered so that it no longer opens.</summary>
    private async Task<OpenCompartment?> DialogueAsync(OpenReport report, CancellationToken cancel)
    {
        try
        {
            return await access.OpenDialogueAsync(report, cancel);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>Whether staff have asked how it has gone since the case was closed last.</summary>
    private async Task<bool> IsAskedAsync(OpenCompartment dialogue, CancellationToken cancel) =>
        await db.Entries.AsNoTracking()
            .Where(e => e.CompartmentId == dialogue.Context.Id && (e.Kind == EntryKind.CheckIn || e.Kind == EntryKind.Closing))
            .OrderByDescending(e => e.Position).Select(e => e.Kind).FirstOrDefaultAsync(cancel) == EntryKind.CheckIn;

    private async Task<bool> IsFullAsync(OpenCompartment dialogue, CancellationToken cancel)
    {
        var written = await db.Entries.Where(e => e.CompartmentId == dialogue.Context.Id && Written.Contains(e.Kind))
            .GroupBy(e => e.CompartmentId).Select(g => new { Count = g.Count(), Bytes = g.Sum(e => (long)e.Sealed.Length) })
            .SingleOrDefaultAsync(cancel);
        return written is not null && (written.Count >= MostEntries || written.Bytes >= MostBytes);
    }
}
