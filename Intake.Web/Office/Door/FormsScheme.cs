using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;

namespace Intake.Web.Office.Door;

/// <summary>
/// Which scheme a form was shown for: somebody who works in several may have gone over to another one in another window, and what they
/// send would then be that one's. Forms about a case need none: its address says which scheme it is of.
/// </summary>
internal static class FormsScheme
{
    /// <summary>The hidden field <c>At</c>, with the scheme's name.</summary>
    public const string Field = "At";

    public static FormShape WithScheme(this FormShape shape) => shape.Text(Field, 128);

    /// <summary>Adds to what is to be changed when the form is another scheme's.</summary>
    /// <param name="errors">Of the form.</param>
    /// <param name="form">What was posted.</param>
    /// <param name="field">The field at which it stands.</param>
    /// <param name="visit">Where and by whom.</param>
    public static FormErrors CheckScheme(this FormErrors errors, PostedForm form, string field, OfficeVisit visit)
    {
        var here = visit.Session.Scheme;
        return form.Text(Field) is "" || form.Text(Field) == here.Name ? errors
            : errors.Add(field, visit.Text["Schemes.OtherForm", here.Title.In(visit.Text.Language)]);
    }
}
