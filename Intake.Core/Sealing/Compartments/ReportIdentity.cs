using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>
/// What a report is, to the keys: its scheme, its id and its mailbox's
/// public keys, hashed into one 32-byte genesis. FORMAT.md §8.
/// </summary>
public sealed class ReportIdentity
{
    /// <exception cref="SealedException">A mailbox key is no point of the curve.</exception>
    public ReportIdentity(Guid schemeId, Guid reportId, byte[] mailboxEncryptionKey, byte[] mailboxSigningKey)
    {
        SealedFormat.Require(P256.IsPoint(mailboxEncryptionKey) && P256.IsPoint(mailboxSigningKey));
        SchemeId = schemeId;
        ReportId = reportId;
        MailboxEncryptionKey = mailboxEncryptionKey;
        MailboxSigningKey = mailboxSigningKey;
        using var frame = new FrameWriter();
        Genesis = SHA256.HashData(frame.Label(Labels.Report).Byte(Suite.Byte1).Id(schemeId).Id(reportId)
            .Bytes(mailboxEncryptionKey).Bytes(mailboxSigningKey).ToArray());
        Mailbox = new Party(this);
    }

    public Guid SchemeId { get; }
    public Guid ReportId { get; }
    public byte[] MailboxEncryptionKey { get; }
    public byte[] MailboxSigningKey { get; }
    public byte[] Genesis { get; }

    /// <summary>The reporter's side of the report as a holder and author.</summary>
    public Party Mailbox { get; }
}
