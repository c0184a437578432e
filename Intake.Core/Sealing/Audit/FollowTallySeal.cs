namespace Intake.Core.Sealing;

/// <summary>
/// How many reports of a scheme were screened in a month, and of how many of them the reporter did not follow the case: sealed under
/// the file secret for its place, always 65 bytes, other ones each time. FORMAT.md §4.
/// </summary>
public static class FollowTallySeal
{
    /// <summary>Seals both numbers.</summary>
    public static byte[] Seal(FileSecret fileSecret, Guid schemeId, DateOnly month, int screened, int unfollowed)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Follow);
        using var frame = new FrameWriter();
        return SealedValue.Seal(key, AssociatedData(schemeId, month), frame.Int(screened).Int(unfollowed).ToArray());
    }

    /// <summary>Opens them.</summary>
    /// <exception cref="SealedException">Another scheme's or month's, or altered.</exception>
    public static (int Screened, int Unfollowed) Open(FileSecret fileSecret, Guid schemeId, DateOnly month, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Follow);
        using var content = SealedValue.Open(key, AssociatedData(schemeId, month), box);
        var frame = new FrameReader(content.Span);
        var numbers = (frame.Int(), frame.Int());
        frame.End();
        return numbers;
    }

    private static byte[] AssociatedData(Guid schemeId, DateOnly month)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.FollowTally).Id(schemeId).Date(month).ToArray();
    }
}
