using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>Why a password stayed as it was.</summary>
public enum PasswordRefusal
{
    /// <summary>Whatever was wrong with what proves the person: one answer.</summary>
    NotProven,

    /// <summary>See <see cref="PasswordResult.Fault"/>.</summary>
    WeakPassword,
}

/// <summary>Changed when <see cref="Refusal"/> is null; a recovery gives the next recovery code, shown once.</summary>
public sealed record PasswordResult(PasswordRefusal? Refusal, PasswordFault? Fault = null, string? RecoveryCode = null);

/// <summary>
/// A new password for the same keys: with the old one, or with the recovery code, which is renewed. A person who has
/// lost both is invited again and gets new keys, which need a new certificate. Failures count as those of sign-in do.
/// </summary>
public sealed class PasswordDesk(
    IntakeDb db, FileSecret fileSecret, KeyDerivationLimiter gate, AuditTrail audit, FormUse form, TimeProvider time)
{
    /// <summary>
    /// Changes the password of the person who is signed in and ends their other sessions. The caller disposes both
    /// passwords. During a delay nothing is changed, since no code is asked here; signing in again with one ends the delay.
    /// </summary>
    public async Task<PasswordResult> ChangeAsync(SignedIn by, SecretBytes old, SecretBytes password, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(old);
        if (PasswordRules.Check(password, by.FullName, by.Email) is { } fault) return new(PasswordRefusal.WeakPassword, fault);
        if (await form.WasTakenAsync(cancel)) return new(Refusal: null);
        var now = time.GetUtcNow();
        var account = await db.Staff.AsNoTracking().SingleAsync(person => person.Id == by.AccountId, cancel);
        var locked = SignInThrottle.IsLocked(account, now);
        var kept = new StaffKeySeal(account.PasswordSalt!, account.PasswordVerifier!, account.SealedKeys!);
        using var person = await gate.RunAsync(account.Id, () => Open(locked ? null : kept, account, old), cancel);
        if (person is null && await form.WasTakenAsync(cancel)) return new(Refusal: null);
        if (person is null) return await NotProvenAsync(account, wrongCode: false, now, cancel);

        var made = await gate.RunAsync(
            account.Id, () => StaffKeySeal.Make(fileSecret, account.Id, password.Span, person.Encryption, person.Signing), cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return new(Refusal: null);
        var changed = await db.Staff.Where(row => row.Id == account.Id && row.PasswordVerifier == kept.VerifierHash)
            .ExecuteUpdateAsync(row => row
                .SetProperty(x => x.PasswordSalt, made.Salt)
                .SetProperty(x => x.PasswordVerifier, made.VerifierHash)
                .SetProperty(x => x.SealedKeys, made.SealedKeys)
                .SetProperty(x => x.FailedSignIns, 0), cancel);
        if (changed == 0) return new(PasswordRefusal.NotProven);
        await Memberships.SessionsOf(db, account.Id).Where(session => session.Id != by.SessionId).ExecuteDeleteAsync(cancel);
        audit.Add(db, AuditAction.PasswordChanged, account.SchemeId, account.Id, account.Id);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(Refusal: null);
    }

    /// <summary>
    /// Sets a new password with the recovery code and the authenticator's code; the keys stay, all sessions end, and
    /// the recovery code is replaced: it works once, for one of two people who use it at the same time. The caller
    /// disposes the secrets.
    /// </summary>
    public async Task<PasswordResult> RecoverAsync(
        string email, SecretBytes recoveryCode, string code, SecretBytes password, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(email);
        ArgumentNullException.ThrowIfNull(recoveryCode);
        if (PasswordRules.Check(password, email) is { } fault) return new(PasswordRefusal.WeakPassword, fault);
        var now = time.GetUtcNow();
        var address = email.Trim().ToLowerInvariant();
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(
            row => row.Email == address && row.SignInId == null, cancel);
        using var next = NextCodeOf(account);
        if (await form.MayShowAgainAsync(cancel)) return Recovered(next);
        using var typed = RecoveryCode.Read(recoveryCode.Span) ?? SecretBytes.CopyOf(recoveryCode.Span);
        var brought = account is null ? default : BroughtCode.Of(fileSecret, account, code, now);
        // During a delay a code serves one try, as at sign-in: strangers can keep nobody from recovering.
        var claimed = brought.IsFresh && SignInThrottle.IsLocked(account, now);
        if (claimed && !await SignInThrottle.ClaimAsync(db, fileSecret, account!.Id, brought.Step!.Value, cancel))
            brought = brought with { IsFresh = false };
        var kept = account is not null && await Memberships.FirstAsync(db, account, cancel) is not null ? RecoverySealOf(account) : null;
        var asker = brought.IsFresh ? account!.Id : AddressKey.Of(address);
        using var person = await gate.RunAsync(brought.Queue, asker, () => Open(kept, account, typed), cancel);
        if (person is null || !brought.IsFresh || CodeBudget.IsSpent(account, recovering: true, now))
        {
            return await form.MayShowAgainAsync(cancel)
                ? Recovered(next) : await NotProvenAsync(account, person is not null && brought.IsWrong, now, cancel);
        }

        var step = brought.Step!.Value;
        if (PasswordRules.Check(password, account!.FullName, email) is { } own) return new(PasswordRefusal.WeakPassword, own);

        var byPassword = await gate.RunAsync(
            account.Id, () => StaffKeySeal.Make(fileSecret, account.Id, password.Span, person.Encryption, person.Signing), cancel);
        var byRecovery = await gate.RunAsync(
            account.Id, () => StaffKeySeal.Make(fileSecret, account.Id, next.Span, person.Encryption, person.Signing), cancel);
        var spent = UsedCode.SpendersOf(fileSecret, account.Id, step);
        var used = spent[0];
        var later = spent.Skip(1).ToList();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return Recovered(next);
        var mine = await db.Staff
            .Where(row => row.Id == account.Id && row.RecoveryVerifier == kept!.VerifierHash
                && (row.RecoveryCodesAfter == null || row.RecoveryCodesAfter <= now)
                && !later.Contains(row.UsedCode) && (claimed || row.UsedCode != used))
            .ExecuteUpdateAsync(row => row
                .SetProperty(x => x.PasswordSalt, byPassword.Salt)
                .SetProperty(x => x.PasswordVerifier, byPassword.VerifierHash)
                .SetProperty(x => x.SealedKeys, byPassword.SealedKeys)
                .SetProperty(x => x.RecoverySalt, byRecovery.Salt)
                .SetProperty(x => x.RecoveryVerifier, byRecovery.VerifierHash)
                .SetProperty(x => x.SealedRecoveryKeys, byRecovery.SealedKeys)
                .SetProperty(x => x.UsedCode, used)
                .SetProperty(x => x.FailedSignIns, 0)
                .SetProperty(x => x.LockedUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.CodeTries, 0)
                .SetProperty(x => x.CodesAfter, (DateTimeOffset?)null)
                .SetProperty(x => x.RecoveryCodeTries, 0)
                .SetProperty(x => x.RecoveryCodesAfter, (DateTimeOffset?)null), cancel);
        if (mine == 0) return new(PasswordRefusal.NotProven);
        await Memberships.SessionsOf(db, account.Id).ExecuteDeleteAsync(cancel);
        audit.Add(db, AuditAction.Recovered, account.SchemeId, account.Id, account.Id);
        await db.SaveChangesAsync(cancel);
        await form.ShowAsync();
        await transaction.CommitAsync(cancel);
        return Recovered(next);
    }

    private static PasswordResult Recovered(SecretBytes next) => new(Refusal: null, RecoveryCode: RecoveryCode.ToPageText(next));

    /// <summary>The code that replaces the one that is used: for each post of the same form the same.</summary>
    private SecretBytes NextCodeOf(StaffMember? account)
    {
        using var secret = account is null ? null : form.Secret(Labels.OnceRecovery, account.Id);
        return secret is null ? RecoveryCode.New() : RecoveryCode.Of(secret.Span);
    }

    private static StaffKeySeal? RecoverySealOf(StaffMember account) =>
        account is
        {
            RecoverySalt: { } salt,
            RecoveryVerifier: { } verifier,
            SealedRecoveryKeys: { } keys,
        }
            ? new(salt, verifier, keys)
            : null;

    private UnlockedPerson? Open(StaffKeySeal? kept, StaffMember? account, SecretBytes secret)
    {
        if (kept is null || account is null)
        {
            StaffKeySeal.Burn(secret.Span);
            return null;
        }

        try
        {
            return kept.TryOpen(
                    fileSecret, account.Id, secret.Span, account.EncryptionKey, account.SigningKey, out var encryption, out var signing)
                ? new UnlockedPerson(account.Id, encryption!, signing!)
                : null;
        }
        catch (SealedException)
        {
            return null;
        }
    }

    private async Task<PasswordResult> NotProvenAsync(
        StaffMember? account, bool wrongCode, DateTimeOffset now, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var locks = wrongCode && await CodeBudget.CountAsync(db, account!.Id, recovering: true, now, cancel);
        if (!wrongCode) await SignInThrottle.FailAsync(db, account, now, cancel);
        await transaction.CreateSavepointAsync("before_audit", cancel);
        audit.Add(db, locks ? AuditAction.Locked : AuditAction.SignInFailed, account?.SchemeId, null, account?.Id);
        await db.SaveChangesAsync(cancel);
        if (wrongCode && !locks) await transaction.RollbackToSavepointAsync("before_audit", cancel);
        if (wrongCode || SignInThrottle.Counts(account, now)) await transaction.CommitAsync(cancel);
        else await transaction.RollbackAsync(cancel);
        return new(PasswordRefusal.NotProven);
    }
}
