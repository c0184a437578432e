using Intake.Core.Sealing;

namespace Intake.Core.Reports;

/// <summary>
/// One sealed, append-only item in a compartment. Author, text and the hash of the entry before it are inside
/// <see cref="Sealed"/>; neither web nor worker may update or delete one.
/// </summary>
public sealed class Entry
{
    public required Guid Id { get; init; }
    public required Guid CompartmentId { get; init; }

    /// <summary>Place in the compartment; two writers at once collide here and one tries again.</summary>
    public required int Position { get; init; }

    public required int Epoch { get; init; }
    public required EntryKind Kind { get; init; }

    /// <summary>Fresh salt of the entry key, 32 bytes.</summary>
    public required byte[] Salt { get; init; }

    public required byte[] Sealed { get; init; }

    /// <summary>The entry's head: leaf of the daily root and link of the chain, 32 bytes.</summary>
    public required byte[] Hash { get; init; }

    public required DateOnly MadeOn { get; init; }
}
