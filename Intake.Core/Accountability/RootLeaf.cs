namespace Intake.Core.Accountability;

/// <summary>
/// A leaf of a day's root. It stays when its row goes: a <see cref="Removal"/> says which entries' leaves have none any more.
/// </summary>
public sealed class RootLeaf
{
    public required byte[] Hash { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>32 bytes: see <see cref="Sealing.LeafSeal"/>. A row without the installation's own is no leaf.</summary>
    public required byte[] Seal { get; set; }
}
