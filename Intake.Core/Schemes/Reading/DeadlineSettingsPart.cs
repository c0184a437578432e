using System.Globalization;
using Intake.Core.Deadlines;

namespace Intake.Core.Schemes.Reading;

/// <summary>Reads <c>clocks</c>. What the file leaves out stands as in <see cref="DeadlineSettings"/>.</summary>
internal static class DeadlineSettingsPart
{
    private const string Acknowledgement = "the law allows at most 7 days (WBA §12): a scheme may only be stricter";
    private const string Feedback = "the law allows at most 3 months (WBA §12): a scheme may only be stricter";
    private const int LongestRetention = 3650;

    // The reporter must have time to come back and read the last answer.
    private const int ShortestRetention = 30;

    public static DeadlineSettings Read(FileObject from, FileFaults faults)
    {
        var before = faults.Count;
        DeadlineSettings usual = new();
        DeadlineSettings settings = new()
        {
            AcknowledgementDays = from.NumberOr(
                usual.AcknowledgementDays, "acknowledgementDays", 1, DeadlineSettings.LegalAcknowledgementDays, Acknowledgement),
            FeedbackMonths = from.NumberOr(usual.FeedbackMonths, "feedbackMonths", 1, DeadlineSettings.LegalFeedbackMonths, Feedback),
            ScreeningWorkingDays = from.NumberOr(usual.ScreeningWorkingDays, "screeningWorkingDays", 1, 20),
            RoutingWorkingDays = from.NumberOr(usual.RoutingWorkingDays, "routingWorkingDays", 1, 20),
            AcceptanceWorkingDays = from.NumberOr(usual.AcceptanceWorkingDays, "acceptanceWorkingDays", 1, 20),
            DraftDays = from.NumberOr(usual.DraftDays, "draftDays", 0, DeadlineSettings.LongestDraftDays),
            CheckInMonths = from.NumberOr(usual.CheckInMonths, "checkInMonths", 1, 24),
            RetentionDays = from.Has("retentionDays") ? Retention(from.Object("retentionDays")) : usual.RetentionDays,
            Ladder = from.Has("ladder") ? Ladder(from, faults) : usual.Ladder,
            MailHours = from.Has("mailHours") ? MailHours(from, faults) : usual.MailHours,
        };
        settings = from.Has("statementDays") ? StatementDays(from.Object("statementDays"), settings) : settings;
        from.Close();
        if (faults.Count == before)
            OutlivesCheckIn(settings, from, faults);
        return settings;
    }

    private static void OutlivesCheckIn(DeadlineSettings settings, FileObject from, FileFaults faults)
    {
        foreach (var (outcome, days) in settings.RetentionDays)
        {
            if (outcome is not Outcome.OutOfScope && days < settings.CheckInMonths * 31)
                faults.Add($"{from.Path}.retentionDays.{FileText.WordOf(outcome)}", "the case would be destroyed before the check-in");
        }
    }

    private static DeadlineSettings StatementDays(FileObject from, DeadlineSettings settings)
    {
        settings = settings with
        {
            GraveStatementDays = from.Number("grave", 1, 365),
            SeriousStatementDays = from.Number("serious", 1, 365),
            OrdinaryStatementDays = from.Number("ordinary", 1, 365),
        };
        if (settings.GraveStatementDays > settings.SeriousStatementDays)
            from.Fault("grave", "a grave case may not take longer than a serious one");
        if (settings.SeriousStatementDays > settings.OrdinaryStatementDays)
            from.Fault("serious", "a serious case may not take longer than an ordinary one");
        from.Close();
        return settings;
    }

    private static Dictionary<Outcome, int> Retention(FileObject from)
    {
        var days = Enum.GetValues<Outcome>().ToDictionary(
            outcome => outcome,
            outcome => from.Number(FileText.WordOf(outcome), ShortestRetention, LongestRetention));
        from.Close();
        return days;
    }

    private static EscalationLadder Ladder(FileObject from, FileFaults faults)
    {
        var before = faults.Count;
        var steps = from.List("ladder", 2, 12, step =>
            new EscalationStep(step.Number("daysFromDue", -90, 90), step.Word<EscalationLevel>("to")));
        if (EscalationLadder.Fault(steps) is not { } fault)
            return new EscalationLadder(steps);
        if (faults.Count == before)
            from.Fault("ladder", fault);
        return EscalationLadder.Usual;
    }

    private static List<TimeOnly> MailHours(FileObject from, FileFaults faults)
    {
        List<TimeOnly> hours = [];
        return from.Texts("mailHours", 1, 6, (text, path) =>
        {
            if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour))
                faults.Add(path, $"{FileFaults.Quote(text)} is no hour of the day, as \"07:30\"");
            else if (hours.Count > 0 && hour <= hours[^1])
                faults.Add(path, "the hours must grow through the day");
            hours.Add(hour);
            return hour;
        });
    }
}
