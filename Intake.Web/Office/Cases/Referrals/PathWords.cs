using Intake.Core.Cases.Guidance;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>A stage of the path in words.</summary>
internal static class PathWords
{
    /// <summary>How far it has come, with the day on which it was done.</summary>
    public static string StateOf(PathStep step, Text text) =>
        step.DoneOn is { } on ? text["Path.Done", text.Date(on)] : text[step.State == PathState.Now ? "Path.Now" : "Path.Open"];

    /// <summary>Until when, and what is open; empty where neither is known.</summary>
    public static string AboutOf(PathStep step, Text text) => string.Join(' ', new[]
    {
        step.Due is { } due ? text["Path.Due", text.Date(due)] : null,
        step.OpenThings == 0 ? null : text[$"Path.Left.{step.Stage}", step.OpenThings],
    }.OfType<string>());
}
