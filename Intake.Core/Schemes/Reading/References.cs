using Intake.Core.Deadlines;

namespace Intake.Core.Schemes.Reading;

/// <summary>The checks that look across a whole scheme: names used once, and every reference to something that is there.</summary>
internal sealed class References(Scheme scheme, FileFaults faults)
{
    private const int MostUnitsAbove = 8;

    public void Check()
    {
        Once(scheme.Units, "units", "name", unit => unit.Name);
        Once(scheme.Units, "units", "id", unit => unit.Id.ToString());
        Once(scheme.Categories, "categories", "name", category => category.Name);
        Once(scheme.Help.Entries, "help", "name", entry => entry.Name);
        Once(scheme.Scope.Grounds, "scope.grounds", "name", ground => ground.Name);
        Once(scheme.Steps, "steps", "name", step => step.Name);
        Once(scheme.Duties, "duties", "name", duty => duty.Name);
        Once(scheme.WhoReads.Readers, "whoReads", "name", reader => reader.Name);
        Once(scheme.WhoReads.Readers, "whoReads", "staff", reader => reader.Staff);
        Units();
        if (scheme.Executive is null && scheme.Deadlines.Ladder.Steps.Any(step => step.To is EscalationLevel.Executive))
            faults.Add("clocks.ladder", "the ladder goes up to the executive contact, and there is no \"executive\"");
        Each(scheme.Help.Entries, "help", (entry, path) =>
        {
            Known(entry.Categories, $"{path}.categories", "category", name => scheme.Category(name) is not null);
            KnownUnit(entry.Unit, path);
        });
        Each(scheme.Scope.Grounds, "scope.grounds", (ground, path) =>
            Known(ground.Help, $"{path}.help", "help entry", name => scheme.Help.Entry(name) is not null));
        Each(scheme.WhoReads.Readers, "whoReads", (reader, path) =>
        {
            KnownUnit(reader.Unit, path);
            if (reader.Staff is { } staff && staff == scheme.Administrator.Deputy.Staff)
                faults.Add($"{path}.staff", "the deputy stands in for those who are ticked, so the deputy has no tick box");
        });
    }

    private void Units() => Each(scheme.Units, "units", (unit, path) =>
    {
        if (unit.Id == scheme.Id)
            faults.Add($"{path}.id", "the id is the scheme's own");
        if (unit.Parent is not { } parent)
            return;
        if (scheme.Unit(parent) is null)
            faults.Add($"{path}.parent", $"there is no unit {FileFaults.Quote(parent)}");
        else if (TreeFault(unit) is { } fault)
            faults.Add($"{path}.parent", fault);
    });

    private string? TreeFault(Unit unit)
    {
        var above = unit;
        for (var level = 0; level < MostUnitsAbove; level++)
        {
            above = above.Parent is { } parent ? scheme.Unit(parent) : null;
            if (above is null)
                return null;
            if (above.Name == unit.Name)
                return "the unit is above itself";
        }

        return above.Parent is null ? null : $"more than {MostUnitsAbove} units are above it, or a circle of units";
    }

    private void KnownUnit(string? name, string path)
    {
        if (name is not null && scheme.Unit(name) is null)
            faults.Add($"{path}.unit", $"there is no unit {FileFaults.Quote(name)}");
    }

    private void Known(IReadOnlyList<string> names, string path, string what, Func<string, bool> isThere)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!isThere(names[i]))
                faults.Add(FileFaults.Item(path, i), $"there is no {what} {FileFaults.Quote(names[i])}");
        }
    }

    // A stand-in for something missing (an empty text or id) has its own fault already.
    private void Once<T>(IReadOnlyList<T> items, string path, string field, Func<T, string?> key)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        Each(items, path, (item, itemPath) =>
        {
            if (key(item) is { Length: > 0 } value && value != Guid.Empty.ToString() && !seen.Add(value))
                faults.Add($"{itemPath}.{field}", $"{FileFaults.Quote(value)} is used before");
        });
    }

    private static void Each<T>(IReadOnlyList<T> items, string path, Action<T, string> check)
    {
        for (var i = 0; i < items.Count; i++)
            check(items[i], FileFaults.Item(path, i));
    }
}
