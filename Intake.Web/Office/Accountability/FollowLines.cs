using System.Globalization;
using Intake.Core.Accountability.Figures;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Accountability;

/// <summary>
/// Cases without follow, in words. In what leaves the office a month's number is withheld where few were screened, or nearly all or
/// nearly none are followed: it would say what single reporters chose.
/// </summary>
internal static class FollowLines
{
    /// <summary>The months of a report.</summary>
    public static IReadOnlyList<FollowLine> Of(OpenedAccountability opened, Text text, bool leaves) =>
        [.. opened.Follow.Select(month => new FollowLine(
            month.Month.ToString("MMMM yyyy", text.Culture), Number(month.Screened),
            leaves && (month.Unfollowed < SmallCells.Least || month.Screened - month.Unfollowed < SmallCells.Least)
                ? "*" : Number(month.Unfollowed)))];

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
