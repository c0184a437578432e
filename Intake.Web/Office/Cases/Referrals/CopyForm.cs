using Intake.Core.Cases.Referrals;
using Intake.Core.Reports.Contents;
using Intake.Web.Site.Forms;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>
/// The part of a referral's form in which passages are struck out, as it was typed: answers in words to be edited, those that are codes
/// to be ticked.
/// </summary>
/// <param name="Original">What the reporter wrote.</param>
/// <param name="Typed">What stands in each box; the original's text on a form that was not posted.</param>
/// <param name="Struck">The fields of the codes that were ticked.</param>
public sealed record CopyForm(ReportContent Original, IReadOnlyDictionary<string, string> Typed, IReadOnlyCollection<string> Struck)
{
    private const string Prefix = "Copy", Ticks = "Strike";

    /// <summary>The name of the tick boxes.</summary>
    public static string TicksName => Ticks;

    /// <summary>Answers to be edited.</summary>
    public IReadOnlyList<ReportQuestion> Written => [.. CopyDraft.QuestionsOf(Original).Where(question => !IsCode(question))];

    /// <summary>Answers that are struck out as a whole or not at all.</summary>
    public IReadOnlyList<ReportQuestion> Codes => [.. CopyDraft.QuestionsOf(Original).Where(IsCode)];

    /// <summary>The name and id of the box of a question.</summary>
    public static string NameOf(ReportQuestion question) => Prefix + question.Field;

    /// <summary>A form on which nothing is struck out yet.</summary>
    public static CopyForm Of(ReportContent original) => new(
        original, CopyDraft.QuestionsOf(original).ToDictionary(question => question.Field, question => question.Answer(original)!), []);

    /// <summary>Reads it from what was posted.</summary>
    internal static CopyForm Of(ReportContent original, PostedForm form) => new(
        original, CopyDraft.QuestionsOf(original).ToDictionary(question => question.Field, question => form.Text(NameOf(question))),
        form.Values(Ticks));

    /// <summary>As the desk takes it.</summary>
    internal CopyDraft Draft => new(CopyDraft.QuestionsOf(Original).ToDictionary(
        question => question.Field,
        question => !IsCode(question) ? Typed.GetValueOrDefault(question.Field, "")
            : Struck.Contains(question.Field) ? StruckText.Mark : question.Answer(Original)!));

    /// <summary>The fields of this part; all that a report can have.</summary>
    internal static FormShape Declare(FormShape shape) => ReportQuestions.All.Where(question => question.Kind != AnswerKind.Follow)
        .Aggregate(shape.Many(Ticks, ReportQuestions.All.Count), (all, question) => all.Text(NameOf(question), CaseForms.TextBytes));

    private bool IsCode(ReportQuestion question) => question.Kind is AnswerKind.Unit or AnswerKind.Category
        || question.Choices.Contains(question.Answer(Original));
}
