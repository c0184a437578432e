namespace Intake.Web.Site.Shell;

/// <summary>What the button to leave may post.</summary>
internal static class LeaveFields
{
    /// <summary>Of a page that shows a key: the mark that ends its being shown again.</summary>
    public const string Mark = "Mark";

    /// <summary>Of a page of the report form: its ticket, which is good for nothing from then on.</summary>
    public const string Ticket = "Ticket";

    /// <summary>The ticket that the page was asked for with, which a browser posts again when it goes back.</summary>
    public const string Posted = "Posted";
}
