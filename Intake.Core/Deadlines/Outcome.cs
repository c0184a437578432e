namespace Intake.Core.Deadlines;

/// <summary>How a case ended; it sets how long the case is kept.</summary>
public enum Outcome
{
    /// <summary>Outside the scheme's purpose: answered with local help.</summary>
    OutOfScope,

    /// <summary>Examined, and nothing found to act on.</summary>
    NoGround,

    /// <summary>Examined and acted on.</summary>
    Acted,

    /// <summary>Reported to the police.</summary>
    ReportedToPolice,
}
