using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Acting;

/// <summary>What a unit can do about a case (000, step 4; 001; 002; 004). Names are stored: they never change, here and below.</summary>
public enum ActionKind
{
    /// <summary>A talk with feedback and clear expectations (000).</summary>
    Talk = 1,

    /// <summary>Mediation or handling of a conflict (000, 002).</summary>
    Mediation,

    /// <summary>Another line of reporting, or a move (000, 002).</summary>
    ReportingLine,

    /// <summary>That there is a personnel sanction: its detail stands in the personnel file alone (000).</summary>
    Sanction,

    /// <summary>Psychologist, crisis help, coaching, defusing or debriefing (002, 004).</summary>
    CrisisHelp,

    /// <summary>Support to come back to work (001).</summary>
    ReturnSupport,

    /// <summary>Rules of conduct, dialogue on tone and culture (000, 002).</summary>
    Culture,

    /// <summary>A local action plan (001, 002).</summary>
    ActionPlan,

    /// <summary>A supplementary survey (000).</summary>
    Survey,

    /// <summary>Support for the person who is accused (001).</summary>
    SupportAccused,

    /// <summary>Risk assessment, physical measures, alarm, where citizens or patients are violent (001, 004).</summary>
    Safety,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How far an action has come.</summary>
public enum ActionState
{
    /// <summary>Decided on.</summary>
    Planned = 1,

    /// <summary>Done; its effect has still to be looked at.</summary>
    Done,

    /// <summary>Its effect was looked at.</summary>
    Checked,

    /// <summary>It is not done after all.</summary>
    Dropped,
}

/// <summary>An action as it stands, and all that was said of it before.</summary>
/// <param name="Id">The action.</param>
/// <param name="Now">What counts: its newest entry.</param>
/// <param name="History">Its entries in their order, the newest included.</param>
public sealed record RegisteredAction(Guid Id, ActionContent Now, IReadOnlyList<ReadEntry> History)
{
    /// <summary>Its kind; null for a name that is none of ours.</summary>
    public ActionKind? Kind => Codes.Read<ActionKind>(Now.Kind);

    /// <summary>Its state; null for a name that is none of ours.</summary>
    public ActionState? State => Codes.Read<ActionState>(Now.State);

    /// <summary>Whether something of it is still to be done: the action itself, or looking at its effect.</summary>
    public bool IsOpen => State is ActionState.Planned or ActionState.Done;

    /// <summary>The next day that it is due: of the action while it is planned, of its effect check after.</summary>
    public DateOnly? Due => State switch { ActionState.Planned => Now.On, ActionState.Done => Now.CheckOn, _ => null };
}

/// <summary>The actions of a referral, made from the entries of its WorkFile. Pure.</summary>
public static class ActionRegister
{
    /// <summary>Actions that interfere in somebody's employment: both parties are heard before them (002: too hasty, too strong).</summary>
    public static IReadOnlyList<ActionKind> OfWeight { get; } = [ActionKind.Sanction, ActionKind.ReportingLine];

    /// <summary>Every action in the order in which they began; entries that can't be read are left out.</summary>
    public static IReadOnlyList<RegisteredAction> Of(IEnumerable<ReadEntry> workFile) =>
        [.. Codes.Newest<ActionContent, Guid>(workFile, EntryKind.Action, content => content.ActionId)
            .Select(of => new RegisteredAction(of.Id, of.Now, of.History))];

    /// <summary>What is wrong with an action as typed, by field name; empty when it can be saved. Pure.</summary>
    public static IReadOnlyDictionary<string, CaseResult> Check(ActionContent action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var faults = new Dictionary<string, CaseResult>();
        var kind = Codes.Read<ActionKind>(action.Kind);
        if (kind is null) faults[nameof(action.Kind)] = CaseResult.ChoiceUnknown;
        if (Codes.Read<ActionState>(action.State) is not { } state) faults[nameof(action.State)] = CaseResult.ChoiceUnknown;
        else if (state == ActionState.Checked && BlankText.Is(action.Effect) && kind != ActionKind.Sanction)
            faults[nameof(action.Effect)] = CaseResult.TextMissing;
        // Not even why: the detail of a sanction is the personnel file's.
        if (kind == ActionKind.Sanction && !BlankText.Is(action.What)) faults[nameof(action.What)] = CaseResult.DetailRefused;
        if (kind == ActionKind.Sanction && !BlankText.Is(action.Effect)) faults[nameof(action.Effect)] = CaseResult.DetailRefused;
        if (kind == ActionKind.Other && BlankText.Is(action.What)) faults[nameof(action.What)] = CaseResult.TextMissing;
        foreach (var (field, text) in new[]
        {
            (nameof(action.What), action.What), (nameof(action.Owner), action.Owner), (nameof(action.Effect), action.Effect),
        })
        {
            if (CaseText.FaultOfOptional(text) is { } fault) faults[field] = fault;
        }

        if (BlankText.Is(action.Owner)) faults[nameof(action.Owner)] = CaseResult.TextMissing;
        if (action.On is { } on && action.CheckOn < on) faults[nameof(action.CheckOn)] = CaseResult.DayImpossible;
        return faults;
    }
}
