using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// The names that grants carry in the database: different for every report, and meaningless without the file secret, so
/// a stolen dump does not show who may read. FORMAT.md §10.
/// </summary>
public sealed class HolderPseudonyms(FileSecret fileSecret) : IDisposable
{
    private readonly SecretBytes key = fileSecret.Derive(FileSecret.Holder);

    /// <summary>The party's name in a report: 32 bytes.</summary>
    public byte[] Of(Guid reportId, Party party) => Of(reportId, party.Kind, party.PersonId);

    /// <summary>A person's name in a report: 32 bytes.</summary>
    public byte[] OfPerson(Guid reportId, Guid personId) => Of(reportId, HolderKind.Staff, personId);

    /// <summary>The mailbox's name in its report: 32 bytes.</summary>
    public byte[] OfMailbox(Guid reportId) => Of(reportId, HolderKind.Mailbox, reportId);

    private byte[] Of(Guid reportId, HolderKind kind, Guid personId)
    {
        using var frame = new FrameWriter();
        return HMACSHA256.HashData(key.Span, frame.Label(Labels.Holder).Id(reportId).Byte((byte)kind).Id(personId).ToArray());
    }

    public void Dispose() => key.Dispose();
}
