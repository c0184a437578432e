using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Tests.Worker.Year;

/// <summary>A mail that has to arrive, once.</summary>
internal sealed record OwedMail(Guid Person, DateTimeOffset Hour);

/// <summary>
/// Who must hear of what at which hour, from the script's record. A cause is known by the product's own keyed hash, and by nothing else of
/// the product: so the worker's table of causes must equal this one, row by row.
/// </summary>
internal sealed class MailModel(NoticeBook book, IReadOnlyList<LivedScheme> schemes)
{
    private static readonly DateTimeOffset NoHour = DateTimeOffset.UnixEpoch;

    /// <summary>What people have heard of, and until which day it was met again.</summary>
    public Dictionary<string, DateOnly> Causes { get; } = [];

    /// <summary>Mails by the first half of their cause, which is the left side of their Message-ID.</summary>
    public Dictionary<string, OwedMail> Mails { get; } = [];

    public void Forget(DateOnly today)
    {
        foreach (var old in Causes.Where(cause => cause.Value < today.AddDays(-7)).Select(cause => cause.Key).ToList()) Causes.Remove(old);
    }

    /// <param name="person">Whose it is.</param>
    /// <param name="topic">What makes one mail of an hour.</param>
    /// <param name="hour">The hour.</param>
    /// <param name="back">When the person is back, where it can wait until then.</param>
    public void Owe(Guid person, string topic, DateTimeOffset hour, DateTimeOffset? back = null)
    {
        var cause = Convert.ToHexString(book.HashOf(person, new(topic, hour)));
        if (Causes.TryAdd(cause, DateOnly.FromDateTime(hour.UtcDateTime.AddHours(2)))) Mails.Add(cause[..32], new(person, back ?? hour));
        else if (back is null && Mails[cause[..32]].Hour > hour) Mails[cause[..32]] = new(person, hour);
    }

    private void Tell(Guid person, string thing, string topic, DateTimeOffset hour, DateOnly today)
    {
        var cause = ThingOf(person, thing);
        var isNew = !Causes.ContainsKey(cause);
        Causes[cause] = today;
        if (isNew) Owe(person, topic, hour);
    }

    private string ThingOf(Guid person, string thing) => Convert.ToHexString(book.HashOf(person, new(thing, NoHour)));

    /// <summary>Administrators hear of the root of each day, also of those of the last week of which they could not hear before.</summary>
    public void TellRoots(DateOnly first, DateOnly today, DateTimeOffset now)
    {
        foreach (var scheme in schemes.Where(scheme => !scheme.IsBroken))
        {
            var days = new List<DateOnly>();
            for (var day = first > today.AddDays(-7) ? first : today.AddDays(-7); day < today; day = day.AddDays(1)) days.Add(day);
            foreach (var person in scheme.Active.Where(person => person.Administers))
            {
                // All that the person has not heard of comes in one mail, which the newest day names.
                var newest = days.LastOrDefault(day => !Causes.ContainsKey(ThingOf(person.Id, RootOf(day))));
                foreach (var day in days) Tell(person.Id, RootOf(day), RootOf(newest), NextHour(today, now), today);
            }
        }

        static string RootOf(DateOnly day) => $"daily-root-{day:yyyy-MM-dd}";
    }

    /// <summary>
    /// Administrators who hold a case hear of its announced deletion, for a week if need be: those at work, and where none is, all.
    /// </summary>
    public void TellDeletions(IEnumerable<LivedCase> cases, DateOnly today, DateTimeOffset now)
    {
        foreach (var one in cases.Where(one => !one.Scheme.IsBroken && one.AnnouncedOn > today.AddDays(-7)))
        {
            var holding = one.Holders.Where(person => person.Administers && !person.HasLeft).ToList();
            var here = holding.Where(person => !person.IsAway(today)).ToList();
            foreach (var person in here.Count > 0 ? here : holding)
                Tell(person.Id, $"deletion {one.Id:N}", "something-open", HourOf(one.Scheme, person.Id, today, now), today);
        }
    }

