namespace Intake.Core.Schemes.Reading;

/// <summary>Puts the units of a scheme in the order of their tree: each unit before those below it, else as in the file.</summary>
internal static class UnitTree
{
    public static Scheme InOrder(Scheme scheme)
    {
        var below = scheme.Units.ToLookup(unit => unit.Parent ?? "");
        return scheme with { Units = [.. Under("")] };

        IEnumerable<Unit> Under(string parent) =>
            below[parent].SelectMany(unit => Under(unit.Name).Prepend(unit));
    }
}
