using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Cases;

/// <summary>Units in words.</summary>
public static class CaseUnits
{
    /// <summary>The unit's title; for one that the scheme no longer has, words that say so.</summary>
    public static string TitleOf(this Scheme scheme, Guid unitId, Text text) =>
        scheme.Units.FirstOrDefault(unit => unit.Id == unitId)?.Title.In(text.Language) ?? text["CaseFile.UnitGone"];
}
