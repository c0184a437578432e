namespace Intake.Core.Sealing;

/// <summary>
/// Where a link between two cases leads, and why: sealed under the file secret for its place, inside a sealed entry of the Dialogue.
/// Nobody who opens that entry alone, the reporter included, learns which case is meant. FORMAT.md §4.
/// </summary>
public static class LinkSeal
{
    /// <summary>Seals it for the case that it stands in.</summary>
    /// <param name="fileSecret">The installation's.</param>
    /// <param name="reportId">The report whose Dialogue it stands in.</param>
    /// <param name="linkId">The link: the same in both cases.</param>
    /// <param name="otherId">The report that it leads to.</param>
    /// <param name="about">Why they are linked.</param>
    public static byte[] Seal(FileSecret fileSecret, Guid reportId, Guid linkId, Guid otherId, ReadOnlySpan<byte> about)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Link);
        using var frame = new FrameWriter();
        return SealedValue.Seal(key, AssociatedData(reportId, linkId), frame.Id(otherId).Bytes(about).ToArray());
    }

    /// <summary>Opens it.</summary>
    /// <exception cref="SealedException">Another case's or link's, or altered.</exception>
    public static (Guid OtherId, byte[] About) Open(FileSecret fileSecret, Guid reportId, Guid linkId, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Link);
        using var content = SealedValue.Open(key, AssociatedData(reportId, linkId), box);
        var frame = new FrameReader(content.Span);
        var (otherId, about) = (frame.Id(), frame.Bytes().ToArray());
        frame.End();
        return (otherId, about);
    }

    private static byte[] AssociatedData(Guid reportId, Guid linkId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.Link).Id(reportId).Id(linkId).ToArray();
    }
}
