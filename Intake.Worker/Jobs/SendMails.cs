using System.Data;
using System.Data.Common;
using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Jobs;

/// <summary>
/// Sends the mails whose hour has come, each at least once and always under the Message-ID of its cause. A row is held
/// while its mail is sent: a second worker passes over it, and takes it when this one is gone. What is sent leaves the
/// day's count and the row's random id, by which one that somebody puts back is known; what is for a person who has left goes unsent.
/// A mail of which no outcome can be kept is left, and stops none of the others; that one has gone is kept whatever comes of the count.
/// </summary>
internal sealed class SendMails(
    IntakeDb db, NoticeBook notices, MailReaders readers, RefusedAddresses refused, IMailTransport transport, MailSettings settings,
    FileSecret fileSecret, TimeProvider time, ILogger<SendMails> log) : IRecurringJob
{
    /// <summary>From here on the pause grows no more.</summary>
    private const int AttemptsToTheLongestPause = 10;

    private const int SilencesThatEndARound = 3;
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    private readonly List<Guid> left = [];
    private readonly List<Exception> failures = [];
    private readonly HashSet<(Guid Recipient, SchemeOffice Office)> reached = [];

    public async Task RunAsync(CancellationToken cancel)
    {
        await GiveUpUnreadableAsync(cancel);
        await ApartAsync(() => DropPutBackAsync(cancel));
        var silences = 0;
        await using (var connection = transport.Open())
        {
            try
            {
                while (silences < SilencesThatEndARound && await SendNextAsync(connection, cancel) is { } outcome)
                    silences = outcome is MailOutcome.Unreachable ? silences + 1 : 0;
            }
            finally
            {
                await ApartAsync(() => refused.GotThroughAsync(reached, CancellationToken.None));
            }
        }

        if (failures.Count > 0) throw new AggregateException("Of some mails not everything was kept.", failures);
    }

    /// <summary>The pause before the next attempt: a minute at first, doubled each time, never more than six hours.</summary>
    public static TimeSpan PauseAfter(int attempts) =>
        attempts >= AttemptsToTheLongestPause
            ? LongestPause
            : TimeSpan.FromMinutes(Math.Min(1 << (attempts - 1), LongestPause.TotalMinutes));

    /// <summary>
    /// The attempts after an outcome. A server that does not answer lengthens the pause but never makes a mail fail,
    /// however long it is away: only replies count towards that.
    /// </summary>
    public static int CountAfter(int attempts, MailOutcome outcome) =>
        Math.Min(OutboxMail.MostEver, outcome is MailOutcome.Unreachable
            ? Math.Max(attempts, Math.Min(attempts + 1, AttemptsToTheLongestPause)) : attempts + 1);

    /// <summary>What came of the next mail; null when none is due.</summary>
    private async Task<MailOutcome?> SendNextAsync(IMailConnection connection, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        if (await ClaimAsync(cancel) is not { } mail) return null;
        var recipient = notices.RecipientOf(mail);
        var to = recipient is { } id ? await readers.FindAsync(id, mail.Kind, cancel) : null;
        var ready = to is null ? null : await ComposeAsync(mail, recipient!.Value, to, cancel);
        var unneeded = recipient is not null && ready is null;
        var outcome = unneeded ? MailOutcome.Accepted : ready is null ? MailOutcome.Refused : await connection.SendAsync(ready, cancel);

        // From here on the mail may have gone: neither stopping the program nor anything else must undo the record of it.
        try
        {
            if (outcome is MailOutcome.Accepted && !unneeded) await NoteGoneAsync(mail);
            await KeepAsync(mail, outcome, recipient is null ? MailFailure.Unreadable : null);
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (DbException failure)
        {
            failures.Add(failure);
            left.Add(mail.Id);
            await transaction.RollbackAsync(CancellationToken.None);
            await ApartAsync(() => outcome is MailOutcome.Accepted
                ? DeleteAsync(mail) : GiveUpAsync([mail.Id], MailFailure.TriedOut, CancellationToken.None));
        }

        if (outcome is not MailOutcome.Accepted)
        {
            log.LogWarning("A mail was not sent: {Outcome}, attempt {Attempt}", outcome, CountAfter(mail.Attempts, outcome));
        }
        else if (!unneeded)
        {
            await ApartAsync(CountAsync);
            reached.Add((recipient!.Value, SchemeOffices.For(mail.Kind)));
        }

        return outcome;
    }

    /// <summary>What is nice to have beside a mail that has gone: a failure of it ends the run as failed, and undoes nothing.</summary>
    private async Task ApartAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (DbException failure)
        {
            failures.Add(failure);
        }
    }

    /// <summary>All rows at once that are due and say nobody: thousands of them hold up no mail.</summary>
    private async Task GiveUpUnreadableAsync(CancellationToken cancel)
    {
        var (now, unreadable) = (time.GetUtcNow(), new List<Guid>());
        var due = db.Mails.AsNoTracking().Where(mail => mail.State == MailState.Waiting && mail.NextAt <= now).AsAsyncEnumerable();
        await foreach (var mail in due.WithCancellation(cancel))
            if (notices.RecipientOf(mail) is null) unreadable.Add(mail.Id);
        foreach (var some in unreadable.Chunk(1000)) await ApartAsync(() => GiveUpAsync([.. some], MailFailure.Unreadable, cancel));
    }

    /// <summary>Rows of mails that have gone: somebody kept them and put them back.</summary>
    private async Task DropPutBackAsync(CancellationToken cancel)
    {
        var dropped = await db.Mails.Where(mail => db.MailsGone.Any(gone => gone.Id == mail.Id)).ExecuteDeleteAsync(cancel);
        if (dropped > 0) log.LogWarning("{Mails} mails that had gone were in the outbox again, and are dropped", dropped);
    }

    private Task<int> NoteGoneAsync(OutboxMail mail)
    {
        var today = CopenhagenClock.Today(time);
        return db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.mail_gone (id, day) VALUES ({mail.Id}, {today}) ON CONFLICT DO NOTHING", CancellationToken.None);
    }

    private Task<int> GiveUpAsync(List<Guid> mails, MailFailure why, CancellationToken cancel) => db.Database.ExecuteSqlAsync($"""
        UPDATE intake.mail SET state = {(short)MailState.Failed}, failure = {(short)why}
        WHERE id IN (SELECT id FROM intake.mail WHERE id = ANY ({mails}) AND state = {(short)MailState.Waiting} FOR UPDATE SKIP LOCKED)
        """, cancel);

    /// <summary>Null for an invitation whose link is used, replaced or over: there is nothing to say any more.</summary>
    private async Task<ReadyMail?> ComposeAsync(OutboxMail mail, Guid recipient, MailReader to, CancellationToken cancel)
    {
        if (mail.Kind is not MailKind.Invitation) return MailText.Compose(mail, to, settings.SiteAddress);
        var today = CopenhagenClock.Today(time);
        var open = await db.Invitations.AsNoTracking()
            .Where(link => link.StaffId == recipient && link.UsedOn == null && link.ExpiresOn >= today)
            .OrderByDescending(link => link.ExpiresOn).ThenBy(link => link.Id).Select(link => (Guid?)link.Id).FirstOrDefaultAsync(cancel);
        return open is not { } id ? null : MailText.Invite(
            mail, to, settings.SiteAddress, InvitationLink.PathOf(fileSecret, id, "da"), InvitationLink.PathOf(fileSecret, id, "en"));
    }

    private async Task<OutboxMail?> ClaimAsync(CancellationToken cancel)
    {
        var (waiting, now) = ((short)MailState.Waiting, time.GetUtcNow());
        return (await db.Mails.FromSql($"""
            SELECT *, xmin FROM intake.mail m WHERE state = {waiting} AND next_at <= {now} AND NOT id = ANY ({left})
                AND NOT EXISTS (SELECT FROM intake.mail_gone g WHERE g.id = m.id)
            ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """).AsNoTracking().ToListAsync(cancel)).SingleOrDefault();
    }

    private Task<int> CountAsync()
    {
        var today = CopenhagenClock.Today(time);
        return db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.mail_count AS c (day, sent) VALUES ({today}, 1) ON CONFLICT (day)
            DO UPDATE SET sent = least(c.sent + 1, {MailCount.Most})
            """, CancellationToken.None);
    }

    private Task<int> DeleteAsync(OutboxMail mail) =>
        db.Mails.Where(row => row.Id == mail.Id).ExecuteDeleteAsync(CancellationToken.None);

    private Task<int> KeepAsync(OutboxMail mail, MailOutcome outcome, MailFailure? fault)
    {
        if (outcome is MailOutcome.Accepted) return DeleteAsync(mail);
        var attempts = CountAfter(mail.Attempts, outcome);
        var state = outcome switch
        {
            MailOutcome.Unreachable => MailState.Waiting,
            MailOutcome.TryLater when attempts < OutboxMail.MostAttempts => MailState.Waiting,
            _ => MailState.Failed,
        };
        var failure = state is MailState.Waiting
            ? mail.Failure
            : fault ?? (outcome is MailOutcome.Refused ? MailFailure.Refused : MailFailure.TriedOut);
        var nextAt = state is MailState.Waiting ? time.GetUtcNow() + PauseAfter(attempts) : mail.NextAt;
        return db.Mails.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(row => row
            .SetProperty(m => m.State, state)
            .SetProperty(m => m.Attempts, attempts)
            .SetProperty(m => m.NextAt, nextAt)
            .SetProperty(m => m.Failure, failure), CancellationToken.None);
    }
}
