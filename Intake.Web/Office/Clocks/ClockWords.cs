using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Clocks;

/// <summary>One of a scheme's deadlines: what it is, how long it is from when, and whose task it is.</summary>
/// <param name="Kind">What is due.</param>
/// <param name="Severity">For how grave a case, where that makes a difference.</param>
/// <param name="Length">Its length, in words; null where a person chooses the day.</param>
public sealed record ClockLine(DeadlineKind Kind, Severity? Severity, string? Length);

/// <summary>A scheme's settings in words.</summary>
public static class ClockWords
{
    private const int YearDays = 365;

    /// <summary>Every kind of deadline but deletion, which has as many lengths as there are outcomes.</summary>
    public static IReadOnlyList<ClockLine> Lines(DeadlineSettings clocks, Text t) =>
    [
        Line(DeadlineKind.Acknowledgement, Count("Days", clocks.AcknowledgementDays, t)),
        Line(DeadlineKind.Screening, Count("WorkingDays", clocks.ScreeningWorkingDays, t)),
        Line(DeadlineKind.Routing, Count("WorkingDays", clocks.RoutingWorkingDays, t)),
        Line(DeadlineKind.Acceptance, Count("WorkingDays", clocks.AcceptanceWorkingDays, t)),
        Line(DeadlineKind.Feedback, Count("Months", clocks.FeedbackMonths, t)),
        .. Enum.GetValues<Severity>().Reverse().Select(severity =>
            new ClockLine(DeadlineKind.Statement, severity, Count("Days", clocks.StatementDays(severity), t))),
        Line(DeadlineKind.AgreedTalk, null),
        Line(DeadlineKind.OpenWindow, null),
        Line(DeadlineKind.PoliceReport, t["Clocks.Hours", DeadlinePolicy.PoliceReportHours]),
        Line(DeadlineKind.CheckIn, Count("Months", clocks.CheckInMonths, t)),
    ];

    /// <summary>When a step of the ladder comes.</summary>
    public static string When(EscalationStep step, Text t) => step.DaysFromDue switch
    {
        0 => t["Clocks.Step.OnTheDay"],
        < 0 => t["Clocks.Step.Before", Count("Days", -step.DaysFromDue, t)],
        _ => t["Clocks.Step.After", Count("Days", step.DaysFromDue, t)],
    };

    /// <summary>Who hears of it at that step.</summary>
    public static string Who(EscalationLevel level, Scheme scheme, Text t) => level switch
    {
        EscalationLevel.Deputy => scheme.Administrator.Deputy.Title.In(t.Language),
        EscalationLevel.Executive when scheme.Executive is { } office => t["Clocks.To.Executive", office.Title.In(t.Language)],
        EscalationLevel.Executive => t["Clocks.To.Executive.None"],
        _ => t[$"Clocks.To.{level}"],
    };

    /// <summary>How long a case is kept: in years too where that is easier to picture.</summary>
    public static string Kept(int days, Text t) => days >= YearDays
        ? t["Clocks.Kept.Years", Count("Days", days, t), Count("Years", (days + (YearDays / 2)) / YearDays, t)]
        : Count("Days", days, t);

    /// <summary>The hours of the day at which mails go out.</summary>
    public static string Hours(DeadlineSettings clocks, Text t) =>
        string.Join(t["Clocks.And"], clocks.MailHours.Select(hour => hour.ToString("HH:mm", t.Culture)));

    /// <summary>"1 day", "7 days".</summary>
    public static string Count(string what, int number, Text t) => t[number == 1 ? $"Clocks.{what}.One" : $"Clocks.{what}", number];

    private static ClockLine Line(DeadlineKind kind, string? length) => new(kind, null, length);
}
