using System.Security.Cryptography;

namespace Intake.Core.Sealing;

/// <summary>A holder of grants and author of entries, by public keys: a report's mailbox or a certified person. FORMAT.md §9.</summary>
public sealed class Party
{
    internal Party(ReportIdentity report)
    {
        Kind = HolderKind.Mailbox;
        PersonId = report.ReportId;
        EncryptionKey = report.MailboxEncryptionKey;
        SigningKey = report.MailboxSigningKey;
        using var frame = new FrameWriter();
        Id = SHA256.HashData(frame.Label(Labels.MailboxKey).Bytes(EncryptionKey).ToArray());
        HolderId = Id;
    }

    /// <summary>A person by certificate.</summary>
    public Party(Certificate certificate)
    {
        Kind = HolderKind.Staff;
        PersonId = certificate.PersonId;
        EncryptionKey = certificate.EncryptionKey;
        SigningKey = certificate.SigningKey;
        Id = certificate.Id;
        Certificate = certificate;
        using var frame = new FrameWriter();
        HolderId = SHA256.HashData(frame.Label(Labels.HolderKey).Id(PersonId).Bytes(EncryptionKey).ToArray());
    }

    public HolderKind Kind { get; }

    /// <summary>32 bytes, under which it grants and writes: the certificate's id, or the hash of the mailbox's key.</summary>
    public byte[] Id { get; }

    /// <summary>
    /// 32 bytes, under which it holds grants: the hash of person and encryption key, or the mailbox's id. A certificate for
    /// more units or another name changes neither, so it does not close what its person holds.
    /// </summary>
    public byte[] HolderId { get; }

    /// <summary>The person's id, or the report's for a mailbox.</summary>
    public Guid PersonId { get; }
    public byte[] EncryptionKey { get; }
    public byte[] SigningKey { get; }

    /// <summary>The certificate; null for a mailbox.</summary>
    public Certificate? Certificate { get; }

    public bool IsMailbox => Kind == HolderKind.Mailbox;
    public bool IsAdministrator => Certificate is { IsAdministrator: true };
    public bool IsCaseHandler => Certificate is { IsCaseHandler: true };
}
