using Intake.Core.Reports;
using Intake.Core.Sealing;

namespace Intake.Core.Cases;

/// <summary>Codes in the contents of a WorkFile, and the newest entry of each thing that they name. Pure.</summary>
internal static class Codes
{
    /// <summary>The enum's value of exactly that name; null for anything else, a number too.</summary>
    public static T? Read<T>(string? name) where T : struct, Enum =>
        name is { Length: > 0 } && char.IsAsciiLetterUpper(name[0]) && Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value)
            && value.ToString() == name ? value : null;

    /// <summary>For each thing named by <paramref name="of"/> its entries in their order, the newest apart.</summary>
    public static IEnumerable<(TId Id, T Now, IReadOnlyList<ReadEntry> History)> Newest<T, TId>(
        IEnumerable<ReadEntry> workFile, EntryKind kind, Func<T, TId> of) where T : class where TId : notnull =>
        from entry in workFile
        where entry.Kind == kind && EntryKinds.IsWhole(entry)
        orderby entry.Position
        group entry by of(entry.As<T>()!) into same
        select (same.Key, same.Last().As<T>()!, (IReadOnlyList<ReadEntry>)[.. same]);
}
