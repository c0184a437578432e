namespace Intake.Core.Deadlines;

/// <summary>One step of the ladder.</summary>
/// <param name="DaysFromDue">Calendar days from the due date: 0 or less is a reminder, more is an overdue step.</param>
/// <param name="To">Who hears of it.</param>
public sealed record EscalationStep(int DaysFromDue, EscalationLevel To)
{
    /// <summary>Whether the step comes on or before the due date.</summary>
    public bool IsReminder => DaysFromDue <= 0;

    /// <summary>
    /// What the step is, as a number from 910 to 6090: a thousand for each level, and the days from the due date. With the
    /// deadline's id it is the key of <see cref="EscalationRow"/>, under which a step is taken once, also when the scheme gets
    /// another ladder.
    /// </summary>
    public int Number => (((int)To + 1) * 1000) + DaysFromDue;
}

/// <summary>A step whose day has come for one deadline.</summary>
/// <param name="Step">The step.</param>
/// <param name="On">The day it fell due; before today when the worker was away.</param>
public sealed record DueStep(EscalationStep Step, DateOnly On)
{
    /// <summary>The step's own.</summary>
    public int Number => Step.Number;
}
