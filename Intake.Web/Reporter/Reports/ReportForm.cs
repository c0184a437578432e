using Intake.Core;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;
using Intake.Web.Site.Waiting;

namespace Intake.Web.Reporter.Reports;

/// <summary>The report form's fields, their limits, and what must be in them. Only description and follow are required.</summary>
public static class ReportForm
{
    /// <summary>The hidden field that carries the sealed ticket. It stands first, so that files can be staged as they stream.</summary>
    public const string Ticket = "Ticket";

    public const string Named = "Named";

    /// <summary>
    /// Stands where nobody sees it, and stays empty unless a machine fills in all that it finds. Never stored. Browsers
    /// do not fill in a field of its name by themselves, since that would show us who writes.
    /// </summary>
    public const string Extra = "Website";

    public const string Files = "Files";

    /// <summary>
    /// The tick that originals are kept beside cleaned copies. It stands before the files, which are cleaned as they
    /// stream.
    /// </summary>
    public const string KeepOriginals = "KeepOriginals";

    /// <summary>A button beside a staged file: its id is the file to take away.</summary>
    public const string Remove = "Remove";

    /// <summary>The button that keeps what is written for later.</summary>
    public const string Save = "Save";

    /// <summary>A button beside a file that could not be cleaned: send it all the same.</summary>
    public const string AsItIs = "AsItIs";

    /// <summary>A button beside a file that found no place: try to clean it again.</summary>
    public const string Again = "Again";

    /// <summary>A button beside a mail: strike out the names that are ticked.</summary>
    public const string Strike = "Strike";

    /// <summary>A button beside a mail: the names that are left may stay.</summary>
    public const string KeepNames = "KeepNames";

    /// <summary>A tick beside a name: the file's id, a colon and the name's place in its list.</summary>
    public const string StruckName = "StruckName";

    private const int MostStruckNames = 2_000;

    private const int DescriptionBytes = 1024 * 1024;
    private const int LineBytes = 4 * 1024;
    private const int ProseBytes = 32 * 1024;
    private const int TextBytes = 2 * 1024 * 1024;

    /// <summary>More files than this in one post are refused as a whole; up to here they are reported one by one.</summary>
    private const int MostFiles = 200;

    private static readonly Dictionary<string, PersonKind> KindOfStatus = new()
    {
        ["employee"] = PersonKind.Employee,
        ["former"] = PersonKind.Leaver,
        ["student"] = PersonKind.Student,
        ["temp"] = PersonKind.Temp,
        ["supplier"] = PersonKind.Supplier,
    };

    /// <summary>A question's codes; the reporter's own status in the order in which the scheme asks for people.</summary>
    public static IReadOnlyList<string> ChoicesOf(ReportQuestion question, Scheme scheme)
    {
        var kinds = scheme.Persons.Select(person => person.Kind).ToList();
        return question.Field == "OwnStatus" ? [.. question.Choices.OrderBy(PlaceOf)] : question.Choices;

        int PlaceOf(string code) =>
            KindOfStatus.TryGetValue(code, out var kind) && kinds.IndexOf(kind) is >= 0 and var place ? place : kinds.Count;
    }

    /// <summary>Questions inside "more, if you want".</summary>
    public static IReadOnlyList<ReportQuestion> More { get; } = [.. ReportQuestions.All.Where(question => question.IsMore)];

    public static IReadOnlyList<string> Fields { get; } = [.. ReportQuestions.All.Select(question => question.Field)];

    /// <summary>A button of a page that carries the ticket: the fields that every such form has; a page adds its own.</summary>
    internal static FormShape Button => FormShape.Within(8 * 1024).Text(Ticket, 4096);

    /// <summary>The buttons and ticks beside files that are kept.</summary>
    internal static FormShape WithDecisions(this FormShape shape) => shape
        .Text(Remove).Text(AsItIs).Text(Again).Text(Strike).Text(KeepNames).Many(StruckName, MostStruckNames);

    public static FormShape Shape(Scheme scheme)
    {
        var shape = FormShape.Within(TextBytes).Text(Ticket, 4096).WithTurn().Text(Extra, TextBytes).Text(Remove).Text(Save)
            .Many(Named, scheme.WhoReads.Readers.Count)
            .Many(KeepOriginals, 1)
            .Files(Files, MostFiles, FileBytes(scheme));
        return ReportQuestions.All.Aggregate(shape, (with, question) => question.Kind switch
        {
            AnswerKind.Account => with.Text(question.Field, DescriptionBytes),
            AnswerKind.Line => with.Text(question.Field, LineBytes),
            AnswerKind.Prose => with.Text(question.Field, ProseBytes),
            _ => with.Text(question.Field),
        });
    }

    /// <summary>The largest file that a scheme takes.</summary>
    public static long FileBytes(Scheme scheme) => scheme.Limits.FileMegabytes * 1024L * 1024;

    /// <summary>The largest body: all files that one post may hold, one too large, and the text.</summary>
    public static long BodyBytes(Scheme scheme) => (scheme.Limits.FilesPerPost + 1) * FileBytes(scheme) + (2 * TextBytes);

    /// <summary>Whether the form is to be kept for later, and the scheme keeps drafts.</summary>
    public static bool IsSaving(Scheme scheme, ReadForm form) => scheme.Deadlines.DraftDays > 0 && form.Text(Save).Length > 0;

    /// <summary>What to change, in the order of the page. A draft needs no answer.</summary>
    public static FormErrors Check(Scheme scheme, ReadForm form, Text text)
    {
        var errors = new FormErrors();
        var saving = IsSaving(scheme, form);
        if (!saving && BlankText.Is(form.Text("Description")))
        {
            errors.Add("Description", text["Report.Description.Missing"]);
        }

        if (!saving && form.Text("Follow") is not ("yes" or "no"))
        {
            errors.Add("Follow", text["Report.Follow.Missing"]);
        }

        foreach (var field in Fields.Append(Named).Where(field => !IsOffered(scheme, field, form)))
        {
            errors.Add(field, text["Report.NotOffered"]);
        }

        return errors.Add(
            form.Faults.Where(fault => fault.Field is not (Ticket or Remove or Save or KeepOriginals or Extra or WaitingFields.Turn)),
            text);
    }

    /// <summary>Whether a choice is one that the page offers; free texts always are.</summary>
    private static bool IsOffered(Scheme scheme, string field, ReadForm form) => field == Named
        ? form.Values(Named).All(name => scheme.WhoReads.Readers.Any(reader => reader.Name == name))
        : form.Text(field) is "" || ReportQuestions.Of(field) switch
        {
            { Kind: AnswerKind.Unit } => form.Text(field) is "several" or "unknown" || scheme.Unit(form.Text(field)) is not null,
            { Kind: AnswerKind.Category } => scheme.Category(form.Text(field)) is not null,
            { Kind: AnswerKind.Choice } question => question.Choices.Contains(form.Text(field)),
            _ => true,
        };
}
