using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>What a mail answers to. A cause makes one mail, also with two workers.</summary>
/// <param name="Topic">A word for the kind of cause: one mail a person and hour for all that share it.</param>
/// <param name="At">The mail hour it is meant for.</param>
public sealed record NoticeCause(string Topic, DateTimeOffset At)
{
    /// <summary>Something to look at, whatever it is: a person gets one such mail an hour, whether about one case or ten.</summary>
    public static NoticeCause SomethingOpen(DateTimeOffset at) => new("something-open", at);
}

/// <summary>
/// Puts mails into the outbox. Cause and recipient are hashed and sealed with keys of the file secret, so that a dump shows
/// neither, and rows of one person look like rows of two.
/// </summary>
public sealed class NoticeBook(FileSecret fileSecret)
{
    /// <summary>Adds a waiting mail unless its cause had one, sent or not. Runs in the caller's transaction.</summary>
    /// <param name="db">The context of the cause.</param>
    /// <param name="kind">What it is about.</param>
    /// <param name="recipientId">The member of staff.</param>
    /// <param name="cause">What it answers to; the mail goes out at its hour.</param>
    /// <param name="domain">The right-hand side of the Message-ID: the site's mail domain.</param>
    /// <param name="body">The text where nobody could compose it again; else null.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether a row was added.</returns>
    public async Task<bool> AddAsync(
        IntakeDb db, MailKind kind, Guid recipientId, NoticeCause cause, string domain, string? body, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var hash = HashOf(recipientId, cause);
        var day = CopenhagenClock.DayOf(cause.At);

        // The cause stays when its mail is sent and gone: of two workers, the second meets its row and makes nothing.
        if (await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.mail_cause (cause, day) VALUES ({hash}, {day}) ON CONFLICT DO NOTHING", cancel) == 0)
        {
            return false;
        }

        var id = Guid.NewGuid();
        var recipient = RecipientSeal.Seal(fileSecret, id, recipientId);
        var messageId = $"<{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@{domain}>";
        var (state, type, at) = ((short)MailState.Waiting, (short)kind, cause.At.ToUniversalTime());
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.mail (id, recipient, kind, body_text, message_id, state, attempts, next_at, hour_at)
            VALUES ({id}, {recipient}, {type}, {body}, {messageId}, {state}, 0, {at}, {at})
            """, cancel) == 1;
    }

    /// <summary>To whom a mail goes; null when its row does not say so under this file secret.</summary>
    public Guid? RecipientOf(OutboxMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        try
        {
            return RecipientSeal.Open(fileSecret, mail.Id, mail.Recipient);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>What a mail is known by, 32 bytes: FORMAT.md §4, <c>notice</c>.</summary>
    internal byte[] HashOf(Guid recipientId, NoticeCause cause)
    {
        using var key = fileSecret.Derive(FileSecret.Notice);
        using var frame = new FrameWriter();
        var text = frame.Label("intake/1/notice").Id(recipientId).Text(cause.Topic).Long(cause.At.ToUnixTimeSeconds()).ToArray();
        return HMACSHA256.HashData(key.Span, text);
    }
}
