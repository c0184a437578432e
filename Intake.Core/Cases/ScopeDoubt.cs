using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>That it is doubtful whether a report is inside the purpose, while nobody has decided it.</summary>
/// <param name="Ground">What the doubt is.</param>
/// <param name="Needed">What is needed to decide.</param>
/// <param name="Next">What is to be done now: to ask only until the reporter was asked.</param>
/// <param name="Since">The day of the first doubt.</param>
public sealed record ScopeDoubt(string Ground, string Needed, DoubtStep Next, DateOnly Since)
{
    /// <summary>The newest doubt; null where there is none, or where it was decided since. Pure.</summary>
    /// <param name="state">The report's.</param>
    /// <param name="dialogue">Every entry of the Dialogue in its order.</param>
    public static ScopeDoubt? Of(ReportState state, IReadOnlyList<ReadEntry> dialogue)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        if (!CaseLifecycle.Doubt.Allows(state)) return null;
        var doubts = dialogue.Where(entry => entry.Kind == EntryKind.Doubt && EntryKinds.IsWhole(entry)).ToList();
        if (doubts is not [.., var newest]) return null;
        var content = newest.As<DoubtContent>()!;
        var isAsked = dialogue.Any(entry => entry.Kind == EntryKind.Question && entry.Position > newest.Position);
        return new(content.Ground, content.Needed,
            isAsked ? DoubtStep.Decide : Codes.Read<DoubtStep>(content.Next) ?? DoubtStep.Decide, doubts[0].MadeOn);
    }
}

/// <summary>What is done about a doubt. Names are stored: they never change.</summary>
public enum DoubtStep
{
    /// <summary>The reporter is asked.</summary>
    Ask = 1,

    /// <summary>An administrator finds out otherwise, and decides.</summary>
    Decide,
}
