using Intake.Core.Reports;

namespace Intake.Core.Cases;

/// <summary>A step of a report.</summary>
/// <param name="Name">What has happened to the report.</param>
/// <param name="From">The states from which it can be taken; none where the report begins with it.</param>
/// <param name="To">The state after it; null when it stays as it is.</param>
/// <param name="Who">Who may take it.</param>
public sealed record ReportTransition(string Name, IReadOnlyList<ReportState> From, ReportState? To, CaseRoles Who)
    : CaseTransition(Name, Who)
{
    /// <summary>Whether a report in this state can take it.</summary>
    public bool Allows(ReportState state) => From.Contains(state);

    /// <summary>
    /// Sets the report's state, and the day it ended where it ends; a report that is open has none, and is kept until no day. Nothing
    /// else in the product sets them.
    /// </summary>
    /// <exception cref="InvalidOperationException">The report is not where this can be done: the desk has not asked.</exception>
    internal void Apply(Report report, DateOnly today)
    {
        if (From.Count == 0 ? report.State != default : !Allows(report.State))
            throw new InvalidOperationException($"A report that is {report.State} is not {Name}.");
        if (To is not { } to) return;
        report.State = to;
        if (CaseLifecycle.IsOver(to)) report.ClosedOn = today;
        else (report.ClosedOn, report.KeepUntil) = (null, null);
    }
}
