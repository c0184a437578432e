using Intake.Core;
using Intake.Core.Mailboxes;
using Intake.Core.Schemes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>
/// The fields of what is sent from the mailbox: an answer for each question, the message, the check-in that it belongs to, and
/// files last. One form holds them all, so that nothing typed in one field is lost when another is sent.
/// </summary>
public static class ReplyForm
{
    /// <summary>The fields about one question each: the text, and the answer that is none.</summary>
    public const string Answer = "Answer", Choice = "Choice";

    /// <summary>How many questions stand on one page; more come when these are answered.</summary>
    public const int MostQuestions = 100;

    private const int TextBytes = 1024 * 1024;

    /// <summary>The most that is read, and dropped, of an answer whose scheme is not known: well over what schemes take.</summary>
    public const long MostBytes = 2L * 1024 * 1024 * 1024;

    /// <summary>The hidden field that names the files kept from an earlier page.</summary>
    public const string Upload = "Upload";

    /// <summary>Buttons and ticks beside files.</summary>
    internal static IReadOnlyList<string> Buttons { get; } =
        [ReportForm.Remove, ReportForm.AsItIs, ReportForm.Again, ReportForm.Strike, ReportForm.KeepNames, ReportForm.StruckName];

    /// <summary>Whether a button beside a file was pressed: then nothing is sent.</summary>
    internal static bool Decides(ReadForm form) => Buttons.Any(button => button != ReportForm.StruckName && form.Text(button).Length > 0);

    /// <summary>Text alone: what is read of an answer that can't be taken, so that it can be given back.</summary>
    public static FormShape TextAlone { get; } = Fields().Files("Files", 200, long.MaxValue);

    public static FormShape Shape(Scheme scheme) =>
        Fields().Files("Files", 200, ReportForm.FileBytes(scheme));

    /// <summary>What was said to each question, empty or not.</summary>
    internal static IReadOnlyList<QuestionAnswer> Given(ReadForm form) =>
        [.. form.AllAbout(Answer).Union(form.AllAbout(Choice)).Select(id =>
            new QuestionAnswer(id, form.Text(FormShape.About(Answer, id)), form.Text(FormShape.About(Choice, id))))];

    /// <summary>What was typed, to be shown again.</summary>
    internal static MailboxAnswer Typed(ReadForm form, FormErrors errors) =>
        new(form.Text("Text"), errors) { Answers = form.Text("Answers"), Given = Given(form) };

    /// <summary>Where the form led to: how many answers were sent, and whether a message was.</summary>
    internal static string Done(ReadForm form, bool hasFiles)
    {
        var sent = Given(form).Count(answer => !answer.IsEmpty);
        return sent == 0 ? "reply" : $"{(hasFiles || !BlankText.Is(form.Text("Text")) ? "answers-reply" : "answers")}&sent={sent}";
    }

    private static FormShape Fields() => FormShape.Within(2 * TextBytes).Text("Answers").Text(Upload).Text("Text", TextBytes)
        .Each(Answer, MostQuestions, TextBytes).Each(Choice, MostQuestions, 16)
        .WithDecisions().Many(ReportForm.KeepOriginals, 1).WithTurn();
}
