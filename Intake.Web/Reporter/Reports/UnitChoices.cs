using Intake.Core.Schemes;
using Intake.Web.Site.Shell.Parts;
using Intake.Web.Site.Texts;

namespace Intake.Web.Reporter.Reports;

/// <summary>
/// Where it happened, as a select's choices: first "I don't know" and "several", then the units, those with units below
/// as a group.
/// </summary>
internal static class UnitChoices
{
    public static IReadOnlyList<Option> Of(Scheme scheme, Text text) =>
    [
        new("unknown", text["Answer.Unit.unknown"]),
        new("several", text["Answer.Unit.several"]),
        .. scheme.Units.Where(unit => unit.Parent is null).SelectMany(unit => Under(scheme, unit, text)),
    ];

    /// <summary>
    /// The tree is in order in the scheme: parents before their children. A group holds the unit itself and all below it.
    /// </summary>
    private static IEnumerable<Option> Under(Scheme scheme, Unit top, Text text)
    {
        var below = scheme.Units.Where(unit => unit.Parent is not null && scheme.AndAbove(unit).Contains(top)).ToList();
        var group = below.Count > 0 ? top.Title.In(text.Language) : null;
        return below.Prepend(top).Select(unit => new Option(unit.Name, unit.Title.In(text.Language), Group: group));
    }
}
