using Intake.Core.Cases;
using Intake.Web.Office.Cases.Outbound;
using Intake.Web.Site.Forms;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>Between a form that can be saved unsent and its draft.</summary>
internal static class WorkDraftForm
{
    /// <summary>The field of a form's buttons.</summary>
    public const string Button = "Then";

    /// <summary>The button that saves a draft.</summary>
    public const string Save = "draft";

    /// <summary>A form of this shape can be saved.</summary>
    public static FormShape WithDraft(this FormShape shape) => shape.Text(Button, 16);

    /// <summary>Whether the form is to be saved and not sent.</summary>
    public static bool IsSaving(PostedForm form) => form.Text(Button) == Save;

    /// <summary>What was typed and chosen, field by field; token, buttons and what a check page adds are none of it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Fields(ReadForm form) =>
        form.Names.Where(name => name is not (FormShape.Once or Button or OutboundForm.Step or OutboundForm.Reason or OutboundForm.Alone))
            .ToDictionary(name => name, form.Values);

    /// <summary>A draft as its form; null where there is none. Fields that the form has no more are left out.</summary>
    public static ReadForm? Again(FormShape shape, ReadWorkDraft? draft)
    {
        if (draft is null) return null;
        var form = new ReadForm(shape);
        foreach (var (name, values) in draft.Content.Fields.Where(field => shape.Find(field.Key)?.Kind == FieldKind.Text))
        {
            foreach (var value in values) form.Add(name, value);
        }

        return form;
    }

    /// <summary>The enum's value whose name was chosen; null for none and for anything else.</summary>
    public static T? Choice<T>(this ReadForm form, string field) where T : struct, Enum => Of<T>(form.Text(field));

    /// <summary>The enum's values whose names were ticked.</summary>
    public static IReadOnlyList<T> Choices<T>(this ReadForm form, string field) where T : struct, Enum =>
        [.. form.Values(field).Select(Of<T>).OfType<T>().Distinct()];

    private static T? Of<T>(string name) where T : struct, Enum =>
        Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => value.ToString() == name);
}
