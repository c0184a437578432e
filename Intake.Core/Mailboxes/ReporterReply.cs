using Intake.Core.Reports;
using Intake.Core.Reports.Contents;

namespace Intake.Core.Mailboxes;

/// <summary>What a reporter sends from the open mailbox at once.</summary>
/// <param name="Text">The message; blank for none.</param>
/// <param name="CheckIn">The check-in that the message answers in a closed mailbox; null for none.</param>
/// <param name="Given">Answers to questions, in the order in which they become entries; empty ones are passed over.</param>
/// <param name="Upload">Files that become part of the mailbox with it; null for none.</param>
public sealed record ReporterReply(string? Text, Guid? CheckIn, IReadOnlyList<QuestionAnswer> Given, MailboxUpload? Upload);

/// <summary>What was said to one question: a text, or one of the answers that are none, or both.</summary>
/// <param name="Question">The question's entry.</param>
/// <param name="Text">The text; blank for none.</param>
/// <param name="Choice">One of the words of <see cref="Questions.IsChoice"/>; anything else is none.</param>
public sealed record QuestionAnswer(Guid Question, string Text, string? Choice)
{
    /// <summary>Whether nothing was said: the question then stays open.</summary>
    public bool IsEmpty => BlankText.Is(Text) && !Questions.IsChoice(Choice);

    /// <summary>The entry's content.</summary>
    internal TextContent Content => new(Text, Question) { Choice = Questions.IsChoice(Choice) ? Choice : null };
}
