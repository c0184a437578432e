using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What an administrator proposes to write to a reporter: sealed under the file secret, inside a sealed entry of the Dialogue, since
/// administrators share no compartment of which the reporter has no key. And what an answer to any proposal binds. FORMAT.md §4, §11.
/// </summary>
public static class ProposalSeal
{
    /// <summary>Seals words for the case that they stand in.</summary>
    /// <param name="fileSecret">The installation's.</param>
    /// <param name="reportId">The report in whose Dialogue they stand.</param>
    /// <param name="boxId">The box's id, fresh and random.</param>
    /// <param name="words">UTF-8 JSON.</param>
    public static byte[] Seal(FileSecret fileSecret, Guid reportId, Guid boxId, ReadOnlySpan<byte> words)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Proposal);
        return SealedValue.Seal(key, AssociatedData(reportId, boxId), words);
    }

    /// <summary>Opens them.</summary>
    /// <exception cref="SealedException">Another case's or box's, or altered.</exception>
    public static byte[] Open(FileSecret fileSecret, Guid reportId, Guid boxId, ReadOnlySpan<byte> box)
    {
        ArgumentNullException.ThrowIfNull(fileSecret);
        using var key = fileSecret.Derive(FileSecret.Proposal);
        using var words = SealedValue.Open(key, AssociatedData(reportId, boxId), box);
        return words.Span.ToArray();
    }

    /// <summary>What an answer to a proposal binds, so that it is about nothing else: 32 bytes.</summary>
    /// <param name="proposalId">The proposal's entry.</param>
    /// <param name="content">The content of that entry, as it was signed.</param>
    public static byte[] Digest(Guid proposalId, ReadOnlySpan<byte> content)
    {
        using var frame = new FrameWriter();
        return SHA256.HashData(frame.Label(Labels.Proposal).Id(proposalId).Bytes(content).ToArray());
    }

    private static byte[] AssociatedData(Guid reportId, Guid boxId)
    {
        using var frame = new FrameWriter();
        return frame.Label(Labels.ProposalBox).Id(reportId).Id(boxId).ToArray();
    }
}
