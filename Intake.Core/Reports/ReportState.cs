namespace Intake.Core.Reports;

/// <summary>Where a report stands, visible in the database.</summary>
public enum ReportState
{
    Received = 1,
    Opened,
    OutOfScope,
    InScope,
    Referred,
    Handled,
    Closed,
    Withdrawn,
}
