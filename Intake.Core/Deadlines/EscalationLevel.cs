namespace Intake.Core.Deadlines;

/// <summary>Who hears of a deadline; each level is one further up, because what is serious is followed until someone has acted.</summary>
public enum EscalationLevel
{
    /// <summary>The person whose task it is.</summary>
    Handler,

    /// <summary>The unit's leader, where the scheme names one who holds the case; else the unit's handlers.</summary>
    Unit,

    /// <summary>Leaders and handlers of the units above.</summary>
    ParentUnit,

    /// <summary>The scheme's administrators.</summary>
    Administrator,

    /// <summary>The scheme's fallback deputy.</summary>
    Deputy,

    /// <summary>The organisation's executive contact, who hears that something is late and never which case.</summary>
    Executive,
}
