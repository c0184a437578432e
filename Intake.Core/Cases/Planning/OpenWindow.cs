using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Planning;

/// <summary>What follows the invitation to come forward. Names are stored: they never change.</summary>
public enum WindowStep
{
    /// <summary>What comes in is gathered.</summary>
    Gather = 1,

    /// <summary>What came of it is made known.</summary>
    Tell,
}

/// <summary>
/// A window in which others can come forward (002, åbent vindue), as a procedure: its date is set, what comes in is gathered, and what
/// came of it is made known, which shuts it. Made from the entries of a WorkFile and the case's dates. Pure.
/// </summary>
public sealed record OpenWindow
{
    /// <summary>The newest date that was set for it; null where none was.</summary>
    public CaseDeadline? Date { get; init; }

    /// <summary>Whether the window is open: its date is set, and not met. It stays so when the case is closed in the meantime.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The newest word on each step of this window, or of the last one, with its day.</summary>
    public required IReadOnlyDictionary<WindowStep, (WindowContent Said, DateOnly On)> Steps { get; init; }

    /// <summary>Whether there is or was one.</summary>
    public bool IsUsed => Date is not null || Steps.Count > 0;

    /// <summary>How many steps of an open window are still to be done.</summary>
    public int Left => IsOpen ? Enum.GetValues<WindowStep>().Count(step => !IsDone(step)) : 0;

    /// <summary>The day on which it was made known what came of it; null before.</summary>
    public DateOnly? ToldOn => !IsOpen && IsDone(WindowStep.Tell) ? Steps[WindowStep.Tell].On : null;

    /// <summary>Whether a step is done.</summary>
    public bool IsDone(WindowStep step) => Steps.TryGetValue(step, out var of) && of.Said.Done;

    /// <summary>The window of a case, as far as the WorkFile tells.</summary>
    public static OpenWindow Of(CaseView view, IReadOnlyList<ReadEntry> workFile)
    {
        ArgumentNullException.ThrowIfNull(view);
        var dates = view.Deadlines.Where(one => one.Deadline.Kind == DeadlineKind.OpenWindow).ToList();
        var date = dates.Find(one => one.IsOpen) ?? dates.LastOrDefault();
        return Of(workFile, date is { MetOn: null } && GoesOn(workFile, date.EndedBy, date.EndedOn)) with { Date = date };
    }

    /// <summary>
    /// Whether the invitation holds of a date that was not met: closing a case calls nobody off, until it is made known what
    /// came of it. Pure.
    /// </summary>
    /// <param name="workFile">The WorkFile's entries.</param>
    /// <param name="by">How its date ended; null while it runs.</param>
    /// <param name="on">On which day.</param>
    internal static bool GoesOn(IEnumerable<ReadEntry> workFile, DeadlineEnd? by, DateOnly? on) => by is null
        || (by == DeadlineEnd.Closed && !workFile.Any(entry => entry.Kind == EntryKind.Window && EntryKinds.IsWhole(entry)
            && entry.MadeOn >= on && entry.As<WindowContent>() is { Step: nameof(WindowStep.Tell), Done: true }));

    /// <summary>The same without its date.</summary>
    /// <param name="workFile">The WorkFile's entries; those that can't be read are left out.</param>
    /// <param name="isOpen">Whether a date is set and not met.</param>
    public static OpenWindow Of(IReadOnlyList<ReadEntry> workFile, bool isOpen)
    {
        ArgumentNullException.ThrowIfNull(workFile);
        var steps = new Dictionary<WindowStep, (WindowContent Said, DateOnly On)>();
        foreach (var entry in workFile.Where(entry => entry.Kind == EntryKind.Window && EntryKinds.IsWhole(entry))
            .OrderBy(entry => entry.Position))
        {
            var said = entry.As<WindowContent>()!;
            if (Codes.Read<WindowStep>(said.Step) is not { } step) continue;
            if (IsOver(steps)) steps.Clear();
            steps[step] = (said, said.On ?? entry.MadeOn);
        }

        // Telling shuts the window: one that is open after that is another.
        if (isOpen && IsOver(steps)) steps.Clear();
        return new OpenWindow { IsOpen = isOpen, Steps = steps };
    }

    /// <summary>What is wrong with a step as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="step">The step.</param>
    /// <param name="today">Nothing was done after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(WindowContent step, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(step);
        var faults = new Dictionary<string, CaseResult>();
        var kind = Codes.Read<WindowStep>(step.Step);
        if (kind is null) faults[nameof(step.Step)] = CaseResult.ChoiceUnknown;
        if (CaseText.Fault(step.Text) is { } text) faults[nameof(step.Text)] = text;
        if ((kind == WindowStep.Tell ? CaseText.Fault(step.Whom) : CaseText.FaultOfOptional(step.Whom)) is { } whom)
            faults[nameof(step.Whom)] = whom;
        if (CaseText.Fault(step.By) is { } by) faults[nameof(step.By)] = by;
        if (step.Done && (step.On is null || step.On > today)) faults[nameof(step.On)] = CaseResult.DayImpossible;
        return faults;
    }

    /// <summary>
    /// Whether a step without faults can be taken: while the window is open, and nothing is made known before all is gathered.
    /// </summary>
    public bool Takes(WindowContent step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return IsOpen && (!step.Done || Codes.Read<WindowStep>(step.Step) == WindowStep.Gather || IsDone(WindowStep.Gather));
    }

    private static bool IsOver(Dictionary<WindowStep, (WindowContent Said, DateOnly On)> steps) =>
        steps.TryGetValue(WindowStep.Tell, out var told) && told.Said.Done;
}
