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
}

/// <summary>
/// Messages to begin with, in the reporter's language and in the scheme's wording where it has one. They are filled with what the
/// program knows, which is dates and units and never a name; what it does not know is left to the writer, and the outbound
/// check finds it while it is left.
/// </summary>
internal static class MessageTemplates
{
    /// <summary>The ones for a form of the conversation, as far as the case allows it.</summary>
    public static IReadOnlyList<MessageTemplate> For(CaseView view, string form) => form == "question"
        ? !view.May.Ask ? [] : LastAsked(view) is null ? [MessageTemplate.Question] : [MessageTemplate.Question, MessageTemplate.Reminder]
        : !view.May.GiveFeedback ? [] : [MessageTemplate.Done];

    /// <summary>The message of that name, in the form where it belongs; null for one that is none, or can't be sent now.</summary>
    public static TypedText? Of(
        string? name, CaseView view, Scheme scheme, IReadOnlyDictionary<string, TextCatalogue> catalogues)
    {
        foreach (var form in new[] { "question", "feedback" })
        {
            foreach (var template in For(view, form).Where(one => Name(one) == name))
                return new TypedText(form, Text(template, view, Speaking(view, scheme, catalogues)));
        }

        return null;
    }

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
            _ => text["Message.Done", received],
        };
    }

    /// <summary>The day of the newest question that has no answer.</summary>
    private static DateOnly? LastAsked(CaseView view) =>
        Questions.Of(view.Thread).LastOrDefault(question => !question.IsAnswered)?.Entry.MadeOn;
}
