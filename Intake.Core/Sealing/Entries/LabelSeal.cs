namespace Intake.Core.Sealing;

/// <summary>
/// What a person calls a case for themselves: sealed under a key that only their own encryption key gives, so that neither
/// colleagues nor a thief read it, and nobody who may write rows can put another word there. With new keys it is gone.
/// FORMAT.md §11.
/// </summary>
public static class LabelSeal
{
    /// <summary>Most bytes of a label in UTF-8.</summary>
    public const int MostBytes = PaddedBytes - sizeof(uint);

    /// <summary>Bytes of every sealed label, whatever its length.</summary>
    public const int SealedBytes = PaddedBytes + SealedValue.Overhead;

    private const int PaddedBytes = 256;

    private static readonly OwnText Text = new(Labels.CaseLabel, PaddedBytes);

    /// <summary>Seals a label, padded to one size.</summary>
    /// <param name="staff">Whose it is.</param>
    /// <param name="reportId">The report it stands on.</param>
    /// <param name="label">The label, at most <see cref="MostBytes"/> long.</param>
    public static byte[] Seal(UnlockedStaff staff, Guid reportId, string label) => Text.Seal(staff, AssociatedData(staff, reportId), label);

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another person's or another report's, made with other keys, or altered.</exception>
    public static string Open(UnlockedStaff staff, Guid reportId, ReadOnlySpan<byte> sealedLabel) =>
        Text.Open(staff, AssociatedData(staff, reportId), sealedLabel);

    private static byte[] AssociatedData(UnlockedStaff staff, Guid reportId)
    {
        ArgumentNullException.ThrowIfNull(staff);
        using var frame = new FrameWriter();
        return frame.Label(Labels.CaseLabel).Id(reportId).Id(staff.Party.PersonId).ToArray();
    }
}
