namespace Intake.Core.Reports.Contents;

/// <summary>
/// The questions of the report form, in its order. The form, its limits and checks, the check page, the mailbox, the case
/// and the search for names all read this table.
/// </summary>
public static class ReportQuestions
{
    /// <summary>The first questions, then those under "more".</summary>
    public static IReadOnlyList<ReportQuestion> All { get; } =
    [
        new("Description", AnswerKind.Account, r => r.Description, (r, a) => r with { Description = a ?? "" }) { MayNamePeople = true },
        new("Follow", AnswerKind.Follow, r => r.Follow ? "yes" : "no", (r, a) => r with { Follow = a == "yes" }),
        new("Unit", AnswerKind.Unit, r => r.Unit, (r, a) => r with { Unit = a }),
        new("Category", AnswerKind.Category, r => r.Category, (r, a) => r with { Category = a }),
        new("Place", AnswerKind.Line, r => r.Place, (r, a) => r with { Place = a }) { MayNamePeople = true },
        new("Period", AnswerKind.Line, r => r.Period, (r, a) => r with { Period = a }) { MayNamePeople = true },
        new("Involved", AnswerKind.Prose, r => r.Involved, (r, a) => r with { Involved = a }) { MayNamePeople = true },
        More("StillGoingOn", r => r.StillGoingOn, (r, a) => r with { StillGoingOn = a }, "yes", "no", "unknown")
            with { MayNamePeople = true },
        More("Knowledge", r => r.Knowledge, (r, a) => r with { Knowledge = a }, "experienced", "saw", "heard"),
        More("InternalOrThirdParty", r => r.InternalOrThirdParty, (r, a) => r with { InternalOrThirdParty = a },
            "internal", "outside", "unknown"),
        More("Relation", r => r.Relation, (r, a) => r with { Relation = a }, "leader", "colleague", "teacher", "led", "outside", "other")
            with { MayNamePeople = true },
        More("OwnStatus", r => r.OwnStatus, (r, a) => r with { OwnStatus = a },
            "employee", "former", "student", "temp", "supplier", "patient", "other"),
        More("Witnesses", r => r.Witnesses, (r, a) => r with { Witnesses = a }),
        More("TriedAlready", r => r.TriedAlready, (r, a) => r with { TriedAlready = a }),
        More("HelpWanted", r => r.HelpWanted, (r, a) => r with { HelpWanted = a }),
    ];

    /// <summary>The question of a field.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static ReportQuestion Of(string field) =>
        All.FirstOrDefault(question => question.Field == field) ?? throw new KeyNotFoundException(field);

    /// <summary>
    /// A report of the answers given: text without blanks around it, a skipped question's as null. Only the account
    /// keeps its spaces.
    /// </summary>
    /// <param name="answer">What was typed in a field; empty when nothing was.</param>
    /// <param name="language">The language it was written in, <c>da</c> or <c>en</c>.</param>
    public static ReportContent Report(Func<string, string> answer, string language) =>
        All.Aggregate(
            new ReportContent { Description = "", Follow = false, Language = language },
            (report, question) => question.With(report, Given(question, answer(question.Field))));

    private static string? Given(ReportQuestion question, string typed) =>
        question.Kind == AnswerKind.Account ? typed.Trim('\n') : BlankText.Is(typed) ? null : typed.Trim();

    /// <summary>A question under "more": a choice where it has codes, otherwise free text.</summary>
    private static ReportQuestion More(
        string field, Func<ReportContent, string?> answer, Func<ReportContent, string?, ReportContent> with, params string[] choices) =>
        new(field, choices.Length > 0 ? AnswerKind.Choice : AnswerKind.Prose, answer, with)
        {
            Choices = choices,
            IsMore = true,
            MayNamePeople = choices.Length == 0,
        };
}
