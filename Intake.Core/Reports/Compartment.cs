using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// A part of a report with its own keys. A report has one of each kind, and of WorkFile and StatementFile one per referral.
/// </summary>
public sealed class Compartment
{
    public required Guid Id { get; init; }
    public required Guid ReportId { get; init; }
    public Guid? ReferralId { get; init; }
    public required CompartmentKind Kind { get; init; }
}
