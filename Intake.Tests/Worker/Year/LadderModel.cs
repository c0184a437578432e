using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Schemes;

namespace Intake.Tests.Worker.Year;

/// <summary>
/// Which step of the ladder comes when, and who hears: as the scheme files' README and the law say it, counted from the script's record.
/// </summary>
internal static class LadderModel
{
    /// <summary>The steps of one clock to take on a day: number, level.</summary>
    public static IReadOnlyList<(int Number, EscalationLevel To)> Due(
        LivedClock clock, IReadOnlyList<EscalationStep> ladder, DateOnly today)
    {
        var after = new List<(int, EscalationLevel)>();
        (int Number, EscalationLevel To, DateOnly On)? reminder = null;
        var isOverdue = false;
        foreach (var (days, to) in ladder.Select(step => (step.DaysFromDue, step.To)))
        {
            var number = (((int)to + 1) * 1000) + days; // A step is known by who hears, and how many days from the due one.
            if (days > 0 && clock.Due.AddDays(days) <= today)
            {
                isOverdue = true;
                if (!clock.Taken.ContainsKey(number)) after.Add((number, to));
            }
            else if (days <= 0 && OfficeDays.OnOrBefore(clock.Due.AddDays(days)) is var on && on <= today)
            {
                reminder = (number, to, on);
            }
        }

        if (isOverdue) return after;
        return reminder is { } last && last.On > clock.Start && !clock.Taken.ContainsKey(last.Number) ? [(last.Number, last.To)] : [];
    }

    /// <summary>Who hears; of each whether they are asked to sign in. A scheme's own id stands for its executive contact.</summary>
    public static List<(Guid Id, bool IsHolder)> Audience(
        LivedCase one, DeadlineKind kind, Guid? referral, EscalationLevel level, DateOnly today)
    {
        var scheme = one.Scheme;
        if (level is EscalationLevel.Executive) return scheme.Scheme.Executive is null ? [] : [(scheme.Scheme.Id, false)];
        EscalationLevel[] upwards =
        [
            EscalationLevel.Handler, EscalationLevel.Unit, EscalationLevel.ParentUnit, EscalationLevel.Administrator,
            EscalationLevel.Deputy,
        ];
        List<EscalationLevel> levels = [.. upwards.Where(at => at >= level), EscalationLevel.Administrator];
        var told = levels.Select(at => StandingIn(one, At(one, kind, referral, at), today)).FirstOrDefault(people => people.Count > 0)
            ?? levels.Select(at => At(one, kind, referral, at).ToList()).FirstOrDefault(people => people.Count > 0) ?? [];
        List<(Guid, bool)> audience = [.. told.Select(person => (person.Id, true))];
        if (level is not EscalationLevel.Deputy || At(one, kind, referral, level).Any()) return audience;
        var deputies = scheme.Active.Where(person => person.Deputises).ToList();
        var atWork = Substituted(scheme, deputies, today).Where(person => person.Administers).ToList();
        audience.AddRange((atWork.Count > 0 ? atWork : deputies).Except(told).Select(person => (person.Id, one.Holders.Contains(person))));
        return audience;
    }

    private static List<LivedPerson> StandingIn(LivedCase one, IEnumerable<LivedPerson> people, DateOnly today) =>
        [.. Substituted(one.Scheme, people, today).Where(one.Holders.Contains)];

    private static List<LivedPerson> Substituted(LivedScheme scheme, IEnumerable<LivedPerson> people, DateOnly today) =>
        [.. people.Select(person => !person.IsAway(today) ? person
            : person.Substitute is { } other && scheme.Active.Contains(other) && !other.IsAway(today) ? other : null)
            .OfType<LivedPerson>().Distinct()];

    private static IEnumerable<LivedPerson> At(LivedCase one, DeadlineKind kind, Guid? referral, EscalationLevel level)
    {
        var turns = Turns(one, kind, referral);
        var units = (referral is null ? turns : [.. one.Referrals.Where(of => of.Id == referral)]).Select(of => of.Unit).Distinct().ToList();
        var here = one.Scheme.Active.Where(one.Holders.Contains).ToList();
        return level switch
        {
            EscalationLevel.Handler when turns.Count > 0 => here.Where(person => !person.Administers
                && turns.Exists(of => of.Workers.Contains(person))),
            EscalationLevel.Handler or EscalationLevel.Administrator => here.Where(person => person.Administers && !person.Deputises),
            EscalationLevel.Unit => units.SelectMany(unit => Leader(here, unit) is { } leader
                ? [leader] : here.Where(person => person.Units.Contains(unit.Id))).Distinct(),
            EscalationLevel.ParentUnit => units.SelectMany(unit => Above(one.Scheme.Scheme, unit)).SelectMany(unit =>
                here.Where(person => person.Units.Contains(unit.Id) || person.Email == unit.Leader)).Distinct(),
            _ => here.Where(person => person.Deputises),
        };
    }

    /// <summary>
    /// Which referrals' move a clock is: one of its own while somebody is at work on it; of the whole case those that are accepted and
    /// not done. None: the administrators'.
    /// </summary>
    private static List<LivedReferral> Turns(LivedCase one, DeadlineKind kind, Guid? referral) => kind switch
    {
        DeadlineKind.Acknowledgement or DeadlineKind.Screening or DeadlineKind.Routing or DeadlineKind.CheckIn => [],
        _ when referral is not null => [.. one.Referrals.Where(of => of.Id == referral && of.Workers.Count > 0)],
        _ => [.. one.Referrals.Where(of => of.AcceptedOn is not null && !of.IsDone && of.Workers.Count > 0)],
    };

    private static LivedPerson? Leader(List<LivedPerson> here, Unit unit) =>
        unit.Leader is null ? null : here.Find(person => person.Email == unit.Leader);

    private static IEnumerable<Unit> Above(Scheme scheme, Unit unit)
    {
        for (var next = unit.Parent; next is not null; next = scheme.Units.Single(one => one.Name == next).Parent)
            yield return scheme.Units.Single(one => one.Name == next);
    }

    /// <summary>The clocks that a ladder watches: not how long a case is kept, and nothing of a report that was taken back.</summary>
    public static IEnumerable<((DeadlineKind Kind, Guid? Referral) Key, LivedClock Clock)> Watched(LivedCase one) =>
        one.State is ReportState.Withdrawn ? []
            : one.Clocks.Where(entry => entry.Value.IsOpen && entry.Value.Due >= entry.Value.Start)
                .Select(entry => (entry.Key, entry.Value));
}
