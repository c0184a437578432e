namespace Intake.Web.Site.Shell;

/// <summary>What the button to leave may post.</summary>
internal static class LeaveFields
{
    /// <summary>Of a page that shows a key: the mark that ends its being shown again.</summary>
    public const string Mark = "Mark";
}
