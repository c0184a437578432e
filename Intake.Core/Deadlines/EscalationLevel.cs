namespace Intake.Core.Deadlines;

/// <summary>Who hears of a deadline; each level is one further up, because what is serious is followed until someone has acted.</summary>
public enum EscalationLevel
{
    /// <summary>The person whose task it is.</summary>
    Handler,

    /// <summary>The unit's other handlers and those who lead them in the scheme.</summary>
    Unit,

    /// <summary>The scheme's administrators.</summary>
    Administrator,

    /// <summary>The scheme's fallback deputy.</summary>
    Deputy,
}
