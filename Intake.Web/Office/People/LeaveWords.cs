using Intake.Core.Staff.Accounts;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.People;

/// <summary>A leave in words, wherever a person on leave is shown.</summary>
internal static class LeaveWords
{
    /// <summary>Until when, and who stands in; null for a person who is at work.</summary>
    public static string? Of(StandingLeave? leave, Text text) => leave switch
    {
        null => null,
        { Substitute: { } substitute } => text["People.Away.Substitute", text.Date(leave.Until), substitute],
        _ => text["People.Away", text.Date(leave.Until)],
    };
}
