using Intake.Core;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Submission;
using Intake.Web.Office.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.OralReports;

/// <summary>
/// What an administrator writes down of an oral report: the questions of the report form, of which only the description and the
/// follow choice are required.
/// </summary>
public sealed class OralReportForm
{
    private const int LineBytes = 4 * 1024;
    private const int ProseBytes = 32 * 1024;
    private const int CodeBytes = 128;
    private readonly ReadForm? form;

    private OralReportForm(ReadForm? form) => this.form = form;

    /// <summary>An empty form.</summary>
    public static OralReportForm Empty { get; } = new(null);

    public string this[string field] => form?.Text(field) ?? "";

    /// <summary>Readers whom the oral report names: they get no key.</summary>
    public IReadOnlyList<string> Named => form?.Values("Named") ?? [];

    /// <summary>People whom the text may mean and does not.</summary>
    public IReadOnlyList<string> NotThis => form?.Values("NotThis") ?? [];

    internal static FormShape Shape(Scheme scheme) => ReportQuestions.All.Aggregate(
        FormShape.Within(CaseForms.MostTextBytes).Text("ToldBy", 16).Date("ArrivedOn").Text("Language", 8)
            .Many("Named", scheme.WhoReads.Readers.Count).Many("NotThis", 200).WithScheme(),
        (shape, question) => shape.Text(question.Field, question.Kind switch
        {
            AnswerKind.Account => CaseForms.TextBytes,
            AnswerKind.Prose => ProseBytes,
            AnswerKind.Line => LineBytes,
            _ => CodeBytes,
        }));

    internal static OralReportForm Of(ReadForm form) => new(form);

    /// <summary>What was typed, for the parts of the date.</summary>
    public ReadForm? Typed => form;

    /// <summary>The day on which it came; null where none was typed, and it came today.</summary>
    internal DateOnly? ArrivedOn => form?.Date("ArrivedOn", out _);

    internal FormErrors Check(FormErrors errors, Scheme scheme, OralReportDesk desk, Text text)
    {
        var arrived = form!.Date("ArrivedOn", out var wrong);
        if (wrong || (arrived is { } day && !desk.MayHaveArrived(day))) errors.Add("ArrivedOn", text["Told.ArrivedOn.Wrong"]);
        if (!OralReportDesk.Ways.Contains(this["ToldBy"])) errors.Add("ToldBy", text["Told.By.Missing"]);
        if (BlankText.Is(this["Description"])) errors.Add("Description", text["Told.Description.Missing"]);
        if (this["Follow"] is not ("yes" or "no")) errors.Add("Follow", text["Told.Follow.Missing"]);
        if (this["Unit"] is not ("" or "unknown" or "several") && scheme.Unit(this["Unit"]) is null)
        {
            errors.Add("Unit", text["CaseFile.Answer.ChoiceUnknown"]);
        }

        if (this["Category"].Length > 0 && scheme.Category(this["Category"]) is null)
        {
            errors.Add("Category", text["CaseFile.Answer.ChoiceUnknown"]);
        }

        foreach (var question in ReportQuestions.All.Where(one => one.Kind == AnswerKind.Choice && this[one.Field].Length > 0))
        {
            if (!question.Choices.Contains(this[question.Field])) errors.Add(question.Field, text["CaseFile.Answer.ChoiceUnknown"]);
        }

        if (Named.Any(name => scheme.WhoReads.Readers.All(reader => reader.Name != name)))
        {
            errors.Add("Named", text["CaseFile.Answer.ChoiceUnknown"]);
        }

        return errors;
    }

    /// <summary>The report; only for a form that <see cref="Check"/> found nothing wrong with.</summary>
    internal ReportContent ToReport() =>
        ReportQuestions.Report(field => this[field], this["Language"] == "en" ? "en" : "da");
}
