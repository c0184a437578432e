using Intake.Core.Cases.Outbound;
using Intake.Web.Office.Cases.Referrals;
using Intake.Web.Site.Forms;

namespace Intake.Web.Office.Cases.Outbound;

/// <summary>
/// What a check page adds to the form that it is about. Nothing is kept between the two posts: what was typed goes along in the
/// page's hidden fields, and the second post is read and judged as the first was.
/// </summary>
internal static class OutboundForm
{
    /// <summary>The buttons of a check page. A form without it is sent for the first time.</summary>
    public const string Step = "Step", Send = "send", Change = "change";

    /// <summary>Why it goes although something was found.</summary>
    public const string Reason = "Reason";

    /// <summary>Why it goes without a second reader, where nobody else could read it.</summary>
    public const string Alone = "Alone";

    /// <summary>Most bytes of a reason: a page of text.</summary>
    public const int ReasonBytes = 16 * 1024;

    /// <summary>A form with a check page: its own fields may be as long as they are without one.</summary>
    public static FormShape WithCheck(this FormShape shape) =>
        shape.Text(Step, 16).Text(Reason, ReasonBytes).Text(Alone, ReasonBytes);

    /// <summary>What was answered on the check page.</summary>
    public static OutboundAnswer Answer(PostedForm form) => new(form.Text(Step) == Send, form.Text(Reason)) { Alone = form.Text(Alone) };

    /// <summary>Whether the person wants to go on writing.</summary>
    public static bool IsChanging(PostedForm form) => form.Text(Step) == Change;

    /// <summary>All that was typed and chosen, for the page's hidden fields.</summary>
    public static IReadOnlyList<(string Name, string Value)> Typed(ReadForm form) =>
        [.. form.Names.Where(name => name is not (FormShape.Once or Step or Reason or Alone or WorkDraftForm.Button))
            .SelectMany(name => form.Values(name).Select(value => (name, value)))];
}
