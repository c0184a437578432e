using Intake.Core.Deadlines;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Dates;

/// <summary>A kind of date that staff set by hand: the steps that set it and meet it, and what each leaves in the case.</summary>
/// <param name="Kind">The deadline.</param>
/// <param name="Set">The step that sets it, or another day for it.</param>
/// <param name="Meet">The step by which it is met.</param>
/// <param name="WhenSet">The decision that setting it is.</param>
/// <param name="WhenMet">The decision that meeting it is.</param>
public sealed record SetDate(
    DeadlineKind Kind, ReportTransition Set, ReportTransition Meet, DecisionKind WhenSet, DecisionKind WhenMet)
{
    /// <summary>All of them, in the order of the page. Sources: the 72 hours at <see cref="DeadlinePolicy.PoliceReport"/>.</summary>
    public static IReadOnlyList<SetDate> All { get; } =
    [
        new(DeadlineKind.AgreedTalk, CaseLifecycle.AgreeTalk, CaseLifecycle.HoldTalk, DecisionKind.TalkAgreed, DecisionKind.TalkHeld),
        new(DeadlineKind.OpenWindow, CaseLifecycle.OpenWindow, CaseLifecycle.ShutWindow,
            DecisionKind.WindowOpened, DecisionKind.WindowShut),
        new(DeadlineKind.PoliceReport, CaseLifecycle.DatePoliceReport, CaseLifecycle.ReportToPolice,
            DecisionKind.IncidentDated, DecisionKind.PoliceReported),
    ];

    /// <summary>The one of a deadline's kind; null for a kind that nobody sets by hand.</summary>
    public static SetDate? Of(DeadlineKind kind) => All.FirstOrDefault(one => one.Kind == kind);

    /// <summary>Whether a decision set, met or took away one of them.</summary>
    public static bool Has(DecisionContent decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        return decision.What is nameof(DecisionKind.PoliceNotReported) or nameof(DecisionKind.IncidentUndated)
            || All.Any(one => decision.What == one.WhenSet.ToString() || decision.What == one.WhenMet.ToString());
    }
}
