using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// What is sent from the mailbox at once: an answer for each question, the message, the check-in that it belongs to, and files last.
/// </summary>
public static class ReplyForm
{
    /// <summary>The most that is read, and dropped, of an answer whose scheme is not known: well over what schemes take.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>Buttons and ticks beside files.</summary>
    internal static IReadOnlyList<string> Buttons { get; } =
        [ReportForm.Remove, ReportForm.AsItIs, ReportForm.Again, ReportForm.Strike, ReportForm.KeepNames, ReportForm.StruckName];

    /// <summary>Whether a button beside a file was pressed: then nothing is sent.</summary>
    internal static bool Decides(ReadForm form) => Buttons.Any(button => button != ReportForm.StruckName && form.Text(button).Length > 0);

    /// <summary>Text alone: what is read of an answer that can't be taken, so that it can be given back.</summary>
    public static FormShape TextAlone { get; } = MailboxFields.Texts().Files("Files", 200, long.MaxValue);

    public static FormShape Shape(Scheme scheme) =>
        MailboxFields.Texts().Files("Files", 200, ReportForm.FileBytes(scheme));

    /// <summary>What was said to each question, empty or not.</summary>
    internal static IReadOnlyList<QuestionAnswer> Given(ReadForm form) =>
        [.. form.AllAbout(MailboxFields.Answer).Union(form.AllAbout(MailboxFields.Choice)).Select(id =>
            new QuestionAnswer(
                id, form.Text(FormShape.About(MailboxFields.Answer, id)), form.Text(FormShape.About(MailboxFields.Choice, id))))];

    /// <summary>Whether a field is one of those that are sent here.</summary>
    internal static bool Takes(string field) => field is "Answers" or "Text" or "Files" or MailboxFields.Upload or ReportForm.KeepOriginals
        || IsAbout(MailboxFields.Answer, field) || IsAbout(MailboxFields.Choice, field);

    /// <summary>Whether a field is one of those of that name.</summary>
    internal static bool IsAbout(string name, string field) => FormShape.AboutOf(field) is { } id && field == FormShape.About(name, id);

    /// <summary>Where the form led to: how many answers were sent, and whether a message was.</summary>
    internal static (string What, int? Sent) Done(ReadForm form, bool hasFiles)
    {
        var sent = Given(form).Count(answer => !answer.IsEmpty);
        return sent == 0 ? ("reply", null) : (hasFiles || !BlankText.Is(form.Text("Text")) ? "answers-reply" : "answers", sent);
    }
}
