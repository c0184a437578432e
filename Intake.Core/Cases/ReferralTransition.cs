using Intake.Core.Reports;

namespace Intake.Core.Cases;

/// <summary>A step of a referral. It can be taken only while the report is in a state that allows it.</summary>
/// <param name="Name">What has happened to the referral.</param>
/// <param name="While">The report's states in which it can be taken.</param>
/// <param name="From">The referral's states from which it can be taken; none where the referral begins with it.</param>
/// <param name="To">The state after it; null when it stays as it is.</param>
/// <param name="Who">Who may take it.</param>
public sealed record ReferralTransition(
    string Name, IReadOnlyList<ReportState> While, IReadOnlyList<ReferralState> From, ReferralState? To, CaseRoles Who)
    : CaseTransition(Name, Who)
{
    /// <summary>Whether a referral in this state, of a report in this state, can take it.</summary>
    public bool Allows(ReportState report, ReferralState referral) => While.Contains(report) && From.Contains(referral);

    /// <summary>Sets the referral's state. Nothing else in the product sets it.</summary>
    /// <exception cref="InvalidOperationException">The case is not where this can be done: the desk has not asked.</exception>
    internal void Apply(Report report, Referral referral)
    {
        if (From.Count == 0 ? referral.State != default || !While.Contains(report.State) : !Allows(report.State, referral.State))
            throw new InvalidOperationException($"A referral that is {referral.State}, of a report that is {report.State}, is not {Name}.");
        if (To is { } to) referral.State = to;
    }
}
