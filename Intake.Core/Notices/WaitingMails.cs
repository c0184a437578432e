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
        var back = (until is { } last ? MailHour.AfterLeave(last, hours) : CopenhagenClock.NextMailHour(time, hours)).ToUniversalTime();
        var waiting = (short)MailState.Waiting;
        var mails = await db.Mails.FromSql($"SELECT *, xmin FROM intake.mail WHERE state = {waiting} FOR UPDATE SKIP LOCKED")
            .AsNoTracking().ToListAsync(cancel);
        foreach (var mail in mails.Where(mail => Usual.Contains(mail.Kind) && notices.RecipientOf(mail) == personId))
        {
            if (TimeOf(mail, back, isAway: until is not null) is not { } at) continue;
            DateTimeOffset? notBefore = at > mail.HourAt ? at : null;
            await db.Mails.Where(row => row.Id == mail.Id).ExecuteUpdateAsync(row => row
                .SetProperty(moved => moved.NextAt, at).SetProperty(moved => moved.NotBefore, notBefore), cancel);
        }
    }

    /// <summary>
    /// When a mail goes out now; null where that stays. Only what a leave put off comes sooner, and never before its own hour: its
    /// cause is taken until then, so that nothing else would come at that hour.
    /// </summary>
    private static DateTimeOffset? TimeOf(OutboxMail mail, DateTimeOffset back, bool isAway) =>
        mail.NotBefore > back ? (back > mail.HourAt ? back : mail.HourAt) : isAway && mail.NextAt < back ? back : null;
}
