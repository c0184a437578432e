namespace Intake.Web.Site.Shell.Parts;

/// <summary>The design system's four alerts.</summary>
public enum AlertKind
{
    Info,
    Success,
    Warning,
    Error,
}
