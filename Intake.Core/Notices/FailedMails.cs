using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>A mail that is not tried any more, and for whom it is.</summary>
/// <param name="Id">Its row.</param>
/// <param name="Recipient">The person's id, or the scheme's.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Failure">Why; null where the row does not say.</param>
internal sealed record FailedMail(Guid Id, Guid Recipient, MailKind Kind, MailFailure? Failure);

/// <summary>
/// Mails that are not tried any more, read row by row: a text is kept of none, and of thousands that somebody wrote the newest are
/// opened and the others counted.
/// </summary>
internal static class FailedMails
{
    /// <summary>Most rows that are opened at a look.</summary>
    public const int Most = 2_000;

    /// <summary>Those that can be read of the newest, how many of them can't, and how many there are beyond.</summary>
    public static async Task<(IReadOnlyList<FailedMail> Read, int Unreadable, int More)> ReadAsync(
        IQueryable<OutboxMail> mails, NoticeBook notices, CancellationToken cancel)
    {
        // What the worker has found unreadable is counted and not opened again.
        var failed = mails.AsNoTracking().Where(mail => mail.State == MailState.Failed);
        var (read, unreadable, looked) = (new List<FailedMail>(), 0, 0);
        var newest = failed.Where(mail => mail.Failure != MailFailure.Unreadable).OrderByDescending(mail => mail.HourAt)
            .ThenBy(mail => mail.Id).Take(Most).AsAsyncEnumerable();
        await foreach (var mail in newest.WithCancellation(cancel))
        {
            looked++;
            if (notices.RecipientOf(mail) is { } recipient) read.Add(new(mail.Id, recipient, mail.Kind, mail.Failure));
            else unreadable++;
        }

        var found = await failed.CountAsync(mail => mail.Failure == MailFailure.Unreadable, cancel);
        var all = looked < Most ? looked : await failed.CountAsync(mail => mail.Failure != MailFailure.Unreadable, cancel);
        return (read, unreadable + found, all - looked);
    }
}
