namespace Intake.Core.Sealing;

/// <summary>
/// The filter and order that a person keeps for their inbox: sealed under a key that only their own encryption key gives, and of one
/// size, so that nobody else learns what they look for. With new keys it is gone. FORMAT.md §11.
/// </summary>
public static class ViewSeal
{
    /// <summary>Most bytes of it in UTF-8.</summary>
    public const int MostBytes = PaddedBytes - sizeof(uint);

    /// <summary>Bytes of every sealed one, whatever its length.</summary>
    public const int SealedBytes = PaddedBytes + SealedValue.Overhead;

    private const int PaddedBytes = 1024;

    private static readonly OwnText Text = new(Labels.SavedView, PaddedBytes);

    /// <summary>Seals it, padded to one size.</summary>
    /// <param name="staff">Whose it is.</param>
    /// <param name="accountId">The account in whose row it stands.</param>
    /// <param name="view">At most <see cref="MostBytes"/> long.</param>
    public static byte[] Seal(UnlockedStaff staff, Guid accountId, string view) => Text.Seal(staff, AssociatedData(accountId), view);

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another account's, made with other keys, or altered.</exception>
    public static string Open(UnlockedStaff staff, Guid accountId, ReadOnlySpan<byte> sealedView) =>
        Text.Open(staff, AssociatedData(accountId), sealedView);

    private static byte[] AssociatedData(Guid accountId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.SavedView).Id(accountId).ToArray();
    }
}
