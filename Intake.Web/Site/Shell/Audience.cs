namespace Intake.Web.Site.Shell;

/// <summary>Whom a page is for. A reporter's page carries the way out.</summary>
public enum Audience
{
    Everyone,
    Reporter,
    Staff,
}
