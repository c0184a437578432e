using Intake.Core.Cases;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>What the forms of a case share: how much may be typed, and how a desk's answer reaches the browser.</summary>
internal static class CaseForms
{
    /// <summary>Most bytes of all text of a form.</summary>
    public const int MostTextBytes = 1024 * 1024;

    /// <summary>Most bytes of one text: a little over <see cref="CaseText.Longest"/> characters, so that the desk's answer comes first.</summary>
    public const int TextBytes = 200_000;

    /// <summary>A form of one text.</summary>
    public static readonly FormShape OneText = FormShape.Within(MostTextBytes).Text("Text", TextBytes);

    /// <summary>How many questions besides the first one message may hold.</summary>
    public const int MoreQuestions = 4;

    /// <summary>A message of questions.</summary>
    public static readonly FormShape Questions = FormShape.Within(MostTextBytes).Text("Text", TextBytes).Many("More", MoreQuestions, TextBytes);

    /// <summary>The reader's faults, told of at <paramref name="prefix"/> plus the field's name.</summary>
    public static FormErrors Faults(ReadForm form, Text text, string prefix = "") =>
        new FormErrors().Add(form.Faults.Select(fault => fault with { Field = prefix + fault.Field }), text);

    /// <summary>A desk's refusal in words.</summary>
    public static string In(this CaseAnswer answer, Text text) => text[$"CaseFile.Answer.{answer}"];

    /// <summary>
    /// What follows: the page after a deed that is done, 404 for what isn't there, else the page again with the refusal at
    /// <paramref name="field"/>.
    /// </summary>
    public static async Task<IResult> ThenAsync(CaseAnswer answer, string next, FormErrors errors, string field, Text text, Func<Task<IResult>> again)
    {
        if (answer == CaseAnswer.Done) return new SeeOther(next);
        if (answer == CaseAnswer.NotFound) return TypedResults.NotFound();
        errors.Add(field, answer.In(text));
        return await again();
    }
}
