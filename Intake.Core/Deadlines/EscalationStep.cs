namespace Intake.Core.Deadlines;

/// <summary>One step of the ladder.</summary>
/// <param name="DaysFromDue">Calendar days from the due date: 0 or less is a reminder, more is an overdue step.</param>
/// <param name="To">Who hears of it.</param>
public sealed record EscalationStep(int DaysFromDue, EscalationLevel To)
{
    /// <summary>Whether the step comes on or before the due date.</summary>
    public bool IsReminder => DaysFromDue <= 0;
}

/// <summary>A step whose day has come for one deadline.</summary>
/// <param name="Number">
/// The step's place in the ladder from 1: with the deadline's id the key of <see cref="EscalationRow"/>, under which a
/// step is taken once.
/// </param>
/// <param name="Step">The step.</param>
/// <param name="On">The day it fell due; before today when the worker was away.</param>
public sealed record DueStep(int Number, EscalationStep Step, DateOnly On);