    /// <summary>The sweep of deadlines at an instant.</summary>
    public void SweepDeadlines(IEnumerable<LivedCase> cases, DateOnly today, DateTimeOffset now)
    {
        foreach (var one in cases.Where(one => !one.Scheme.IsBroken))
        {
            foreach (var ((kind, referral), clock) in LadderModel.Watched(one))
            {
                foreach (var (number, to) in LadderModel.Due(clock, one.Scheme.Scheme.Deadlines.Ladder.Steps, today))
                {
                    var audience = LadderModel.Audience(one, kind, referral, to, today);
                    if (audience.Count == 0) continue;
                    foreach (var (person, isHolder) in audience)
                    {
                        Tell(person, $"step {clock.Row:N} {number}", isHolder ? "something-open" : "something-late",
                            HourOf(one.Scheme, person, today, now), today);
                    }

                    clock.Taken[number] = today;
                }
            }
        }
    }

    /// <summary>The sweep of notices at an instant: mails that go out anyhow, and of what waits where the hour is near.</summary>
    public void SweepNotices(IEnumerable<LivedCase> cases, DateOnly today, DateTimeOffset now)
    {
        var open = cases.Where(one => one.IsOpen || one.State is ReportState.Closed).ToLookup(one => one.Scheme);
        foreach (var scheme in schemes.Where(scheme => !scheme.IsBroken))
        {
            foreach (var person in scheme.Active.Where(person => !person.IsAway(today)))
            {
                var isDaily = person.Administers || scheme.HandlersHearDaily;
                var cover = FirstMorning(isDaily ? OfficeDays.IsOpen : OfficeDays.BeginsWeek, today, now);
                if (cover - now <= TimeSpan.FromHours(24)) Owe(person.Id, "something-open", cover);
                var hour = NextHour(today, now);
                if (isDaily || hour - now > TimeSpan.FromMinutes(30)) continue;
                foreach (var one in open[scheme].Where(one => one.Holders.Contains(person)))
                    foreach (var thing in Waiting(one, person)) Tell(person.Id, thing, "something-open", hour, today);
            }
        }
    }

    /// <summary>What waits for a handler in a case that they hold; in a closed one the answer to the follow-up alone.</summary>
    private static IEnumerable<string> Waiting(LivedCase one, LivedPerson person)
    {
        var mine = one.Referrals.Where(of => one.IsOpen && of.Workers.Contains(person)).ToList();
        if (one.IsOpen && !one.Passed.Contains(person)) yield return $"gate {one.Id:N}";
        foreach (var offered in mine.Where(of => of.AcceptedOn is null)) yield return $"referral {offered.Id:N}";
        foreach (var returned in mine.Where(of => of.Last is EntryKind.StatementReturn))
            yield return $"statement {returned.Statements[^1].Entry:N}";
        if (one.Passed.Contains(person) && (mine.Count > 0 || one.State != ReportState.Referred)
            && one.Messages.Count > 0 && one.Messages[^1].Kind is EntryKind.Answer)
        {
            yield return $"answer {one.Messages[^1].Entry:N}";
        }
    }

    /// <summary>Half past seven or one o'clock, whichever is next.</summary>
    public static DateTimeOffset NextHour(DateOnly today, DateTimeOffset now) =>
        new[] { OfficeDays.At(today, 7, 30), OfficeDays.At(today, 13, 0), OfficeDays.At(today.AddDays(1), 7, 30) }.First(at => at > now);

    private static DateTimeOffset HourOf(LivedScheme scheme, Guid id, DateOnly today, DateTimeOffset now) =>
        id != scheme.Scheme.Id && (scheme.HandlersHearDaily || scheme.People.Single(person => person.Id == id).Administers)
            ? FirstMorning(OfficeDays.IsOpen, today, now) : NextHour(today, now);

    private static DateTimeOffset FirstMorning(Func<DateOnly, bool> counts, DateOnly today, DateTimeOffset now)
    {
        for (var day = today; ; day = day.AddDays(1))
            if (counts(day) && OfficeDays.At(day, 7, 30) is var at && at > now) return at;
    }
}
