using System.Globalization;
using Intake.Core.Deadlines;

namespace Intake.Core.Schemes.Reading;

/// <summary>Reads <c>clocks</c>. What the file leaves out stands as in <see cref="Clocks"/>.</summary>
internal static class ClocksPart
{
    private const string Acknowledgement = "the law allows at most 7 days (WBA §12): a scheme may only be stricter";
    private const string Feedback = "the law allows at most 3 months (WBA §12): a scheme may only be stricter";
    private const int LongestRetention = 3650;

    // The reporter must have time to come back and read the last answer.
    private const int ShortestRetention = 30;

    public static Clocks Read(FileObject from, FileFaults faults)
    {
        int before = faults.Count;
        Clocks usual = new();
        Clocks clocks = new()
        {
            AcknowledgementDays = from.NumberOr(usual.AcknowledgementDays, "acknowledgementDays", 1, Clocks.LegalAcknowledgementDays, Acknowledgement),
            FeedbackMonths = from.NumberOr(usual.FeedbackMonths, "feedbackMonths", 1, Clocks.LegalFeedbackMonths, Feedback),
            ScreeningWorkingDays = from.NumberOr(usual.ScreeningWorkingDays, "screeningWorkingDays", 1, 20),
            AcceptanceWorkingDays = from.NumberOr(usual.AcceptanceWorkingDays, "acceptanceWorkingDays", 1, 20),
            DraftDays = from.NumberOr(usual.DraftDays, "draftDays", 0, 30),
            CheckInMonths = from.NumberOr(usual.CheckInMonths, "checkInMonths", 1, 24),
            RetentionDays = from.Has("retentionDays") ? Retention(from.Object("retentionDays")) : usual.RetentionDays,
            Ladder = from.Has("ladder") ? Ladder(from, faults) : usual.Ladder,
            MailHours = from.Has("mailHours") ? MailHours(from, faults) : usual.MailHours,
        };
        clocks = from.Has("statementDays") ? StatementDays(from.Object("statementDays"), clocks) : clocks;
        from.Close();
        if (faults.Count == before)
            OutlivesCheckIn(clocks, from, faults);
        return clocks;
    }

    private static void OutlivesCheckIn(Clocks clocks, FileObject from, FileFaults faults)
    {
        foreach ((Outcome outcome, int days) in clocks.RetentionDays)
        {
            if (outcome is not Outcome.OutOfScope && days < clocks.CheckInMonths * 31)
                faults.Add($"{from.Path}.retentionDays.{FileText.WordOf(outcome)}", "the case would be destroyed before the check-in");
        }
    }

    private static Clocks StatementDays(FileObject from, Clocks clocks)
    {
        clocks = clocks with
        {
            GraveStatementDays = from.Number("grave", 1, 365),
            SeriousStatementDays = from.Number("serious", 1, 365),
            OrdinaryStatementDays = from.Number("ordinary", 1, 365),
        };
        if (clocks.GraveStatementDays > clocks.SeriousStatementDays)
            from.Fault("grave", "a grave case may not take longer than a serious one");
        if (clocks.SeriousStatementDays > clocks.OrdinaryStatementDays)
            from.Fault("serious", "a serious case may not take longer than an ordinary one");
        from.Close();
        return clocks;
    }

    private static Dictionary<Outcome, int> Retention(FileObject from)
    {
        Dictionary<Outcome, int> days = Enum.GetValues<Outcome>().ToDictionary(
            outcome => outcome,
            outcome => from.Number(FileText.WordOf(outcome), ShortestRetention, LongestRetention));
        from.Close();
        return days;
    }

    private static EscalationLadder Ladder(FileObject from, FileFaults faults)
    {
        int before = faults.Count;
        List<EscalationStep> steps = from.List("ladder", 2, 12, step =>
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
            if (!TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly hour))
                faults.Add(path, $"{FileFaults.Quote(text)} is no hour of the day, as \"07:30\"");
            else if (hours.Count > 0 && hour <= hours[^1])
                faults.Add(path, "the hours must grow through the day");
            hours.Add(hour);
            return hour;
        });
    }
}
