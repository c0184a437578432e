using Intake.Core.Deadlines;
using Intake.Core.Schemes;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// What the reporter reads when an administrator has opened the report: the scheme's own wording, else the standard
/// one, and two dates.
/// </summary>
internal static class AcknowledgementText
{
    private const string Key = "mailbox.acknowledgement";

    public static string In(Scheme scheme, string? language, DateOnly received, DateOnly feedbackBy)
    {
        var spoken = language == "en" ? "en" : "da";
        var (from, by) = (DeadlineWords.DateIn(spoken, received), DeadlineWords.DateIn(spoken, feedbackBy));
        var own = scheme.Text(spoken, Key) is { } text ? text + "\n\n" : "";
        return own + (spoken == "en"
            ? $"Thank you. We received what you wrote on {from}, and it is being read by people who may. "
                + $"You will find an answer here by {by} at the latest. "
                + "Come back before then if you can: there may be a question for you."
            : $"Tak. Vi modtog det, du skrev, den {from}, og det bliver læst af dem, der må. "
                + $"Du finder et svar her senest den {by}. "
                + "Kig gerne forbi inden da: der kan ligge et spørgsmål til dig.");
    }
}
