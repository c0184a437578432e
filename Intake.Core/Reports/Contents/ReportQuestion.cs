namespace Intake.Core.Reports.Contents;

/// <summary>How a question of the report form is answered.</summary>
public enum AnswerKind
{
    /// <summary>What happened, at length; required.</summary>
    Account = 1,

    /// <summary><c>yes</c> or <c>no</c>; required.</summary>
    Follow,

    /// <summary>A unit's name in the scheme, <c>several</c> or <c>unknown</c>.</summary>
    Unit,

    /// <summary>A category's name in the scheme.</summary>
    Category,

    /// <summary>Free text on one line.</summary>
    Line,

    /// <summary>Free text on several lines.</summary>
    Prose,

    /// <summary>One of the question's own codes, each with a text.</summary>
    Choice,
}

/// <summary>A question of the report form.</summary>
/// <param name="Field">Its field in the form, and the name of its property in <see cref="ReportContent"/>.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Answer">Reads its answer from a report; null when it was skipped.</param>
/// <param name="With">The report with this answer; null for one that was skipped.</param>
public sealed record ReportQuestion(
    string Field, AnswerKind Kind, Func<ReportContent, string?> Answer, Func<ReportContent, string?, ReportContent> With)
{
    /// <summary>The codes of a <see cref="AnswerKind.Choice"/>, in the order shown; empty for every other kind.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether the answer is searched for the names of people who would read the report.</summary>
    public bool MayNamePeople { get; init; }

    /// <summary>Whether the form asks it only under "more, if you want".</summary>
    public bool IsMore { get; init; }

    /// <summary>Whether the form can't be sent without an answer.</summary>
    public bool IsRequired => Kind is AnswerKind.Account or AnswerKind.Follow;
}
