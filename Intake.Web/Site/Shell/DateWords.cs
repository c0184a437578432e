using System.Globalization;
using Intake.Web.Site.Forms;
using Intake.Web.Site.Texts;

namespace Intake.Web.Site.Shell;

/// <summary>What is wrong with a day as it was typed, where numbers stand in all its boxes.</summary>
internal static class DateWords
{
    /// <summary>That there is no such day, or that the year is short; else the page's own words for a day that can't be read.</summary>
    public static string FaultOfDate(this ReadForm form, string name, Text text, string otherwise)
    {
        var (day, month, year) = (Number(form.Text(name + "Day")), Number(form.Text(name + "Month")), Number(form.Text(name + "Year")));
        if (day is null || month is null || year is null) return text[otherwise];
        return text[year < 100 ? "Shell.Date.ShortYear" : "Shell.Date.NoSuchDay"];
    }

    private static int? Number(string typed) =>
        int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
