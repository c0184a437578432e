using Intake.Core.Schemes;
using Intake.Web.Reporter.Reports;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Mailboxes;

/// <summary>The answer's fields: the question it belongs to, the text, and files last.</summary>
public static class ReplyForm
{
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

    private static FormShape Fields() => FormShape.Within(2 * TextBytes).Text("Answers").Text(Upload).Text("Text", TextBytes)
        .WithDecisions().Many(ReportForm.KeepOriginals, 1).WithTurn();
}
