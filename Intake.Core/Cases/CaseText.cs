namespace Intake.Core.Cases;

/// <summary>What every text that staff writes into a case must keep. Pure.</summary>
public static class CaseText
{
    /// <summary>Longest text, in UTF-16 characters.</summary>
    public const int Longest = 50_000;

    /// <summary>Why a needed text cannot be taken, or null when it can.</summary>
    public static CaseResult? Fault(string? text) => BlankText.Is(text) ? CaseResult.TextMissing : FaultOfOptional(text);

    /// <summary>Why a text that may be left out cannot be taken, or null when it can.</summary>
    public static CaseResult? FaultOfOptional(string? text) => text?.Length > Longest ? CaseResult.TextTooLong : null;

    /// <summary>A text that may be left out, as it is stored: blank is null.</summary>
    public static string? Given(string? text) => BlankText.Is(text) ? null : text;
}
