using Intake.Core.Sealing;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>
/// Which of a person's keys count. Keys that an administrator's signature was ever put to are never written over: new ones
/// wait beside them (<see cref="PendingKeys"/>) until a certificate names those. See docs/decisions/keys-stay-until-certified.md.
/// </summary>
internal static class KeysInForce
{
    /// <summary>
    /// Whether an administrator has to give this person a link. It is so for an account in use that was ever certified: an
    /// operator alone gives links to new people, to people who have left, and to people whom nobody has certified.
    /// </summary>
    public static async Task<bool> NeedAdministratorAsync(IntakeDb db, StaffMember person, CancellationToken cancel) =>
        person.State == StaffState.Active && await WereCertifiedAsync(db, person.Id, cancel);

    /// <summary>
    /// Whether new keys wait beside the old ones. Not for a person whom nobody ever signed for, and not for one who needs no
    /// certificate any more and is not in use: nothing is sealed to the keys of either.
    /// </summary>
    public static async Task<bool> NewOnesWaitAsync(IntakeDb db, StaffMember person, CancellationToken cancel) =>
        (person.State == StaffState.Active || EnrolmentDesk.NeedsCertificate(person.Roles))
        && await WereCertifiedAsync(db, person.Id, cancel);

    /// <summary>
    /// The account that somebody proves who uses a link, in place of making keys: another scheme's, or the person's own, where it stands
    /// behind certified work elsewhere and nothing would keep its keys here. Null for a link that gives an account of its own.
    /// </summary>
    public static async Task<Guid?> ProvenByAsync(IntakeDb db, StaffMember person, CancellationToken cancel) =>
        person.SignInId ?? (person.PasswordVerifier is not null && !await NewOnesWaitAsync(db, person, cancel)
            && await WereCertifiedElsewhereAsync(db, person.Id, cancel) ? person.Id : null);

    /// <summary>
    /// Whether a certificate from before still holds, of somebody who left and was invited again: then it has to be revoked first, since
    /// the keys that it names are the same, and nobody would sign for them.
    /// </summary>
    public static async Task<bool> HoldFromBeforeAsync(
        IntakeDb db, CertificateBooks books, StaffMember person, CancellationToken cancel) =>
        person.State != StaffState.Active && person.SchemeId is { } scheme
        && (await books.OfAsync(db, scheme, cancel)).CurrentOf(person.Id) is not null;

    /// <summary>Puts the waiting keys in the place of the old ones when these are the ones a certificate now names.</summary>
    /// <returns>Whether they were. The person's sessions have ended then, and links still open are spent.</returns>
    public static async Task<bool> TakeOverAsync(IntakeDb db, Certificate certificate, DateOnly today, CancellationToken cancel)
    {
        var person = certificate.PersonId;
        if (await db.PendingKeys.AsNoTracking().SingleOrDefaultAsync(
            keys => keys.StaffId == person && keys.EncryptionKey == certificate.EncryptionKey
                && keys.SigningKey == certificate.SigningKey, cancel) is not { } made)
        {
            return false;
        }

        // Keys without secrets are for accounts that have none: in the place of others they would shut the person out for good.
        var taken = await db.Staff
            .Where(row => row.Id == person && row.State != StaffState.Left && row.SignInId == null == (made.SealedKeys != null))
            .ExecuteUpdateAsync(row => row
                .SetProperty(x => x.EncryptionKey, made.EncryptionKey)
                .SetProperty(x => x.SigningKey, made.SigningKey)
                .SetProperty(x => x.PasswordSalt, made.PasswordSalt)
                .SetProperty(x => x.PasswordVerifier, made.PasswordVerifier)
                .SetProperty(x => x.SealedKeys, made.SealedKeys)
                .SetProperty(x => x.RecoverySalt, made.RecoverySalt)
                .SetProperty(x => x.RecoveryVerifier, made.RecoveryVerifier)
                .SetProperty(x => x.SealedRecoveryKeys, made.SealedRecoveryKeys)
                .SetProperty(x => x.SealedTotp, made.SealedTotp)
                .SetProperty(x => x.UsedCode, made.UsedCode)
                .SetProperty(x => x.FailedSignIns, 0)
                .SetProperty(x => x.LockedUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.CodeTries, 0)
                .SetProperty(x => x.CodesAfter, (DateTimeOffset?)null)
                .SetProperty(x => x.RecoveryCodeTries, 0)
                .SetProperty(x => x.RecoveryCodesAfter, (DateTimeOffset?)null)
                .SetProperty(x => x.State, StaffState.Active), cancel);
        if (taken == 0) return false;
        await db.PendingKeys.Where(keys => keys.StaffId == person).ExecuteDeleteAsync(cancel);
        await Memberships.SessionsOf(db, person).ExecuteDeleteAsync(cancel);
        await SpendLinksAsync(db, person, today, cancel);
        return true;
    }

    /// <summary>Spends the links that are still open: one that was given before the person was certified gives no keys after.</summary>
    public static Task<int> SpendLinksAsync(IntakeDb db, Guid person, DateOnly today, CancellationToken cancel) =>
        db.Invitations.Where(link => link.StaffId == person && link.UsedOn == null)
            .ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedOn, today), cancel);

    /// <summary>In the account's own scheme, or in another one where the same keys are used: its secrets are those of all.</summary>
    private static async Task<bool> WereCertifiedAsync(IntakeDb db, Guid person, CancellationToken cancel) =>
        await db.Certificates.AnyAsync(row => row.PersonId == person, cancel) || await WereCertifiedElsewhereAsync(db, person, cancel);

    private static Task<bool> WereCertifiedElsewhereAsync(IntakeDb db, Guid person, CancellationToken cancel) =>
        db.Certificates.AnyAsync(row => db.Staff.Any(account => account.Id == row.PersonId && account.SignInId == person), cancel);
}
