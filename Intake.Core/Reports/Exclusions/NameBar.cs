using System.Security.Cryptography;
using System.Text;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>What bars a person who has a case by name: the reporter's texts that name them. Pure.</summary>
/// <param name="PersonId">The person.</param>
/// <param name="Texts">The texts' entries, by their ids and in their order.</param>
public sealed record NameBar(Guid PersonId, IReadOnlyList<Guid> Texts)
{
    /// <summary>What an answer to a proposal binds, so that it agrees to nothing else: 32 bytes. FORMAT.md §11.</summary>
    /// <param name="proposalId">The proposal's entry.</param>
    /// <param name="reason">The proposal's reason.</param>
    public byte[] DigestIn(Guid proposalId, string reason)
    {
        using var frame = new FrameWriter();
        frame.Label(Labels.NameBar).Id(proposalId).Id(PersonId).Bytes(Encoding.UTF8.GetBytes(reason));
        foreach (var text in Texts) frame.Id(text);
        return SHA256.HashData(frame.ToArray());
    }

    /// <summary>Whether it is the same person and the same texts.</summary>
    internal bool Is(NameBar other) => PersonId == other.PersonId && Texts.SequenceEqual(other.Texts);
}
