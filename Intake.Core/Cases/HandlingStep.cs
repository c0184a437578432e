using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>The four steps of the unit's plan: become aware, involve, investigate, act.</summary>
public enum HandlingStep
{
    Aware = 1,
    Involve,
    Investigate,
    Act,
}

/// <summary>
/// Which step of the plan a unit is at by what it has written: it follows the work, and never goes back by itself. A handler can move it.
/// </summary>
internal static class HandlingSteps
{
    /// <summary>Moves a referral to the step that an entry shows, where that is further.</summary>
    public static void Reach(this Referral referral, EntryKind by)
    {
        var reached = By(by);
        if (reached > referral.Step) referral.Step = reached;
    }

    private static HandlingStep By(EntryKind kind) => kind switch
    {
        EntryKind.Assessment or EntryKind.PlanTask or EntryKind.Suspicion => HandlingStep.Involve,
        EntryKind.Interview or EntryKind.Hearing => HandlingStep.Investigate,
        EntryKind.Action => HandlingStep.Act,
        _ => HandlingStep.Aware,
    };
}
