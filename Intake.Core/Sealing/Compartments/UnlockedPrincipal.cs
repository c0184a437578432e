namespace Intake.Core.Sealing;

/// <summary>
/// A party with its private keys in hand. Everything that reads or writes content takes one; the worker has none, so
/// the types say that it can't. Disposing zeroes the keys.
/// </summary>
public abstract class UnlockedPrincipal : IDisposable
{
    private protected UnlockedPrincipal(Party party, EncryptionKeyPair encryption, SigningKeyPair signing)
    {
        SealedFormat.Require(encryption.Public.AsSpan().SequenceEqual(party.EncryptionKey)
            && signing.Public.AsSpan().SequenceEqual(party.SigningKey));
        Party = party;
        Encryption = encryption;
        Signing = signing;
    }

    /// <summary>Who this is to others.</summary>
    public Party Party { get; }
    internal EncryptionKeyPair Encryption { get; }
    internal SigningKeyPair Signing { get; }

    public virtual void Dispose()
    {
        Encryption.Dispose();
        Signing.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>A certified person who has signed in.</summary>
public sealed class UnlockedStaff : UnlockedPrincipal
{
    /// <summary>Takes the key pairs over.</summary>
    /// <exception cref="SealedException">The keys are not the certificate's.</exception>
    public UnlockedStaff(Certificate certificate, EncryptionKeyPair encryption, SigningKeyPair signing)
        : base(new Party(certificate), encryption, signing) => Certificate = certificate;

    /// <summary>Shares the person's key pairs: whichever is disposed first closes both.</summary>
    /// <exception cref="SealedException">The certificate is another person's, or of other keys.</exception>
    public UnlockedStaff(Certificate certificate, UnlockedPerson person)
        : this(certificate, person.Encryption, person.Signing) => SealedFormat.Require(certificate.PersonId == person.PersonId);

    public Certificate Certificate { get; }
}

/// <summary>A mailbox opened with its receipt key.</summary>
public sealed class UnlockedMailbox : UnlockedPrincipal
{
    /// <summary>Takes the key pairs and the wrapping key (32 bytes) over.</summary>
    /// <exception cref="SealedException">The keys are not the report's.</exception>
    public UnlockedMailbox(ReportIdentity report, SecretBytes wrappingKey, EncryptionKeyPair encryption, SigningKeyPair signing)
        : base(report.Mailbox, encryption, signing)
    {
        Report = report;
        WrappingKey = wrappingKey;
    }

    /// <summary>From what a receipt key derives; the secrets stay the caller's to dispose.</summary>
    public static UnlockedMailbox From(ReportIdentity report, ReceiptSecrets secrets)
        => new(report, SecretBytes.CopyOf(secrets.WrappingKey.Span), EncryptionKeyPair.FromPrivate(secrets.Encryption.Private.Span),
            SigningKeyPair.FromPrivate(secrets.Signing.Private.Span));

    public ReportIdentity Report { get; }
    internal SecretBytes WrappingKey { get; }

    /// <summary>The clock hour in which the session began that this was resumed from; null when it was opened just now.</summary>
    internal int? SessionHour { get; init; }

    public override void Dispose()
    {
        WrappingKey.Dispose();
        base.Dispose();
    }
}
