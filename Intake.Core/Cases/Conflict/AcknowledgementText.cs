using Intake.Core.Deadlines;
using Intake.Core.Schemes;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// What the reporter reads when an administrator has opened the report: the scheme's own wording, else the standard
/// one, and two dates. Where the day of the answer has passed before the report was opened, it says so.
/// </summary>
internal static class AcknowledgementText
{
    private const string Key = "mailbox.acknowledgement";

    public static string In(Scheme scheme, string? language, DateOnly received, DateOnly feedbackBy, DateOnly today)
    {
        var spoken = language == "en" ? "en" : "da";
        var (from, by) = (DeadlineWords.DateIn(spoken, received), DeadlineWords.DateIn(spoken, feedbackBy));
        var own = scheme.Text(spoken, Key) is { } text ? text + "\n\n" : "";
        var isLate = feedbackBy < today;
        return own + (spoken == "en"
            ? $"Thank you. We received what you wrote on {from}, and only the people who handle it can read it. "
                + (isLate
                    ? $"You should have had an answer here by {by}; that day has passed. "
                        + "Come back soon if you can: there may be an answer or a question for you."
                    : $"You will find an answer here by {by} at the latest. "
                        + "Come back before then if you can: there may be a question for you.")
            : $"Tak. Vi modtog det, du skrev, den {from}, og kun dem, der behandler det, kan læse det. "
                + (isLate
                    ? $"Du skulle have haft et svar her senest den {by}; den dag er overskredet. "
                        + "Kig gerne forbi snart igen: der kan ligge et svar eller et spørgsmål til dig."
                    : $"Du finder et svar her senest den {by}. "
                        + "Kig gerne forbi inden da: der kan ligge et spørgsmål til dig."));
    }
}
