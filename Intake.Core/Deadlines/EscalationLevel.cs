namespace Intake.Core.Deadlines;

/// <summary>Who hears of a deadline; each level is one further up, because what is serious is followed until someone has acted.</summary>
/// <remarks>The numbers are stored, in <see cref="EscalationStep.Number"/>, and give the order.</remarks>
public enum EscalationLevel
{
    /// <summary>The person whose task it is.</summary>
    Handler = 0,

    /// <summary>The unit's leader, where the scheme names one who holds the case; else the unit's handlers.</summary>
    Unit = 1,

    /// <summary>Leaders and handlers of the units above.</summary>
    ParentUnit = 2,

    /// <summary>The scheme's administrators.</summary>
    Administrator = 3,

    /// <summary>The scheme's fallback deputy.</summary>
    Deputy = 4,

    /// <summary>The organisation's executive contact, who hears that something is late and never which case.</summary>
    Executive = 5,
}
