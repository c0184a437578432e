namespace Intake.Core.Staff.Accounts;

/// <summary>
/// A second set of keys and secrets, made by an enrolment of a person whose first set was ever certified. It opens nothing
/// and signs nobody in: it waits beside the first until a certificate names it, and takes its place then. One a person; the
/// columns are those of <see cref="StaffMember"/>.
/// </summary>
public sealed class PendingKeys
{
    public required Guid StaffId { get; init; }
    public required byte[] EncryptionKey { get; init; }
    public required byte[] SigningKey { get; init; }
    public required byte[] PasswordSalt { get; init; }
    public required byte[] PasswordVerifier { get; init; }
    public required byte[] SealedKeys { get; init; }
    public required byte[] RecoverySalt { get; init; }
    public required byte[] RecoveryVerifier { get; init; }
    public required byte[] SealedRecoveryKeys { get; init; }
    public required byte[] SealedTotp { get; init; }

    /// <summary>The mark of the code that was shown at enrolment: it signs nobody in later.</summary>
    public required byte[] UsedCode { get; init; }
}
