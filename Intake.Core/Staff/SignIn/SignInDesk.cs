using System.Security.Cryptography;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>The cookie's 32 bytes when somebody was signed in; null is the one answer to everything else.</summary>
public sealed record SignInResult(byte[]? Cookie);

/// <summary>
/// Signing in. Unknown address, wrong password, wrong or used code, delay and a tampered row get the same answer for
/// the same work: one derivation, one update, one audit row, which is kept where an account was there and not delayed: a
/// stranger can't fill the trail, from which nobody can delete.
/// </summary>
public sealed class SignInDesk(
    IntakeDb db, FileSecret fileSecret, KeyDerivationLimiter gate, RingKeys ringKeys, AuditTrail audit, TimeProvider time)
{
    /// <summary>Signs in. The caller disposes the password.</summary>
    public async Task<SignInResult> SignInAsync(string email, SecretBytes password, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(password);
        var now = time.GetUtcNow();
        var address = email.Trim().ToLowerInvariant();
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(person => person.Email == address, cancel);
        var attempt = await AttemptOf(account, code, now, cancel);
        var keys = await gate.RunAsync(() => Open(attempt, password), cancel);
        using var person = keys;
        if (person is not null && await BeginSessionAsync(attempt!, person, now, cancel) is { } cookie) return new(cookie);

        await FailAsync(account, now, cancel);
        return new(null);
    }

    /// <summary>Who may try: an enrolled account with a fresh code, which a try during a delay uses up beforehand.</summary>
    private async Task<Attempt?> AttemptOf(StaffMember? account, string code, DateTimeOffset now, CancellationToken cancel)
    {
        if (account is not
            {
                State: StaffState.AwaitingCertificate or StaffState.Active, PasswordSalt: not null, PasswordVerifier: not null,
                SealedKeys: not null, EncryptionKey: not null, SigningKey: not null,
            })
        {
            return null;
        }

        if (StepOf(account, code, now) is not { } step || step <= account.TotpLastStep) return null;
        var claimed = SignInThrottle.IsLocked(account, now);
        return claimed && !await SignInThrottle.ClaimAsync(db, account.Id, step, cancel) ? null : new(account, step, claimed);
    }

    private long? StepOf(StaffMember account, string code, DateTimeOffset now)
    {
        try
        {
            using var secret = TotpSeal.Open(fileSecret, account.Id, account.SealedTotp);
            return Totp.Match(secret.Span, code, now);
        }
        catch (SealedException)
        {
            return null;
        }
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

    private async Task<byte[]?> BeginSessionAsync(
        Attempt attempt, UnlockedPerson person, DateTimeOffset now, CancellationToken cancel)
    {
        var cookie = RandomNumberGenerator.GetBytes(32);
        var (hour, ringKey) = await ringKeys.CurrentAsync(db, cancel);
        using var key = ringKey;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!attempt.Claimed && !await SignInThrottle.ClaimAsync(db, person.PersonId, attempt.Step, cancel)) return null;
        await SignInThrottle.ResetAsync(db, person.PersonId, cancel);
        db.StaffSessions.Add(new StaffSession
        {
            Id = StaffSessionSeal.IdOf(cookie),
            StaffId = person.PersonId,
            RingHour = hour,
            Sealed = StaffSessionSeal.Seal(cookie, key, hour, person.PersonId, person.Encryption, person.Signing),
            ExpiresAt = now + Sessions.Idle,
        });
        audit.Add(db, AuditAction.SignedIn, attempt.Account.SchemeId, person.PersonId, person.PersonId);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return cookie;
    }

    private async Task FailAsync(StaffMember? account, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await SignInThrottle.FailAsync(db, account?.Id ?? Guid.Empty, now, cancel);
        var locks = account?.FailedSignIns + 1 >= SignInThrottle.FreeFailures && !SignInThrottle.IsLocked(account, now);
        audit.Add(db, locks ? AuditAction.Locked : AuditAction.SignInFailed, account?.SchemeId, null, account?.Id);
        await db.SaveChangesAsync(cancel);
        if (SignInThrottle.Counts(account, now)) await transaction.CommitAsync(cancel);
        else await transaction.RollbackAsync(cancel);
    }

    private sealed record Attempt(StaffMember Account, long Step, bool Claimed);
}
