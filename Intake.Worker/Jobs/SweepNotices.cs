using Intake.Core.Deadlines;
using Intake.Core.Notices;
using Intake.Core.Schemes;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Intake.Worker.Mail;

namespace Intake.Worker.Jobs;

/// <summary>
/// Puts one mail for the next mail hour into the outbox for each person for whom something new waits, and the mails that go out
/// whether or not anything does. A thing makes a mail once, and all things of an hour make one.
/// </summary>
internal sealed class SweepNotices(
    IntakeDb db, SchemeCatalogue schemes, CertificateBooks books, NoticeBook notices, WaitingThings waiting, MailSettings settings,
    TimeProvider time) : IRecurringJob
{
    /// <summary>
    /// What waits is looked for so shortly before the mail hour, so that nobody is sent to what they have done meanwhile. An hour
    /// that no worker saw coming is passed over, and the next one has it.
    /// </summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMinutes(30);

    /// <summary>Mails that hide the others are made so long before, since they do not depend on anything.</summary>
    private static readonly TimeSpan CoverLead = TimeSpan.FromHours(24);

    public Task RunAsync(CancellationToken cancel) => EachScheme.RunAsync(db, schemes, SweepAsync, cancel);

    private async Task SweepAsync(Scheme scheme, CancellationToken cancel)
    {
        var staff = await SchemeStaff.ReadAsync(db, books, scheme, time, cancel);
        var here = staff.People.Where(person => !person.IsAway).ToList();
        await Apart.DoAsync([() => CoverAsync(staff, here, cancel), () => TellAsync(staff, here, cancel)], act => act(), cancel);
    }

    private Task CoverAsync(SchemeStaff staff, IReadOnlyList<MailedPerson> people, CancellationToken cancel)
    {
        var hours = staff.Scheme.Deadlines.MailHours;
        var (daily, weekly) = (MailHour.NextWorkingMorning(time, hours), MailHour.NextWeekBegins(time, hours));
        return Apart.DoAsync(people, async person =>
        {
            var hour = staff.CoverOf(person) is NoticeCover.EachWorkingDay ? daily : weekly;
            if (hour - time.GetUtcNow() > CoverLead) return;
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await notices.AddAsync(
                db, MailKind.Reminder, person.Id, NoticeCause.SomethingOpen(hour), settings.Domain, body: null, cancel);
            await transaction.CommitAsync(cancel);
        }, cancel);
    }

    private async Task TellAsync(SchemeStaff staff, IReadOnlyList<MailedPerson> here, CancellationToken cancel)
    {
        var hour = CopenhagenClock.NextMailHour(time, staff.Scheme.Deadlines.MailHours);
        var people = here.Where(person => staff.CoverOf(person) is NoticeCover.WhenSomethingWaits).ToList();
        if (people.Count == 0 || hour - time.GetUtcNow() > Lead) return;
        var today = CopenhagenClock.Today(time);
        var untold = await notices.UntoldAsync(db, await waiting.OfAsync(staff, people, cancel), today, cancel);
        await Apart.DoAsync(untold.GroupBy(thing => thing.PersonId).OrderBy(person => person.Key), async things =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            foreach (var thing in things.OrderBy(thing => thing.Topic, StringComparer.Ordinal))
            {
                await notices.TellAsync(
                    db, MailKind.Reminder, thing, NoticeCause.SomethingOpen(hour), settings.Domain, today, body: null, cancel);
            }

            await transaction.CommitAsync(cancel);
        }, cancel);
    }
}
