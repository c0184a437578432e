namespace Intake.Web.Site.Shell;

/// <summary>Who a page is for. A reporter's page has the button to leave.</summary>
public enum Audience
{
    Everyone,
    Reporter,
    Staff,
}
