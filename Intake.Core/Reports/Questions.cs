using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>The questions of a Dialogue, each with what was answered to it. Pure; what does not open is left out.</summary>
public static class Questions
{
    /// <summary>The answer "I don't know".</summary>
    public const string Unknown = "unknown";

    /// <summary>The answer "I would rather not say".</summary>
    public const string Declined = "declined";

    /// <summary>Whether the word is one of the answers that are none.</summary>
    public static bool IsChoice(string? choice) => choice is Unknown or Declined;

    /// <summary>All questions in their order.</summary>
    public static IReadOnlyList<AskedQuestion> Of(IReadOnlyList<ReadEntry> entries)
    {
        var answers = entries.Where(entry => entry.Kind == EntryKind.Answer)
            .Select(entry => new GivenAnswer(entry, entry.As<TextContent>()!))
            .Where(answer => answer.Content is { Text: not null, AnswersEntry: not null })
            .ToLookup(answer => answer.Content.AnswersEntry);
        return [.. from entry in entries
            where entry.Kind == EntryKind.Question
            let content = entry.As<TextContent>()
            where content is { Text: not null }
            select new AskedQuestion(entry, content, [.. answers[entry.Id]])];
    }
}

/// <summary>A question and its answers, oldest first.</summary>
public sealed record AskedQuestion(ReadEntry Entry, TextContent Content, IReadOnlyList<GivenAnswer> Answers)
{
    public bool IsAnswered => Answers.Count > 0;
}

/// <summary>An answer to a question; with a <see cref="TextContent.Choice"/> it is one of those that are none.</summary>
public sealed record GivenAnswer(ReadEntry Entry, TextContent Content);
