namespace Intake.Core.Cases;

/// <summary>The four steps of the unit's plan: become aware, involve, investigate, act.</summary>
public enum HandlingStep
{
    Aware = 1,
    Involve,
    Investigate,
    Act,
}
