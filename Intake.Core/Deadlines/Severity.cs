namespace Intake.Core.Deadlines;

/// <summary>How grave a case is judged to be; the graver, the sooner the handling statement is due.</summary>
public enum Severity
{
    /// <summary>The usual case.</summary>
    Ordinary = 1,

    /// <summary>Repeated, widespread or in a relation of power.</summary>
    Serious,

    /// <summary>Danger to a person, or a suspected crime.</summary>
    Grave,
}
