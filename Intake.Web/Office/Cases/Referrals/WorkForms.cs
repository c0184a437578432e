using Intake.Web.Site.Forms;
using Intake.Web.Site.Shell;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Referrals;

/// <summary>What the forms of a handler's work share.</summary>
internal static class WorkForms
{
    /// <summary>The id in an address: empty for none, and nobody's for what is no id.</summary>
    public static Guid IdOf(string? id) => string.IsNullOrEmpty(id) ? Guid.Empty : Guid.TryParse(id, out var read) ? read : Guid.NewGuid();

    /// <summary>A form's address, with what it changes; without that for what is new.</summary>
    public static string About(string name, string? what, string page) => what is null ? page : $"{page}?{name}={what}";

    /// <summary>A day that may be left out; one that can't be read is a fault of its own.</summary>
    public static DateOnly? Day(this PostedForm form, string field, FormErrors errors, Text text)
    {
        var day = form.Read.Date(field, out var wrong);
        if (wrong) errors.Add(field, form.Read.FaultOfDate(field, text, "Work.Day.Wrong"));
        return day;
    }
}
