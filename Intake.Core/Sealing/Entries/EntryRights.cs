using System.Reflection;

namespace Intake.Core.Sealing;

/// <summary>
/// Who may write which entry where: the table of FORMAT.md §11. Pure;
/// asked when an entry is sealed and again when it is opened.
/// </summary>
public static class EntryRights
{
    private static readonly Dictionary<EntryKind, EntryRuleAttribute> Rules = Enum.GetValues<EntryKind>()
        .Select(kind => (Kind: kind, Rule: typeof(EntryKind).GetField(kind.ToString())!.GetCustomAttribute<EntryRuleAttribute>()))
        .Where(row => row.Rule is not null).ToDictionary(row => row.Kind, row => row.Rule!);

    /// <summary>Whether the party may write in, and so hold, a compartment of this kind.</summary>
    public static bool MayWriteIn(CompartmentKind kind, Party party) => kind switch
    {
        CompartmentKind.GateCard or CompartmentKind.Dialogue => true,
        CompartmentKind.WorkFile => party.IsCaseHandler,
        CompartmentKind.StatementFile => party.IsCaseHandler || party.IsAdministrator,
        _ => false,
    };

    /// <summary>Whether the party may author an entry of this kind in a compartment of this kind.</summary>
    public static bool Allow(EntryKind entry, CompartmentKind kind, Party author)
        => MayWriteIn(kind, author) && Rules.TryGetValue(entry, out var rule) && rule.Compartments.Contains(kind) && rule.Names(author);
}
