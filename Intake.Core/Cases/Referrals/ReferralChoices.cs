using Intake.Core.Schemes;

namespace Intake.Core.Cases.Referrals;

/// <summary>What an administrator can choose when a report is handed to a unit.</summary>
/// <param name="Units">All units of the scheme, in its order.</param>
/// <param name="Candidates">Whom can be chosen at the unit that was asked about, and who must not be; none without a unit.</param>
/// <param name="Usual">The scheme's dates for the unit, and how late others may be.</param>
public sealed record ReferralChoices(IReadOnlyList<UnitChoice> Units, IReadOnlyList<Candidate> Candidates, UsualDates Usual)
{
    /// <summary>Those of the candidates who were given a copy with passages struck out, and never the original.</summary>
    public IReadOnlyList<Candidate> HadCopy { get; init; } = [];
}

/// <summary>A unit that a report could be handed to.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Free">How many may be chosen there, with those of the units above that it falls back on.</param>
/// <param name="HasCase">Whether it has the report already, with a handler who can open it.</param>
public sealed record UnitChoice(Unit Unit, int Free, bool HasCase)
{
    /// <summary>Whether too few may take part for the report to go there, see <see cref="Router.Fewest"/>.</summary>
    public bool HasTooFew => Free < Router.Fewest;
}
