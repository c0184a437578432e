using Intake.Core.Cases;
using Intake.Web.Office.Door;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases.Workplace;

/// <summary>What a case is called: what it is about, and the units that have it or had it to the end.</summary>
internal static class CaseName
{
    /// <summary>The category's title and, as far as this person sees them, the units'.</summary>
    public static string Of(CaseView view, OfficeSession session, Text text)
    {
        var about = session.Scheme.Category(view.Category ?? "")?.Title.In(text.Language)
            ?? (session.Scheme.Category(view.Report?.Category ?? "") is { } chosen
                ? text["Workplace.ChosenByReporter", chosen.Title.In(text.Language)] : text["Workplace.Uncategorised"]);
        var units = view.Referrals.Where(referral => referral.Returned is null)
            .Select(referral => session.Scheme.TitleOf(referral.UnitId, text)).Distinct();
        return string.Join(", ", units.Prepend(about));
    }
}
