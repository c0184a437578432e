namespace Intake.Tests.Guarantees.Looks;

/// <summary>What a look at a page can find.</summary>
public enum FaultKind
{
    /// <summary>A violation that axe names.</summary>
    Axe,

    /// <summary>Wider than the screen, or cut off.</summary>
    Fit,

    /// <summary>Cut off or wider than the screen with the text spacing of WCAG 1.4.12, or with text twice as large.</summary>
    Spacing,

    /// <summary>Too little contrast in dark colours.</summary>
    Dark,

    /// <summary>Not reached by Tab in order, a trap, focus that does not show or is hidden.</summary>
    Keyboard,

    /// <summary>A request to another host.</summary>
    Stranger,
}

/// <summary>One fault on one page.</summary>
public sealed record Fault(FaultKind Kind, Shown Page, string What)
{
    public override string ToString() => $"{Page}: {What}";
}
