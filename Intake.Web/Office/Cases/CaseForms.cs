using Intake.Core.Cases;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>What the forms of a case share: how much may be typed, and a desk's refusal in words.</summary>
internal static class CaseForms
{
    /// <summary>Most bytes of all text of a form.</summary>
    public const int MostTextBytes = 1024 * 1024;

    /// <summary>The same of a form with a check page.</summary>
    public const int MostCheckedBytes = MostTextBytes + 2 * OutboundForm.ReasonBytes;

    /// <summary>
    /// Most bytes of one text: a little over <see cref="CaseText.Longest"/> characters, so that the desk's answer comes
    /// first.
    /// </summary>
    public const int TextBytes = 200_000;

    /// <summary>A form of one text.</summary>
    public static readonly FormShape OneText = FormShape.Within(MostTextBytes).Text("Text", TextBytes);

    /// <summary>A message of one text, with a check page.</summary>
    public static readonly FormShape Message = FormShape.Within(MostCheckedBytes).Text("Text", TextBytes).WithCheck();

    /// <summary>How many more questions one message may hold after the first.</summary>
    public const int MoreQuestions = 4;

    /// <summary>A message of questions, which can be saved.</summary>
    public static readonly FormShape Questions = FormShape.Within(MostCheckedBytes)
        .Text("Text", TextBytes).Many("More", MoreQuestions, TextBytes).WithDraft().WithCheck();

    /// <summary>Feedback, which can be saved.</summary>
    public static readonly FormShape Feedback = FormShape.Within(MostCheckedBytes).Text("Text", TextBytes).WithDraft().WithCheck();

    /// <summary>A desk's refusal in words.</summary>
    public static string In(this CaseResult answer, Text text) => text[$"CaseFile.Answer.{answer}"];
}
