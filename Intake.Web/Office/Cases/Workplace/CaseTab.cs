using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>The pages that a case is read on, in the order of their links. Each has an address of its own.</summary>
public enum CaseTab
{
    Overview,
    Conversation,
    Files,
    Work,
    Statements,
    History,
}

/// <summary>Where the tabs are.</summary>
public static class CaseTabs
{
    /// <summary>The tab's page below the case; empty for the overview.</summary>
    public static string Page(this CaseTab tab) => tab == CaseTab.Overview ? "" : tab.ToString().ToLowerInvariant();

    /// <summary>A tab of a case, or a place on it.</summary>
    public static string Tab(this PageAddress here, Guid id, CaseTab tab, string fragment = "") =>
        here.Case(id, tab.Page()) + (fragment.Length == 0 ? "" : $"#{fragment}");
}
