namespace Intake.Core.Staff.Accounts;

/// <summary>
/// A second set of keys and secrets, made by an enrolment of a person whose first set was ever certified. It opens nothing
/// and signs nobody in: it waits beside the first until a certificate names it, and takes its place then. One a person; the
/// columns are those of <see cref="StaffMember"/>, and the secrets are null where that has none of its own.
/// </summary>
public sealed class PendingKeys
{
    public required Guid StaffId { get; init; }
    public required byte[] EncryptionKey { get; init; }
    public required byte[] SigningKey { get; init; }
    public byte[]? PasswordSalt { get; init; }
    public byte[]? PasswordVerifier { get; init; }
    public byte[]? SealedKeys { get; init; }
    public byte[]? RecoverySalt { get; init; }
    public byte[]? RecoveryVerifier { get; init; }
    public byte[]? SealedRecoveryKeys { get; init; }
    public byte[]? SealedTotp { get; init; }

    /// <summary>The mark of the code that was shown at enrolment: it signs nobody in later.</summary>
    public required byte[] UsedCode { get; init; }
}
