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
    /// <summary>Until when a leave puts its mail off; null where the person has to hear at the hour. It makes no other cause.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Something to look at, whatever it is: a person gets one such mail an hour, whether about one case or ten.</summary>
    public static NoticeCause SomethingOpen(DateTimeOffset at) => new("something-open", at);

    /// <summary>Something late, to a person who may not see what: one such mail an hour, too.</summary>
    public static NoticeCause SomethingLate(DateTimeOffset at) => new("something-late", at);

    /// <summary>That somebody else set the person's leave, which puts off what they would hear at this hour, and not this.</summary>
    public static NoticeCause LeaveSet(DateTimeOffset at) => new("leave-set", at);
}

/// <summary>Something that waits for a person, or a step of which they hear.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Topic">A word for the kind of thing, and its id.</param>
public sealed record ThingForPerson(Guid PersonId, string Topic);

/// <summary>
/// Puts mails into the outbox. Cause and recipient are hashed and sealed with keys of the file secret, so that a dump shows
/// neither, and rows of one person look like rows of two.
/// </summary>
public sealed class NoticeBook(FileSecret fileSecret)
{
    /// <summary>
    /// Adds a waiting mail unless its cause had one, sent or not; one that a leave put off comes at its hour then. Runs in the caller's
    /// transaction.
    /// </summary>
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
        var messageId = $"<{Convert.ToHexStringLower(hash.AsSpan(0, 16))}@{domain}>";
        var day = CopenhagenClock.DayOf(cause.At);

        // The cause stays when its mail is sent and gone: of two workers, the second meets its row and makes nothing.
        if (await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.mail_cause (cause, day) VALUES ({hash}, {day}) ON CONFLICT DO NOTHING", cancel) == 0)
        {
            // Where a leave put that mail off, the person has to hear now all the same: nothing else would come at this hour.
            if (cause.NotBefore is null)
            {
                await db.Database.ExecuteSqlAsync(
                    $"UPDATE intake.mail SET next_at = hour_at, not_before = NULL WHERE message_id = {messageId} AND not_before > hour_at",
                    cancel);
            }

            return false;
        }

        var id = Guid.NewGuid();
        var recipient = RecipientSeal.Seal(fileSecret, new(id, (int)kind, messageId, cause.At, body), recipientId);
        var (state, type, at) = ((short)MailState.Waiting, (short)kind, cause.At.ToUniversalTime());
        var putOff = cause.NotBefore?.ToUniversalTime();
        return await db.Database.ExecuteSqlAsync($"""
            INSERT INTO intake.mail (id, recipient, kind, body_text, message_id, state, attempts, next_at, hour_at, not_before)
            VALUES ({id}, {recipient}, {type}, {body}, {messageId}, {state}, 0, {putOff ?? at}, {at}, {putOff})
            ON CONFLICT (message_id) DO NOTHING
            """, cancel) == 1;
    }

    /// <summary>
    /// Tells a person of a thing, once: a mail of its own topic and hour, unless they have had it. Runs in the caller's
    /// transaction. That they have is remembered for as long as the thing is met again within <see cref="MailCause.DaysKept"/>
    /// days: see <see cref="UntoldAsync"/>.
    /// </summary>
    /// <param name="db">The context of the cause.</param>
    /// <param name="kind">What the mail is about.</param>
    /// <param name="thing">Whom it is about what.</param>
    /// <param name="mail">The mail that they share with all other things of the hour.</param>
    /// <param name="domain">The right-hand side of the Message-ID.</param>
    /// <param name="today">The date in Copenhagen.</param>
    /// <param name="body">The text where nobody could compose it again; else null.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>Whether the thing was new to the person.</returns>
    public async Task<bool> TellAsync(
        IntakeDb db, MailKind kind, ThingForPerson thing, NoticeCause mail, string domain, DateOnly today, string? body,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(thing);
        var hash = HashOf(thing);
        if (await db.Database.ExecuteSqlAsync(
            $"INSERT INTO intake.mail_cause (cause, day) VALUES ({hash}, {today}) ON CONFLICT DO NOTHING", cancel) == 0)
        {
            await db.Database.ExecuteSqlAsync($"UPDATE intake.mail_cause SET day = {today} WHERE cause = {hash} AND day < {today}", cancel);
            return false;
        }

        await AddAsync(db, kind, thing.PersonId, mail, domain, body, cancel);
        return true;
    }

    /// <summary>Those of these things that their person has had no mail of; the others are remembered from today on.</summary>
    public async Task<IReadOnlyList<ThingForPerson>> UntoldAsync(
        IntakeDb db, IReadOnlyList<ThingForPerson> things, DateOnly today, CancellationToken cancel)
    {
        if (things.Count == 0) return [];
        using var key = fileSecret.Derive(FileSecret.Notice);
        var causes = things.Distinct().ToDictionary(thing => HashOf(key, thing.PersonId, CauseOf(thing)), ByteOrder.Instance);
        var hashes = causes.Keys.ToList();
        var told = await db.MailCauses.AsNoTracking().Where(row => hashes.Contains(row.Cause)).ToListAsync(cancel);
        var aging = told.Where(row => row.Day < today).Select(row => row.Cause).ToList();
        if (aging.Count > 0)
        {
            await db.MailCauses.Where(row => aging.Contains(row.Cause))
                .ExecuteUpdateAsync(row => row.SetProperty(cause => cause.Day, today), cancel);
        }

        foreach (var row in told) causes.Remove(row.Cause);
        return [.. causes.Values];
    }

    /// <summary>To whom a mail goes; null when its row does not say so under this file secret.</summary>
    public Guid? RecipientOf(OutboxMail mail)
    {
        ArgumentNullException.ThrowIfNull(mail);
        try
        {
            return RecipientSeal.Open(fileSecret, mail.Sealed, mail.Recipient);
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private byte[] HashOf(ThingForPerson thing) => HashOf(thing.PersonId, CauseOf(thing));

    // A thing has no hour of its own, so that it is the same thing at the next one.
    private static NoticeCause CauseOf(ThingForPerson thing) => new(thing.Topic, DateTimeOffset.UnixEpoch);

    /// <summary>What a mail is known by, 32 bytes: FORMAT.md §4, <c>notice</c>.</summary>
    internal byte[] HashOf(Guid recipientId, NoticeCause cause)
    {
        using var key = fileSecret.Derive(FileSecret.Notice);
        return HashOf(key, recipientId, cause);
    }

    private static byte[] HashOf(SecretBytes key, Guid recipientId, NoticeCause cause)
    {
        using var frame = new FrameWriter();
        var text = frame.Label("intake/1/notice").Id(recipientId).Text(cause.Topic).Long(cause.At.ToUnixTimeSeconds()).ToArray();
        return HMACSHA256.HashData(key.Span, text);
    }
}
