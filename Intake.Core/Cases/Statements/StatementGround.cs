using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Statements;

/// <summary>What a case records already of what a statement accounts for: its form begins with it, and is held against it. Pure.</summary>
public sealed record StatementGround
{
    /// <summary>Actions that are about what single persons did.</summary>
    private static readonly ActionKind[] OfPersons =
        [ActionKind.Talk, ActionKind.Mediation, ActionKind.ReportingLine, ActionKind.Sanction, ActionKind.SupportAccused];

    /// <summary>Actions that are about how people are with one another at the place.</summary>
    private static readonly ActionKind[] OfCulture = [ActionKind.Culture, ActionKind.ActionPlan, ActionKind.Survey];

    /// <summary>The newest assessment; null where there is none.</summary>
    public required AssessmentContent? Assessment { get; init; }

    /// <summary>The plan: interviews, and whether the parties were heard.</summary>
    public required WorkPlan Plan { get; init; }

    /// <summary>The actions that stand, those that were dropped left out.</summary>
    public required IReadOnlyList<RegisteredAction> Actions { get; init; }

    /// <summary>The newest answer of each duty towards others.</summary>
    public required IReadOnlyDictionary<Duty, DutyContent> Duties { get; init; }

    /// <summary>Whether it may be a crime, and who was asked.</summary>
    public required CrimeTrack Crime { get; init; }

    /// <summary>The last open window.</summary>
    public required OpenWindow Window { get; init; }

    /// <summary>The day of the newest feedback to the reporter; null where none was given.</summary>
    public required DateOnly? FeedbackOn { get; init; }

    /// <summary>Whether both parties were heard, as the plan says; null while it says nothing of one.</summary>
    public bool? BothHeard => Plan.BothAccountedFor ? Plan.Heard.Values.All(of => of.Said.Heard) : null;

    /// <summary>Tasks of the plan that are not done.</summary>
    public int OpenTasks => Plan.Tasks.Count(task => task.State == TaskState.Open);

    /// <summary>Interviews that are agreed and not held.</summary>
    public int OpenInterviews => Plan.Interviews.Count(one => one.State == InterviewState.Planned);

    /// <summary>Actions that are not done, or whose effect nobody has looked at.</summary>
    public int OpenActions => Actions.Count(action => action.IsOpen);

    /// <summary>What the case was about, by what was done; null where that says nothing.</summary>
    public StatementTrack? Track
    {
        get
        {
            var persons = Actions.Any(action => action.Kind is { } kind && OfPersons.Contains(kind));
            var culture = Window.IsUsed || Actions.Any(action => action.Kind is { } kind && OfCulture.Contains(kind))
                || Checklists.All.Single(list => list.Name == Checklists.Culture).Lines.Any(line => Plan.Ticked.Contains(line.Name));
            return (persons, culture) switch
            {
                (true, true) => StatementTrack.Both,
                (true, false) => StatementTrack.Individual,
                (false, true) => StatementTrack.Culture,
                _ => null,
            };
        }
    }

    /// <summary>What a Dialogue and a WorkFile record.</summary>
    public static StatementGround Of(IReadOnlyList<ReadEntry> thread, IReadOnlyList<ReadEntry> workFile)
    {
        ArgumentNullException.ThrowIfNull(thread);
        ArgumentNullException.ThrowIfNull(workFile);
        return new StatementGround
        {
            Assessment = workFile.Where(entry => entry.Kind == EntryKind.Assessment && EntryKinds.IsWhole(entry))
                .OrderBy(entry => entry.Position).LastOrDefault()?.As<AssessmentContent>(),
            Plan = WorkPlan.Of(workFile),
            Actions = [.. ActionRegister.Of(workFile).Where(action => action.State is not ActionState.Dropped)],
            Duties = ExternalDuties.Of(workFile),
            Crime = CrimeTrack.Of(workFile),
            Window = OpenWindow.Of(workFile, isOpen: false),
            FeedbackOn = thread.Where(entry => entry.Kind == EntryKind.Feedback).Select(entry => (DateOnly?)entry.MadeOn).Max(),
        };
    }

    /// <summary>
    /// The parties for whom the plan does not bear out the statement: those of whom it says nothing, and where the statement says that
    /// both were heard, those who could not be.
    /// </summary>
    /// <param name="saysHeard">Whether the statement says so; null when not said.</param>
    public IReadOnlyList<CaseParty> Unheard(bool? saysHeard) => [.. Enum.GetValues<CaseParty>()
        .Where(party => !Plan.Heard.TryGetValue(party, out var of) || (saysHeard == true && !of.Said.Heard))];
}
