using Intake.Core.Cases;
using Intake.Core.Reports;
using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Outbound;

/// <summary>A message to begin with.</summary>
public enum MessageTemplate
{
    /// <summary>Something is asked.</summary>
    Question,

    /// <summary>A question that was not answered.</summary>
    Reminder,

    /// <summary>
    /// Feedback: what was found and done. There is none that says only that somebody works on it: feedback meets the deadline of the law,
    /// and such a message is no feedback.
    /// </summary>
    Done,

    /// <summary>Feedback on the way: what was done, what is still to be done, and when the reporter hears again.</summary>
    Underway,

    /// <summary>After closing: how it has gone since.</summary>
    CheckIn,

    /// <summary>The last words when a case is closed.</summary>
    LastWords,
}

/// <summary>
/// Messages to begin with, in the reporter's language and in the scheme's wording where it has one. They are filled with what the
/// program knows, which is dates and units and never a name; what it does not know is left to the writer, and the outbound
/// check finds it while it is left.
/// </summary>
internal static class MessageTemplates
{
    /// <summary>The ones for a form, as far as the case allows it.</summary>
    public static IReadOnlyList<MessageTemplate> For(CaseView view, string form) => form switch
    {
        "question" => !view.May.Ask ? []
            : LastAsked(view) is null ? [MessageTemplate.Question] : [MessageTemplate.Question, MessageTemplate.Reminder],
        "feedback" => view.May.GiveFeedback ? [MessageTemplate.Done, MessageTemplate.Underway] : [],
        "look-after" => view.May.CheckIn ? [MessageTemplate.CheckIn] : [],
        "close" => view.May.Close ? [MessageTemplate.LastWords] : [],
        _ => [],
    };

    /// <summary>The message of that name for one of the conversation's forms; null for one that is none, or can't be sent now.</summary>
    public static TypedText? Of(
        string? name, CaseView view, Scheme scheme, IReadOnlyDictionary<string, TextCatalogue> catalogues) =>
        new[] { "question", "feedback" }
            .Select(form => Of(name, form, view, scheme, catalogues) is { } text ? new TypedText(form, text) : null)
            .FirstOrDefault(typed => typed is not null);

    /// <summary>The message of that name for a form; null for one that is none, or can't be sent now.</summary>
    public static string? Of(
        string? name, string form, CaseView view, Scheme scheme, IReadOnlyDictionary<string, TextCatalogue> catalogues) =>
        For(view, form).Where(one => Name(one) == name)
            .Select(template => Text(template, view, Speaking(view, scheme, catalogues))).FirstOrDefault();

    /// <summary>As it stands in an address.</summary>
    public static string Name(MessageTemplate template) => template.ToString().ToLowerInvariant();

    /// <summary>Texts in the language that the reporter chose.</summary>
    private static Text Speaking(CaseView view, Scheme scheme, IReadOnlyDictionary<string, TextCatalogue> catalogues)
    {
        var language = view.Report?.Language == "en" ? "en" : "da";
        var text = new Text(language, catalogues[language]);
        text.Override(scheme.Texts.GetValueOrDefault(language));
        return text;
    }

    private static string Text(MessageTemplate template, CaseView view, Text text)
    {
        var received = text.Date(view.ReceivedOn);
        return template switch
        {
            MessageTemplate.Question => text["Message.Question", received],
            MessageTemplate.Reminder => text["Message.Reminder", text.Date(LastAsked(view)!.Value)],
            MessageTemplate.Underway => text["Message.Underway", received],
            MessageTemplate.CheckIn => text["Message.CheckIn", text.Date(view.ClosedOn ?? view.ReceivedOn)],
            MessageTemplate.LastWords => text["Message.LastWords", received],
            _ => text["Message.Done", received],
        };
    }

    /// <summary>The day of the newest question that has no answer.</summary>
    private static DateOnly? LastAsked(CaseView view) =>
        Questions.Of(view.Thread).LastOrDefault(question => !question.IsAnswered)?.Entry.MadeOn;
}
