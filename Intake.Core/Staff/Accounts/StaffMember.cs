namespace Intake.Core.Staff.Accounts;

/// <summary>
/// An account of the back office with its sealed keys. Public keys are uncompressed P-256 points of 65 bytes; they
/// count for nothing until a certificate names them. The sealed columns are useless without the password or recovery
/// code and the file secret.
/// </summary>
public sealed class StaffMember
{
    public required Guid Id { get; init; }

    /// <summary>Null for an operator of the installation, who belongs to no scheme.</summary>
    public Guid? SchemeId { get; init; }

    /// <summary>
    /// Lower case, at most 254 characters. It signs in to one account of the installation, and is one person's in each scheme.
    /// </summary>
    public required string Email { get; set; }

    /// <summary>At most 200 characters.</summary>
    public required string FullName { get; set; }

    public required StaffRoles Roles { get; set; }
    public required StaffState State { get; set; }
    public byte[]? EncryptionKey { get; set; }
    public byte[]? SigningKey { get; set; }

    /// <summary>Argon2id salt of the password, 16 bytes.</summary>
    public byte[]? PasswordSalt { get; set; }

    /// <summary>HKDF output beside the key-encryption key, 32 bytes.</summary>
    public byte[]? PasswordVerifier { get; set; }

    public byte[]? SealedKeys { get; set; }
    public byte[]? RecoverySalt { get; set; }
    public byte[]? SealedRecoveryKeys { get; set; }
    public byte[]? RecoveryVerifier { get; set; }
    public byte[]? SealedTotp { get; set; }

    public int FailedSignIns { get; set; }
    public DateTimeOffset? LockedUntil { get; set; }
    public required DateOnly CreatedOn { get; init; }

    /// <summary>Wrong one-time codes beside a right password or recovery code since the last sign-in.</summary>
    public int WrongCodes { get; set; }

    /// <summary>Those of them, beside the password, that count for the next delay.</summary>
    public int CodeTries { get; set; }

    /// <summary>Until then no code signs in, not even a right one.</summary>
    public DateTimeOffset? CodesAfter { get; set; }

    /// <summary>The same beside the recovery code.</summary>
    public int RecoveryCodeTries { get; set; }

    /// <summary>Until then no code recovers the account.</summary>
    public DateTimeOffset? RecoveryCodesAfter { get; set; }

    /// <summary>The language of the person's mails: "da" or "en".</summary>
    public string Language { get; set; } = "da";

    /// <summary>The last day of a leave; null while there is none.</summary>
    public DateOnly? AwayUntil { get; set; }

    /// <summary>Who stands in during a leave; always null without one.</summary>
    public Guid? SubstituteId { get; set; }

    /// <summary>The mark of the last code that was used, 32 bytes, moved by a conditional update so that a code works once.</summary>
    public byte[] UsedCode { get; set; } = Sealing.UsedCode.None;

    /// <summary>
    /// The account of the same person, in another scheme, that holds password, codes and sealed keys; null for an account that has
    /// its own. See docs/decisions/one-person-many-schemes.md.
    /// </summary>
    public Guid? SignInId { get; init; }

    /// <summary>
    /// The filter and order with which the person's inbox begins, sealed to them (<see cref="Sealing.ViewSeal"/>); null for none.
    /// </summary>
    public byte[]? SavedView { get; set; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
