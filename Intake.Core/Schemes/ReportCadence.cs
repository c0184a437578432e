namespace Intake.Core.Schemes;

/// <summary>How often the administrators get an accountability report.</summary>
public enum ReportCadence
{
    /// <summary>For each week from Monday.</summary>
    Weekly = 1,

    /// <summary>For each calendar month.</summary>
    Monthly,

    /// <summary>For each quarter of a calendar year.</summary>
    Quarterly,
}
