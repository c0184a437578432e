namespace Intake.Core.Reports;

/// <summary>Who is meant to read a compartment; SEALING describes each. WorkFile and StatementFile belong to a referral.</summary>
public enum CompartmentKind
{
    GateCard = 1,
    Dialogue,
    WorkFile,
    StatementFile,
}
