using Intake.Core.Sealing;

namespace Intake.Tests.Core.Sealing;

/// <summary>A person with keys; certificates decide what that person may do.</summary>
internal sealed class Person(string name)
{
    public string Name { get; } = name;
    public Guid Id { get; init; } = Guid.NewGuid();
    public EncryptionKeyPair Encryption { get; init; } = EncryptionKeyPair.Generate();
    public SigningKeyPair Signing { get; init; } = SigningKeyPair.Generate();
    public byte[] SigningKeyId => Certificate.KeyId(Signing.Public);

    /// <summary>The same person with new keys.</summary>
    public Person WithNewKeys() => new(Name) { Id = Id };

    /// <summary>The same keys under another person's id.</summary>
    public Person PlayingAnother() => new(Name + " again") { Encryption = Encryption, Signing = Signing };

    public UnlockedStaff Unlock(Certificate certificate) => new(
        certificate,
        EncryptionKeyPair.FromPrivate(Encryption.Private.Span),
        SigningKeyPair.FromPrivate(Signing.Private.Span));
}
