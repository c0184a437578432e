using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Notices;

/// <summary>
/// Mails that are ready when a person goes on leave wait until they are back, and nothing of them is lost. One that is just being sent
/// is passed over.
/// </summary>
public sealed class WaitingMails(IntakeDb db, NoticeBook notices, SchemeCatalogue schemes, TimeProvider time) : ILeaveMails
{
    private static readonly MailKind[] Usual = [MailKind.Reminder, MailKind.Escalation, MailKind.Overdue];

    /// <inheritdoc />
    public async Task LeaveSetAsync(Guid schemeId, Guid personId, DateOnly? until, CancellationToken cancel)
    {
        var hours = (await schemes.GetAsync(schemeId, cancel)).Deadlines.MailHours;
        var next = CopenhagenClock.NextMailHour(time, hours);
        var back = (until is { } last ? CopenhagenClock.Instant(last.AddDays(1), hours.Min()) : next).ToUniversalTime();
        var waiting = (short)MailState.Waiting;
        var mails = await db.Mails.FromSql($"SELECT *, xmin FROM intake.mail WHERE state = {waiting} FOR UPDATE SKIP LOCKED")
            .AsNoTracking().ToListAsync(cancel);
        var mine = mails.Where(mail => Usual.Contains(mail.Kind) && notices.RecipientOf(mail) == personId)
            .Where(mail => until is null ? mail.NextAt > back : mail.NextAt < back).Select(mail => mail.Id).ToList();
        if (mine.Count == 0) return;
        await db.Mails.Where(mail => mine.Contains(mail.Id))
            .ExecuteUpdateAsync(row => row.SetProperty(mail => mail.NextAt, back).SetProperty(mail => mail.NotBefore, back), cancel);
    }
}
