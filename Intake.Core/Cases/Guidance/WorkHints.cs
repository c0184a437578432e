using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Guidance;

/// <summary>Where handling a case typically goes wrong (002), and a hint is shown. A hint is words alone: it stops nothing.</summary>
public enum WorkHint
{
    /// <summary>Nobody is known: three thoughts that lead into the anonymity trap.</summary>
    AnonymityTrap = 1,

    /// <summary>An action of weight, before both parties are accounted for.</summary>
    TooHasty,

    /// <summary>A statement, before both parties are accounted for.</summary>
    OneSided,

    /// <summary>An action whose effect nobody is to look at.</summary>
    NoFollowUp,
}

/// <summary>Which hints stand on which page of a referral. Pure.</summary>
public static class WorkHints
{
    /// <summary>Whether the anonymity trap is near: the report says of nobody that they were involved.</summary>
    public static bool IsNearTheTrap(CaseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return IsNearTheTrap(view.Report);
    }

    /// <summary>The same of what the reporter wrote; null where it can't be read.</summary>
    public static bool IsNearTheTrap(ReportContent? report) => BlankText.Is(report?.Involved);

    /// <summary>The hints for the page of actions.</summary>
    public static IReadOnlyList<WorkHint> ForActions(IReadOnlyList<RegisteredAction> actions, WorkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(actions);
        ArgumentNullException.ThrowIfNull(plan);
        var hints = new List<WorkHint>();
        var stands = actions.Where(action => action.State is not ActionState.Dropped).ToList();
        if (!plan.BothAccountedFor && stands.Any(action => action.Kind is { } kind && ActionRegister.OfWeight.Contains(kind)))
            hints.Add(WorkHint.TooHasty);
        if (stands.Any(action => action.Now.CheckOn is null && action.State is not ActionState.Checked)) hints.Add(WorkHint.NoFollowUp);
        return hints;
    }

    /// <summary>The hints for the page on which a statement is written.</summary>
    public static IReadOnlyList<WorkHint> ForStatement(WorkPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.BothAccountedFor ? [] : [WorkHint.OneSided];
    }
}
