using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>What was named after the report came, from the gate's card as a person reads it. Pure.</summary>
public static class AddedNames
{
    /// <summary>The names, oldest first: those of a marked copy's card, then what reporter and administrators added.</summary>
    /// <param name="card">The card's entries in their order.</param>
    public static IReadOnlyList<AddedName> Of(IReadOnlyList<ReadEntry> card)
    {
        ArgumentNullException.ThrowIfNull(card);
        var found = new List<AddedName>();
        for (var at = 0; at < card.Count; at++)
        {
            var (entry, by) = (card[at], card[at].Opened?.Author.Certificate?.FullName);
            if (entry.Kind == EntryKind.GateNames && entry.As<GateNamesContent>() is { FullName: { } name } added)
                found.Add(new(name, added.Role, entry.MadeOn) { By = by, Persons = [.. added.Persons ?? []] });
            else if (at == 0 && entry.Kind == EntryKind.MarkedCard)
                found.AddRange((entry.As<NamedContent>()?.Added ?? []).Select(one => new AddedName(one.FullName, one.Role, one.MadeOn)));
            else if (at > 0 && entry.Kind == EntryKind.Named && entry.As<NamedContent>() is { } named)
                found.Add(new(named.Involved ?? "", null, entry.MadeOn) { IsReporters = true, Persons = [.. named.Persons ?? []] });
        }

        return found;
    }

    /// <summary>What an administrator added, for those who read from a cut on; what the reporter wrote the card holds already.</summary>
    internal static IReadOnlyList<RestatedName> Restated(IReadOnlyList<ReadEntry> card) =>
        [.. Of(card).Where(one => !one.IsReporters).Select(one => new RestatedName(one.FullName, one.Role, one.On))];

    /// <summary>Whether these entries are what a person of the scheme is asked about.</summary>
    internal static bool IsShown(ReadEntry entry, int at) => entry.Kind is EntryKind.Named or EntryKind.GateNames
        || (entry.Kind == EntryKind.MarkedCard && at == 0);
}

/// <summary>Somebody who was named after the report came.</summary>
/// <param name="FullName">The name; for the reporter's, all that they wrote, which may be nothing beside ticks.</param>
/// <param name="Role">Role or place; null where it was not said.</param>
/// <param name="On">The day.</param>
public sealed record AddedName(string FullName, string? Role, DateOnly On)
{
    /// <summary>Full name of the administrator who added it; null where it was the reporter, or a card restates it.</summary>
    public string? By { get; init; }

    /// <summary>Whether the reporter named them.</summary>
    public bool IsReporters { get; init; }

    /// <summary>Whom of the scheme it means.</summary>
    public IReadOnlyList<NamedPerson> Persons { get; init; } = [];
}
