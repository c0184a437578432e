using Intake.Core.Cases.Granting;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Referrals;

/// <summary>Who can be handed a report. Pure: from the scheme, the unit, the certified people and those who must not take part.</summary>
public static class Router
{
    /// <summary>At least so many handlers hold a referral, so that one can leave.</summary>
    public const int Fewest = 2;

    /// <summary>
    /// The unit's certified handlers; with fewer than <see cref="Fewest"/> who may take part, also those of the units above,
    /// nearest first, until there are enough. Those who must not take part are listed too, to be shown and not chosen.
    /// </summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="unit">Where the report is to be handled.</param>
    /// <param name="certified">Who may hold it.</param>
    /// <param name="barred">Who must not.</param>
    /// <param name="warned">
    /// Of whom the reporter warned: while there are any, the units above come first, nearest first, until there are enough who
    /// are neither barred nor warned of; then the unit's own.
    /// </param>
    /// <param name="leaderIsNamed">
    /// Whether the unit's leader is named: then too the units above come first, since a case about a leader is the leader's leader's (002).
    /// </param>
    public static IReadOnlyList<Candidate> Candidates(Scheme scheme, Unit unit, IEnumerable<Certificate> certified,
        IReadOnlySet<Guid> barred, IReadOnlySet<Guid>? warned = null, bool leaderIsNamed = false)
    {
        var handlers = certified.Where(c => c.IsCaseHandler).OrderBy(c => c.FullName, StringComparer.Ordinal).ToList();
        var found = new List<Candidate>();
        var upwards = scheme.AndAbove(unit).ToList();
        var isWarned = warned is not null && handlers.Exists(c => c.Units.Contains(unit.Id) && warned.Contains(c.PersonId));
        var beginsAbove = isWarned || leaderIsNamed;
        foreach (var at in beginsAbove ? upwards.Skip(1) : upwards)
        {
            found.AddRange(Of(at));
            if (found.Count(f => !f.Barred && !(isWarned && warned!.Contains(f.PersonId))) >= Fewest) break;
        }

        if (beginsAbove) found.AddRange(Of(unit));
        return leaderIsNamed ? found.ConvertAll(one => one with { LeaderIsNamed = true }) : found;

        IEnumerable<Candidate> Of(Unit at) => handlers.Where(c => c.Units.Contains(at.Id) && found.All(f => f.PersonId != c.PersonId))
            .Select(c => new Candidate(c, at, Above: at.Id != unit.Id, Barred: barred.Contains(c.PersonId))).ToList();
    }

    /// <summary>Why a choice cannot stand, or null when it can.</summary>
    public static RouteFault? Check(IReadOnlyList<Candidate> candidates, IReadOnlyCollection<Guid> chosen)
    {
        var distinct = chosen.ToHashSet();
        if (candidates.Any(c => c.Barred && distinct.Contains(c.PersonId))) return RouteFault.Excluded;
        if (!distinct.IsSubsetOf(candidates.Select(c => c.PersonId))) return RouteFault.Unknown;
        return distinct.Count < Fewest ? RouteFault.TooFew : null;
    }
}

/// <summary>A person who could be handed a report, or is shown as barred from it.</summary>
/// <param name="Certificate">Name, units and keys as certified.</param>
/// <param name="Unit">The unit they would handle it for.</param>
/// <param name="Above">Whether that is a unit above the one referred to.</param>
/// <param name="Barred">Whether the report names or excludes them: not selectable.</param>
public sealed record Candidate(Certificate Certificate, Unit Unit, bool Above, bool Barred)
{
    public Guid PersonId => Certificate.PersonId;
    public string FullName => Certificate.FullName;

    /// <summary>Whether the leader of the unit that is referred to is named.</summary>
    public bool LeaderIsNamed { get; init; }

    /// <summary>
    /// Whether only an administrator can give them access: the unit has a marked copy, and nobody who read the original has found that
    /// nothing in it speaks against them.
    /// </summary>
    public bool IsForAdministrators { get; init; }

    /// <summary>What has to be answered before they get access.</summary>
    public JudgedPerson Judged { get; init; } = new(Certificate, new Judgement(Standing.Free, []), []);
}

/// <summary>Why a choice of handlers cannot stand.</summary>
public enum RouteFault
{
    /// <summary>Fewer than <see cref="Router.Fewest"/>.</summary>
    TooFew = 1,

    /// <summary>One of them must not take part.</summary>
    Excluded,

    /// <summary>One of them is no candidate.</summary>
    Unknown,
}
