namespace Intake.Core.Deadlines;

/// <summary>How grave a case is held to be; it sets how soon the handling statement is due: the graver, the sooner.</summary>
public enum Severity
{
    /// <summary>The usual case.</summary>
    Ordinary = 1,

    /// <summary>Repeated, widespread or in a relation of power.</summary>
    Serious,

    /// <summary>Danger to a person, or a suspected crime.</summary>
    Grave,
}
