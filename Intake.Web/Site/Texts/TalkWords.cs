namespace Intake.Web.Site.Texts;

/// <summary>The time of a talk in words, for both sides of it.</summary>
internal static class TalkWords
{
    /// <summary>The day, and the hour where there is one.</summary>
    public static string When(DateOnly day, TimeOnly? hour, Text text) =>
        hour is { } at ? text["Talk.When", text.Date(day), text.Hour(at)] : text.Date(day);
}
