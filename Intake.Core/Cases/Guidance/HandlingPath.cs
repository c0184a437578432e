using Intake.Core.Cases.Acting;
using Intake.Core.Cases.Planning;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Guidance;

/// <summary>What a handler does with a case, in its order.</summary>
public enum PathStage
{
    /// <summary>Says whether there is a conflict of interest.</summary>
    Conflict = 1,

    /// <summary>Reads what came, also later.</summary>
    Read,

    /// <summary>Says how grave it is.</summary>
    Assess,

    /// <summary>Makes a plan.</summary>
    Plan,

    /// <summary>Lets others come forward until a day, and tells what came of it. Beside the others; only where there is a window.</summary>
    Window,

    /// <summary>Hears both parties.</summary>
    Hear,

    /// <summary>Acts, and looks at the effect.</summary>
    Act,

    /// <summary>Looks after the workplace. Beside the others.</summary>
    Aftercare,

    /// <summary>Tells the reporter what was done.</summary>
    Feedback,

    /// <summary>Accounts for it to the administrator.</summary>
    Statement,

    /// <summary>An administrator closes the case.</summary>
    Close,
}

/// <summary>How far a stage has come.</summary>
public enum PathState
{
    /// <summary>Done.</summary>
    Done = 1,

    /// <summary>The first that is not done.</summary>
    Now,

    /// <summary>Later, or beside.</summary>
    Open,
}

/// <summary>A stage of the path as a case stands.</summary>
/// <param name="Stage">Which.</param>
/// <param name="State">How far it has come.</param>
/// <param name="DoneOn">The day on which it was done; null while it is not.</param>
/// <param name="Due">Until when: of a deadline its last working day. Null where nobody has set a day.</param>
/// <param name="OpenThings">How many things of it are still to be done: answers to read, tasks, parties, actions.</param>
public sealed record PathStep(PathStage Stage, PathState State, DateOnly? DoneOn, DateOnly? Due, int OpenThings);

/// <summary>
/// A handler's path through a case, as a list of tasks. It is made from the entries and dates of the case each time and stored
/// nowhere. Pure. The four steps of the plan stand beside it: see <see cref="HandlingStep"/>.
/// </summary>
public static class HandlingPath
{
    /// <summary>The path of a referral whose WorkFile is open.</summary>
    /// <exception cref="ArgumentException">The WorkFile is not open to this person.</exception>
    public static IReadOnlyList<PathStep> Of(CaseView view, ReferralView referral)
    {
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(referral);
        var file = referral.WorkFile ?? throw new ArgumentException("The WorkFile is not open.", nameof(referral));
        var plan = WorkPlan.Of(file);
        var actions = ActionRegister.Of(file);
        var feedback = view.Deadlines.FirstOrDefault(one => one.Deadline.Kind == DeadlineKind.Feedback);
        var statement = referral.Deadlines.FirstOrDefault(one => one.Deadline.Kind == DeadlineKind.Statement);
        var unread = view.NewAnswers.Count;
        var missing = Enum.GetValues<CaseParty>().Count(party => !plan.Heard.ContainsKey(party));
        var open = actions.Where(action => action.IsOpen).ToList();
        var window = OpenWindow.Of(view, file);
        var after = Aftercare.Of(referral.StatementFile).Where(line => line.Now is not null).ToList();

        List<Found> found =
        [
            new(PathStage.Conflict, referral.AcceptedOn),
            new(PathStage.Read, unread == 0 ? referral.AcceptedOn : null) { Open = unread },
            new(PathStage.Assess, LastOn(file, EntryKind.Assessment)),
            Planned(plan),
            new(PathStage.Window, window.ToldOn)
            {
                Due = window.Date is { IsOpen: true } date ? date.Deadline.Due : null, Open = window.Left, IsBeside = true,
                IsThere = window.IsUsed,
            },
            new(PathStage.Hear, missing == 0 ? plan.Heard.Values.Max(heard => heard.Said.On ?? heard.SaidOn) : null) { Open = missing },
            new(PathStage.Act, actions.Count > 0 && open.Count == 0 ? LastOn(file, EntryKind.Action) : null)
            {
                Due = open.Min(action => action.Due), Open = open.Count,
            },
            new(PathStage.Aftercare, after.Count > 0 && after.TrueForAll(line => !line.IsOpen)
                ? LastOn(referral.StatementFile, EntryKind.Aftercare) : null)
            {
                Due = after.Min(line => line.Due), Open = after.Count(line => line.IsOpen), IsBeside = true,
            },
            new(PathStage.Feedback, feedback?.MetOn) { Due = DueOf(feedback) },
            new(PathStage.Statement, IsSent(referral) ? LastOn(referral.StatementFile, EntryKind.Statement) : null)
            {
                Due = DueOf(statement),
            },
            new(PathStage.Close, view.ClosedOn),
        ];
        found.RemoveAll(one => !one.IsThere);
        var now = found.FindIndex(one => one is { DoneOn: null, IsBeside: false });
        return [.. found.Select((one, i) => new PathStep(one.Stage,
            one.DoneOn is not null ? PathState.Done : i == now ? PathState.Now : PathState.Open, one.DoneOn, one.Due, one.Open))];
    }

    private static Found Planned(WorkPlan plan)
    {
        var tasks = plan.Tasks.Where(task => task.State == TaskState.Open).ToList();
        var interviews = plan.Interviews.Where(one => one.State == InterviewState.Planned).ToList();
        var open = tasks.Count + interviews.Count;
        // A tick in a checklist is no plan.
        return new(PathStage.Plan, open == 0 && plan.Tasks.Count + plan.Interviews.Count > 0 ? plan.LastOn : null)
        {
            Due = tasks.Select(task => task.Now.On).Concat(interviews.Select(one => one.Now.On)).Min(), Open = open,
        };
    }

    private static bool IsSent(ReferralView referral) =>
        referral.State == CaseLifecycle.SendStatement.To || CaseLifecycle.IsOver(referral.State);

    private static DateOnly? LastOn(IReadOnlyList<ReadEntry>? file, EntryKind kind) =>
        (file ?? []).Where(entry => entry.Kind == kind).Select(entry => (DateOnly?)entry.MadeOn).Max();

    private static DateOnly? DueOf(CaseDeadline? one) => one is { IsOpen: true } ? one.Deadline.ActBy : null;

    private sealed record Found(PathStage Stage, DateOnly? DoneOn)
    {
        public DateOnly? Due { get; init; }
        public int Open { get; init; }
        public bool IsBeside { get; init; }
        public bool IsThere { get; init; } = true;
    }
}
