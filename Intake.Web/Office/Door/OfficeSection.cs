namespace Intake.Web.Office.Door;

/// <summary>The parts of the back office that its menu leads to.</summary>
public enum OfficeSection
{
    None,
    Inbox,
    People,
    Accountability,
    Access,
    Roots,
    Retention,
    Accounts,
    Operations,
    Profile,
}
