using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>The cookie's 32 bytes when somebody was signed in; null is the one answer to everything else.</summary>
/// <param name="Cookie">The cookie.</param>
/// <param name="WrongCodes">
/// How many wrong one-time codes came beside this account's password or recovery code since its last sign-in.
/// </param>
public sealed record SignInResult(byte[]? Cookie, int WrongCodes = 0);

/// <summary>
/// Signing in. Unknown address, wrong password, wrong or used code, delay and a tampered row get the same answer for
/// the same work: one derivation, one update, one audit row, which is kept where an account was there and not delayed: a
/// stranger can't fill the trail, from which nobody can delete. Of wrong codes beside a right password the trail has a row
/// when a delay begins, and one at the sign-in that ends them.
/// </summary>
public sealed class SignInDesk(
    IntakeDb db, FileSecret fileSecret, KeyDerivationLimiter gate, RingKeys ringKeys, AuditTrail audit, TimeProvider time)
{
    /// <summary>Signs in. The caller disposes the password.</summary>
    /// <exception cref="BusyException">Too many try at once; nothing was counted.</exception>
    public async Task<SignInResult> SignInAsync(string email, SecretBytes password, string code, CancellationToken cancel)
    {
        var (result, person) = await TryAsync(email, password, code, toJoin: false, cancel);
        person?.Dispose();
        return result;
    }

    /// <summary>
    /// Proves somebody by the same, for the same work and with the same counts, and begins no session: an account will do that is in
    /// use nowhere, such as of one who has left and comes to another scheme. The caller disposes the password and the person.
    /// </summary>
    /// <exception cref="BusyException">Too many try at once; nothing was counted.</exception>
    public async Task<(UnlockedPerson? Person, int WrongCodes)> ProveAsync(
        string email, SecretBytes password, string code, CancellationToken cancel)
    {
        var (result, person) = await TryAsync(email, password, code, toJoin: true, cancel);
        return (person, result.WrongCodes);
    }

    private async Task<(SignInResult Result, UnlockedPerson? Person)> TryAsync(
        string email, SecretBytes password, string code, bool toJoin, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(password);
        var now = time.GetUtcNow();
        var address = email.Trim().ToLowerInvariant();
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(
            person => person.Email == address && person.SignInId == null, cancel);
        var attempt = await AttemptOf(account, code, now, toJoin, cancel);
        var asker = attempt is { Code.IsFresh: true } ? attempt.Account.Id : AddressKey.Of(address);
        var person = await gate.RunAsync(attempt?.Code.Queue ?? DerivationQueue.Stranger, asker, () => Open(attempt, password), cancel);
        try
        {
            if (person is not null && attempt!.Code.IsFresh && await BeginAsync(attempt, person, now, cancel) is { } begun)
            {
                (var proven, person) = (person, null);
                return (begun, proven);
            }

            await FailAsync(account, person is not null && attempt!.Code.IsWrong, now, cancel);
            return (new(null), null);
        }
        finally
        {
            person?.Dispose();
        }
    }

    /// <summary>
    /// Who may try: an enrolled account, in use in its own or in another scheme. A fresh code is used up beforehand by a try during a
    /// delay.
    /// </summary>
    private async Task<Attempt?> AttemptOf(
        StaffMember? account, string code, DateTimeOffset now, bool toJoin, CancellationToken cancel)
    {
        if (account is not
            {
                PasswordSalt: not null, PasswordVerifier: not null,
                SealedKeys: not null, EncryptionKey: not null, SigningKey: not null,
            })
        {
            return null;
        }

        var begins = toJoin ? null : await Memberships.FirstAsync(db, account, cancel);
        if (begins is null && !toJoin)
        {
            return null;
        }

        var brought = BroughtCode.Of(fileSecret, account, code, now);
        var claimed = brought.IsFresh && SignInThrottle.IsLocked(account, now);
        if (claimed && !await SignInThrottle.ClaimAsync(db, fileSecret, account.Id, brought.Step!.Value, cancel))
            brought = brought with { IsFresh = false };
        return new(account, begins, brought, claimed);
    }

    private UnlockedPerson? Open(Attempt? attempt, SecretBytes password)
    {
        if (attempt is null)
        {
            StaffKeySeal.Burn(password.Span);
            return null;
        }

        var account = attempt.Account;
        try
        {
            return new StaffKeySeal(account.PasswordSalt!, account.PasswordVerifier!, account.SealedKeys!).TryOpen(
                fileSecret, account.Id, password.Span, account.EncryptionKey, account.SigningKey, out var encryption, out var signing)
                ? new UnlockedPerson(account.Id, encryption!, signing!)
                : null;
        }
        catch (SealedException)
        {
            // The right password over a row somebody changed: as wrong as any.
            return null;
        }
    }

    /// <summary>Takes the code, and begins the session where one is to begin; null where the code was taken by another try.</summary>
    private async Task<SignInResult?> BeginAsync(Attempt attempt, UnlockedPerson person, DateTimeOffset now, CancellationToken cancel)
    {
        var (hour, ringKey) = await ringKeys.CurrentAsync(db, cancel);
        using var key = ringKey;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!attempt.Claimed
            && !await SignInThrottle.ClaimAsync(db, fileSecret, person.PersonId, attempt.Code.Step!.Value, cancel))
        {
            return null;
        }

        if (await SignInThrottle.ResetAsync(db, person.PersonId, now, cancel) is not { } wrongCodes) return null;
        if (wrongCodes > 0) audit.Add(db, AuditAction.SignInFailed, attempt.Account.SchemeId, null, person.PersonId);
        var cookie = attempt.Begins is { } begins ? Begin(begins, person, hour, key, now) : null;
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(cookie, wrongCodes);
    }

    private byte[] Begin(StaffMember begins, UnlockedPerson person, int hour, SecretBytes key, DateTimeOffset now)
    {
        var cookie = RandomNumberGenerator.GetBytes(32);
        db.StaffSessions.Add(new StaffSession
        {
            Id = StaffSessionSeal.IdOf(cookie),
            StaffId = begins.Id,
            RingHour = hour,
            Sealed = StaffSessionSeal.Seal(cookie, key, hour, begins.Id, person.Encryption, person.Signing),
            ExpiresAt = Sessions.EndAfter(now),
        });
        audit.Add(db, AuditAction.SignedIn, begins.SchemeId, begins.Id, begins.Id);
        return cookie;
    }

    private async Task FailAsync(StaffMember? account, bool wrongCode, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var locks = wrongCode
            ? await CodeBudget.CountAsync(db, account!.Id, recovering: false, now, cancel)
            : await SignInThrottle.FailAsync(db, account, now, cancel);
        await transaction.CreateSavepointAsync(BeforeAudit, cancel);
        audit.Add(db, locks ? AuditAction.Locked : AuditAction.SignInFailed, account?.SchemeId, null, account?.Id);
        await db.SaveChangesAsync(cancel);
        if (wrongCode && !locks) await transaction.RollbackToSavepointAsync(BeforeAudit, cancel);
        if (wrongCode || SignInThrottle.Counts(account, now)) await transaction.CommitAsync(cancel);
        else await transaction.RollbackAsync(cancel);
    }

    private const string BeforeAudit = "before_audit";

    private sealed record Attempt(StaffMember Account, StaffMember? Begins, BroughtCode Code, bool Claimed);
}
