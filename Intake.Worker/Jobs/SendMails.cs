using System.Data;
using Intake.Core.Notices;
using Intake.Core.Staff;
using Intake.Core.Storage;
using Intake.Worker.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Intake.Worker.Jobs;

/// <summary>
/// Sends the mails whose hour has come, each at least once and always under the Message-ID of its cause. A row is held
/// while its mail is sent: a second worker passes over it, and takes it when this one is gone.
/// </summary>
internal sealed class SendMails(IntakeDb db, IMailTransport transport, MailSettings settings, TimeProvider time, ILogger<SendMails> log) : IRecurringJob
{
    /// <summary>After about three days of trying, the operator decides.</summary>
    public const int MostAttempts = 20;

    private const int SilencesThatEndARound = 3;

    public async Task RunAsync(CancellationToken cancel)
    {
        var silences = 0;
        while (silences < SilencesThatEndARound && await SendNextAsync(cancel) is { } outcome)
            silences = outcome is MailOutcome.Unreachable ? silences + 1 : 0;
    }

    /// <summary>The pause before the next attempt.</summary>
    public static TimeSpan PauseAfter(int attempts) => MailPauses.After(attempts);

    /// <summary>What came of the next mail; null when none is due.</summary>
    private async Task<MailOutcome?> SendNextAsync(CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancel);
        if (await ClaimAsync(cancel) is not { } mail) return null;
        var to = await db.Staff.Where(person => person.Id == mail.RecipientId && person.State != StaffState.Left)
            .Select(person => person.Email).SingleOrDefaultAsync(cancel);
        var outcome = to is null
            ? MailOutcome.Refused
            : await transport.SendAsync(MailText.Compose(mail, to, settings.SiteAddress), cancel);

        // From here on the mail may have gone: stopping the program must not undo the record of it.
        await RecordAsync(mail, outcome);
        await transaction.CommitAsync(CancellationToken.None);
        if (outcome is not MailOutcome.Accepted) log.LogWarning("A mail was not sent: {Outcome}, attempt {Attempt}", outcome, mail.Attempts + 1);
        return outcome;
    }

    private async Task<OutboxMail?> ClaimAsync(CancellationToken cancel)
    {
        var (waiting, now) = ((short)MailState.Waiting, time.GetUtcNow());
        return (await db.Mails.FromSql($"""
            SELECT *, xmin FROM intake.mail WHERE state = {waiting} AND next_at <= {now}
            ORDER BY next_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
            """).AsNoTracking().ToListAsync(cancel)).SingleOrDefault();
    }

    private Task<int> RecordAsync(OutboxMail mail, MailOutcome outcome)
    {
        var (attempts, now) = (mail.Attempts + 1, time.GetUtcNow());
        var state = outcome switch
        {
            MailOutcome.Accepted => MailState.Sent,
            MailOutcome.Refused => MailState.Failed,
            _ => attempts < MostAttempts ? MailState.Waiting : MailState.Failed,
        };
        DateTimeOffset? sentAt = state is MailState.Sent ? now : null;
        var nextAt = state is MailState.Waiting ? now + PauseAfter(attempts) : mail.NextAt;
        return db.Mails.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(row => row
            .SetProperty(m => m.State, state)
            .SetProperty(m => m.Attempts, attempts)
            .SetProperty(m => m.NextAt, nextAt)
            .SetProperty(m => m.SentAt, sentAt), CancellationToken.None);
    }
}
