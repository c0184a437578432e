namespace Intake.Core.Reports.Contents;

/// <summary>Entry 57: dates that an administrator set at referral in place of the scheme's.</summary>
/// <param name="AcceptBy">The last day to take the case on; null for the scheme's.</param>
/// <param name="StatementBy">The last day for the statement; null for the scheme's.</param>
/// <param name="Reason">Why, where one is later than the scheme's.</param>
/// <param name="Severity">How grave the report was said to be then; null where nobody had said so.</param>
public sealed record OwnDatesContent(DateOnly? AcceptBy, DateOnly? StatementBy, string? Reason, string? Severity);
