using Intake.Core.Schemes;
using Intake.Web.Site.Texts;

namespace Intake.Web.Office.Door;

/// <summary>Units in words.</summary>
public static class UnitNames
{
    /// <summary>The units' titles, in the order of the scheme's tree; a unit that the scheme no longer has is left out.</summary>
    public static string Of(IReadOnlyCollection<Guid> units, Scheme scheme, Text text) =>
        string.Join(", ", scheme.Units.Where(unit => units.Contains(unit.Id)).Select(unit => unit.Title.In(text.Language)));
}
