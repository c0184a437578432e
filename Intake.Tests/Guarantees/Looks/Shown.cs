namespace Intake.Tests.Guarantees.Looks;

/// <summary>A page in one state and one language, as the program answered it.</summary>
/// <param name="Name">Side and state, such as reporter/form-errors.</param>
/// <param name="Language">da or en.</param>
/// <param name="Html">The whole answer.</param>
public sealed record Shown(string Name, string Language, string Html)
{
    /// <summary>Where the gallery shows it.</summary>
    public string Path => $"/shown/{Language}/{Name}";

    public override string ToString() => $"{Name} ({Language})";
}
