using Intake.Core.Reports.Contents;

namespace Intake.Core.Cases.Referrals;

/// <summary>
/// A marked copy as an administrator typed it: by the question's field what is left of the answer. An answer that is not in it is
/// struck out as a whole, so that nothing goes along by mistake.
/// </summary>
public sealed record CopyDraft(IReadOnlyDictionary<string, string> Answers)
{
    /// <summary>The questions whose answers can be struck out: those that were answered, but whether the reporter follows.</summary>
    public static IReadOnlyList<ReportQuestion> QuestionsOf(ReportContent original) =>
        [.. ReportQuestions.All.Where(question => question.Kind != AnswerKind.Follow && !BlankText.Is(question.Answer(original)))];

    /// <summary>The fields in which there is something else than the original with passages struck out.</summary>
    public IReadOnlyList<string> Faults(ReportContent original) =>
        [.. QuestionsOf(original).Where(question => !StruckText.IsCopyOf(question.Answer(original)!, Left(question)))
            .Select(question => question.Field)];

    /// <summary>Whether nothing was struck out anywhere.</summary>
    public bool IsWhole(ReportContent original) =>
        QuestionsOf(original).All(question => StruckText.IsWhole(question.Answer(original)!, Left(question)));

    /// <summary>The copy.</summary>
    public ReportContent Of(ReportContent original) => QuestionsOf(original)
        .Aggregate(original, (copy, question) => question.With(copy, Left(question)));

    private string Left(ReportQuestion question) => StruckText.Read(Answers.GetValueOrDefault(question.Field));
}
