using Intake.Core.Deadlines;
using Intake.Core.Staff.Audit;

namespace Intake.Tests.Web.Office;

/// <summary>
/// The figures counted a second time and by another way: from what the audit says that staff did, and from what the scene's reporters
/// did. It shares nothing with the product's counting.
/// </summary>
internal sealed class AuditRecount(IReadOnlyList<AuditLine> lines, Played played, DateOnly from, DateOnly to)
{
    /// <summary>Counts of a unit with nothing below it, or of the whole scheme.</summary>
    public Dictionary<string, int> Counts(Guid? unit)
    {
        var cases = played.Received.Where(report => report.Value <= to && (unit is null || played.Referrals.Any(
            referral => referral.Value == (report.Key, unit.Value) && On(AuditAction.Referred, referral.Key) <= to)))
            .Select(report => report.Key).ToList();
        var referrals = played.Referrals.Where(referral => (unit is null || referral.Value.Unit == unit)
            && On(AuditAction.Referred, referral.Key) <= to).Select(referral => referral.Key).ToList();
        // What a case owes is no unit's before it has accepted.
        var owed = unit is null ? cases : [.. cases.Where(id => referrals.Any(referral =>
            played.Referrals[referral].Report == id && On(AuditAction.Accepted, referral) <= to))];
        var late = Late(owed, referrals).ToList();
        var opens = cases.Where(id => !(On(AuditAction.Closed, id) <= to)
            && !(played.Outside.Contains(id) && On(AuditAction.Screened, id) <= to)).ToList();
        return new()
        {
            ["Received"] = cases.Count(id => In(played.Received[id])),
            ["ScreenedIn"] = Acts(AuditAction.Screened, cases.Except(played.Outside)),
            ["ScreenedOut"] = Acts(AuditAction.Screened, cases.Intersect(played.Outside)),
            ["Referred"] = Acts(AuditAction.Referred, referrals),
            ["Accepted"] = Acts(AuditAction.Accepted, referrals),
            ["Open"] = opens.Count,
            ["AwaitsOpening"] = opens.Count(id => !(On(AuditAction.GatePassed, id) <= to)),
            ["AwaitsScreening"] = opens.Count(id => On(AuditAction.GatePassed, id) <= to && !(On(AuditAction.Screened, id) <= to)),
            ["AwaitsAcceptance"] = referrals.Count(id => !(On(AuditAction.Accepted, id) <= to)),
            ["StatementSent"] = Acts(AuditAction.StatementSent, referrals),
            ["StatementReturned"] = Acts(AuditAction.StatementReturned, referrals),
            ["StatementAccepted"] = Acts(AuditAction.StatementAccepted, referrals),
            ["Recused"] = Acts(AuditAction.Recused, cases),
            ["Oriented"] = Acts(AuditAction.Oriented, referrals),
            ["Asked"] = Acts(AuditAction.Asked, cases),
            ["Answered"] = played.Answers.Count(answer => cases.Contains(answer.Report) && In(answer.On)),
            ["OverdueAcknowledgement"] = late.Count(row => row.Kind == "Acknowledgement"),
            ["OverdueScreening"] = late.Count(row => row.Kind == "Screening"),
            ["OverdueAcceptance"] = late.Count(row => row.Kind == "Acceptance"),
            ["Overdue1"] = late.Count(row => row.Days <= 7),
            ["Overdue8"] = late.Count(row => row.Days is > 7 and <= 30),
            ["Overdue31"] = late.Count(row => row.Days is > 30 and <= 90),
        };
    }

    /// <summary>Reports screened, and those among them that their reporters do not follow.</summary>
    public (int Screened, int Unfollowed) Follow() =>
        (Acts(AuditAction.Screened, played.Received.Keys), Acts(AuditAction.Screened, played.Unfollowed));

    /// <summary>Days from receipt until the first administrator's pass, of the whole scheme, ascending.</summary>
    public List<int> DaysToOpening() =>
        [.. played.Received.Where(report => In(On(AuditAction.GatePassed, report.Key)))
            .Select(report => On(AuditAction.GatePassed, report.Key)!.Value.DayNumber - report.Value.DayNumber).Order()];

    /// <summary>Days from a referral until it was accepted, ascending.</summary>
    public List<int> DaysToAcceptance() =>
        [.. played.Referrals.Keys.Where(id => In(On(AuditAction.Accepted, id)))
            .Select(id => On(AuditAction.Accepted, id)!.Value.DayNumber - On(AuditAction.Referred, id)!.Value.DayNumber).Order()];

    /// <summary>By the law's seven days and the scheme's working days, counted on the calendar.</summary>
    private IEnumerable<(string Kind, int Days)> Late(List<Guid> cases, List<Guid> referrals)
    {
        foreach (var id in cases)
        {
            if (Past(played.Received[id].AddDays(7), On(AuditAction.GatePassed, id)) is { } unopened)
                yield return ("Acknowledgement", unopened);
            if (Past(DanishCalendar.AddWorkingDays(played.Received[id], 5), On(AuditAction.Screened, id)) is { } unscreened)
                yield return ("Screening", unscreened);
            if (!played.Outside.Contains(id) && On(AuditAction.Screened, id) is { } inside
                && Past(DanishCalendar.AddWorkingDays(inside, 5), FirstAccepted(id)) is { } unrouted)
            {
                yield return ("Routing", unrouted);
            }
        }

        foreach (var id in referrals)
        {
            // Where both handlers have stepped back, the time to take it on begins again for others.
            var steps = lines.Where(line => line.Action == AuditAction.Recused && line.SubjectId == played.Referrals[id].Report).ToList();
            if (steps.Count > 1)
            {
                var left = steps.Max(line => CopenhagenClock.DayOf(line.At));
                if (Past(DanishCalendar.AddWorkingDays(left, 3), null) is { } untaken) yield return ("Acceptance", untaken);
            }
            else if (Past(DanishCalendar.AddWorkingDays(On(AuditAction.Referred, id)!.Value, 3), On(AuditAction.Accepted, id))
                is { } unaccepted)
            {
                yield return ("Acceptance", unaccepted);
            }
        }
    }

    private DateOnly? FirstAccepted(Guid report) =>
        played.Referrals.Where(referral => referral.Value.Report == report)
            .Select(referral => On(AuditAction.Accepted, referral.Key)).Min();

    private int? Past(DateOnly due, DateOnly? met) => due < to && !(met <= to) ? to.DayNumber - due.DayNumber : null;

    private int Acts(AuditAction action, IEnumerable<Guid> subjects)
    {
        var about = subjects.ToHashSet();
        return lines.Count(line => line.Action == action && about.Contains(line.SubjectId ?? Guid.Empty)
            && In(CopenhagenClock.DayOf(line.At)));
    }

    /// <summary>The first day of an act.</summary>
    private DateOnly? On(AuditAction action, Guid subject) => lines.Where(line => line.Action == action && line.SubjectId == subject)
        .Select(line => (DateOnly?)CopenhagenClock.DayOf(line.At)).Min();

    private bool In(DateOnly? day) => day >= from && day <= to;
}
