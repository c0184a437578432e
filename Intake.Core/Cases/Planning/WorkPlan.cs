using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Planning;

/// <summary>How far a task has come. Names are stored: they never change, here and below.</summary>
public enum TaskState
{
    /// <summary>Still to be done.</summary>
    Open = 1,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Not done after all.</summary>
    Dropped,
}

/// <summary>How far an interview has come.</summary>
public enum InterviewState
{
    /// <summary>Agreed.</summary>
    Planned = 1,

    /// <summary>Held; what was said is a note.</summary>
    Held,

    /// <summary>Not held after all.</summary>
    Dropped,
}

/// <summary>The two who must be heard (000: all parties; 002: not one-sided).</summary>
public enum CaseParty
{
    /// <summary>Who was affected.</summary>
    Affected = 1,

    /// <summary>Who is said to have done it.</summary>
    Accused,
}

/// <summary>A task as it stands.</summary>
public sealed record PlannedTask(Guid Id, PlanTaskContent Now, IReadOnlyList<ReadEntry> History)
{
    /// <summary>Its state; null for a name that is none of ours.</summary>
    public TaskState? State => Codes.Read<TaskState>(Now.State);
}

/// <summary>An interview as it stands.</summary>
public sealed record PlannedInterview(Guid Id, InterviewContent Now, IReadOnlyList<ReadEntry> History)
{
    /// <summary>Its state; null for a name that is none of ours.</summary>
    public InterviewState? State => Codes.Read<InterviewState>(Now.State);
}

/// <summary>A unit's plan for a case, made from the entries of a WorkFile. Pure.</summary>
public sealed record WorkPlan
{
    /// <summary>What is ticked in the checklists.</summary>
    public required IReadOnlyList<string> Ticked { get; init; }

    /// <summary>Every task in the order in which they began.</summary>
    public required IReadOnlyList<PlannedTask> Tasks { get; init; }

    /// <summary>Every interview in the order in which they began.</summary>
    public required IReadOnlyList<PlannedInterview> Interviews { get; init; }

    /// <summary>
    /// The newest word on each party that there is one on, with the day on which it was written down. The day of the hearing is in it,
    /// where somebody gave it.
    /// </summary>
    public required IReadOnlyDictionary<CaseParty, (HearingContent Said, DateOnly SaidOn)> Heard { get; init; }

    /// <summary>The day on which something of the plan was last written down; null when nothing was.</summary>
    public required DateOnly? LastOn { get; init; }

    /// <summary>Whether of both parties it is said that they were heard, or why that is not possible.</summary>
    public bool BothAccountedFor => Enum.GetValues<CaseParty>().All(Heard.ContainsKey);

    /// <summary>The plan that the entries tell of; those that can't be read are left out.</summary>
    public static WorkPlan Of(IReadOnlyList<ReadEntry> workFile)
    {
        ArgumentNullException.ThrowIfNull(workFile);
        return new WorkPlan
        {
            Ticked = workFile.Where(entry => entry.Kind == EntryKind.Checklist && EntryKinds.IsWhole(entry))
                .OrderBy(entry => entry.Position).LastOrDefault()?.As<ChecklistContent>()?.Done ?? [],
            Tasks = [.. Codes.Newest<PlanTaskContent, Guid>(workFile, EntryKind.PlanTask, content => content.TaskId)
                .Select(of => new PlannedTask(of.Id, of.Now, of.History))],
            Interviews = [.. Codes.Newest<InterviewContent, Guid>(workFile, EntryKind.Interview, content => content.InterviewId)
                .Select(of => new PlannedInterview(of.Id, of.Now, of.History))],
            Heard = Codes.Newest<HearingContent, string>(workFile, EntryKind.Hearing, content => content.Party)
                .Select(of => (Party: Codes.Read<CaseParty>(of.Id), of.Now, of.History[^1].MadeOn)).Where(of => of.Party is not null)
                .ToDictionary(of => of.Party!.Value, of => (of.Now, of.MadeOn)),
            LastOn = workFile.Where(entry => entry.Kind is EntryKind.Checklist or EntryKind.PlanTask or EntryKind.Interview)
                .Select(entry => (DateOnly?)entry.MadeOn).Max(),
        };
    }

    /// <summary>What is wrong with a task as typed, by field name; empty when it can be saved. Pure.</summary>
    public static IReadOnlyDictionary<string, CaseResult> Check(PlanTaskContent task)
    {
        ArgumentNullException.ThrowIfNull(task);
        var faults = new Dictionary<string, CaseResult>();
        if (CaseText.Fault(task.Text) is { } text) faults[nameof(task.Text)] = text;
        if (CaseText.Fault(task.Owner) is { } owner) faults[nameof(task.Owner)] = owner;
        if (Codes.Read<TaskState>(task.State) is null) faults[nameof(task.State)] = CaseResult.ChoiceUnknown;
        return faults;
    }

    /// <summary>What is wrong with an interview as typed, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="interview">The interview.</param>
    /// <param name="today">None was held after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(InterviewContent interview, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(interview);
        var faults = new Dictionary<string, CaseResult>();
        if (CaseText.Fault(interview.With) is { } with) faults[nameof(interview.With)] = with;
        if (CaseText.FaultOfOptional(interview.Second) is { } second) faults[nameof(interview.Second)] = second;
        if (Codes.Read<InterviewState>(interview.State) is not { } state) faults[nameof(interview.State)] = CaseResult.ChoiceUnknown;
        else if (state == InterviewState.Held && interview.On > today) faults[nameof(interview.On)] = CaseResult.DayImpossible;
        return faults;
    }

    /// <summary>What is wrong with a word on a party, by field name; empty when it can be saved. Pure.</summary>
    /// <param name="hearing">The word.</param>
    /// <param name="today">Nobody was heard after today.</param>
    public static IReadOnlyDictionary<string, CaseResult> Check(HearingContent hearing, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(hearing);
        var faults = new Dictionary<string, CaseResult>();
        if (Codes.Read<CaseParty>(hearing.Party) is null) faults[nameof(hearing.Party)] = CaseResult.ChoiceUnknown;
        if (hearing.On > today) faults[nameof(hearing.On)] = CaseResult.DayImpossible;
        if ((hearing.Heard ? CaseText.FaultOfOptional(hearing.Why) : CaseText.Fault(hearing.Why)) is { } why)
            faults[nameof(hearing.Why)] = why;
        return faults;
    }
}
