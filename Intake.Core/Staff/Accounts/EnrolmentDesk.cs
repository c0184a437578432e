using System.Buffers.Text;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>What the enrolment page shows.</summary>
/// <param name="Proposal">The sealed secret for a hidden field; it comes back with the form.</param>
/// <param name="Address">For a QR code.</param>
/// <param name="SecretText">The same for typing: base 32.</param>
/// <param name="SchemeId">Null for an operator.</param>
public sealed record EnrolmentOffer(
    string FullName, string Email, StaffRoles Roles, Guid? SchemeId, IReadOnlyList<Guid> Units,
    string Proposal, string Address, string SecretText)
{
    /// <summary>Whether the keys made at enrolment count for something only when administrators have certified them.</summary>
    public bool NeedsCertificate => EnrolmentDesk.NeedsCertificate(Roles);
}

/// <summary>Why nobody was enrolled.</summary>
public enum EnrolRefusal
{
    /// <summary>The link is unknown, used, replaced or expired: one answer for all.</summary>
    LinkSpent,

    /// <summary>The hidden field is not this invitation's: begin again.</summary>
    ProposalLost,

    /// <summary>See <see cref="EnrolResult.Password"/>.</summary>
    WeakPassword,

    /// <summary>Not the authenticator's code of now.</summary>
    WrongCode,
}

/// <summary>Either the recovery code, shown once, with the fingerprint to read to an administrator, or why not.</summary>
public sealed record EnrolResult(string? RecoveryCode, string? Fingerprint, EnrolRefusal? Refusal, PasswordFault? Password = null)
{
    /// <summary>Who was enrolled.</summary>
    public string FullName { get; init; } = "";

    /// <summary>Whether the keys count for something only when administrators have certified them.</summary>
    public bool NeedsCertificate { get; init; }

    /// <summary>Whether the old keys stay in force, with password and codes of their own, until these are certified.</summary>
    public bool KeysWait { get; init; }
}

/// <summary>
/// From the one-time link to an account with keys of its own: password, authenticator, recovery code. Keys made here
/// count for nothing until administrators certify them; operators and statistics readers need no certificate. Keys that
/// were ever certified are not written over: the new ones wait beside them (<see cref="PendingKeys"/>).
/// </summary>
public sealed class EnrolmentDesk(
    IntakeDb db, FileSecret fileSecret, KeyDerivationLimiter gate, AuditTrail audit, FormUse form, TimeProvider time)
{
    /// <summary>The issuer that authenticators show.</summary>
    public const string Issuer = "Whistleblower";

    /// <summary>Proposes an authenticator secret, a new one at each call; changes nothing. Null when the link is spent.</summary>
    public async Task<EnrolmentOffer?> BeginEnrolmentAsync(string token, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } link) return null;
        using var secret = SecretBytes.Random(Totp.SecretSize);
        return await OfferAsync(link, secret, cancel);
    }

    /// <summary>The same proposal again, for a form that was sent with a mistake; a new one when it is not this invitation's.</summary>
    public async Task<EnrolmentOffer?> ResumeEnrolmentAsync(string token, string proposal, CancellationToken cancel)
    {
        if (await FindAsync(token, cancel) is not { } link) return null;
        using var secret = OpenProposal(link, proposal) ?? SecretBytes.Random(Totp.SecretSize);
        return await OfferAsync(link, secret, cancel);
    }

    /// <summary>Enrols: of two people who hold the link, exactly one succeeds. The caller disposes the password.</summary>
    public async Task<EnrolResult> EnrolAsync(
        string token, SecretBytes password, string proposal, string code, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(password);
        if (await FindAsync(token, cancel) is not { } link) return Refused(EnrolRefusal.LinkSpent);
        var person = link.Person;
        using var secret = OpenProposal(link, proposal);
        if (secret is null) return Refused(EnrolRefusal.ProposalLost);
        if (PasswordRules.Check(password, person.FullName, person.Email) is { } fault)
            return new(null, null, EnrolRefusal.WeakPassword, fault);
        if (Totp.Match(secret.Span, code, time.GetUtcNow()) is not { } step) return Refused(EnrolRefusal.WrongCode);

        using var encryption = EncryptionKeyPair.Generate();
        using var signing = SigningKeyPair.Generate();
        using var recovery = CodeOf(person.Id);
        var byPassword = await gate.RunAsync(
            person.Id, () => StaffKeySeal.Make(fileSecret, person.Id, password.Span, encryption, signing), cancel);
        var byRecovery = await gate.RunAsync(
            person.Id, () => StaffKeySeal.Make(fileSecret, person.Id, recovery.Span, encryption, signing), cancel);
        var made = new PendingKeys
        {
            StaffId = person.Id,
            EncryptionKey = encryption.Public,
            SigningKey = signing.Public,
            PasswordSalt = byPassword.Salt,
            PasswordVerifier = byPassword.VerifierHash,
            SealedKeys = byPassword.SealedKeys,
            RecoverySalt = byRecovery.Salt,
            RecoveryVerifier = byRecovery.VerifierHash,
            SealedRecoveryKeys = byRecovery.SealedKeys,
            SealedTotp = TotpSeal.Seal(fileSecret, person.Id, secret),
            UsedCode = UsedCode.Of(fileSecret, person.Id, step),
        };
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return await AgainAsync(token, cancel) ?? Refused(EnrolRefusal.LinkSpent);
        if (person.SchemeId is { } scheme) await SchemeLock.TakeAsync(db, scheme, cancel);
        var today = CopenhagenClock.Today(time);
        if (!await InvitationLinks.UseAsync(db, link, today, cancel)) return Refused(EnrolRefusal.LinkSpent);
        if (await KeepAsync(person, made, cancel) is not { } waits) return Refused(EnrolRefusal.LinkSpent);
        audit.Add(db, AuditAction.Enrolled, person.SchemeId, person.Id, person.Id);
        await db.SaveChangesAsync(cancel);
        await form.ShowAsync();
        await transaction.CommitAsync(cancel);
        return Enrolled(person, recovery, encryption.Public, signing.Public, waits);
    }

    /// <summary>
    /// Stores the keys: beside those that were ever certified, else as the account's own. Nobody certifies meanwhile.
    /// </summary>
    /// <returns>Whether they wait; null when the account is not what the link was for any more.</returns>
    private async Task<bool?> KeepAsync(StaffMember person, PendingKeys made, CancellationToken cancel)
    {
        var now = await db.Staff.AsNoTracking().SingleAsync(row => row.Id == person.Id, cancel);
        if (now.State == StaffState.Left || now.Roles != person.Roles) return null;
        if (await KeysInForce.NewOnesWaitAsync(db, now, cancel))
        {
            await db.PendingKeys.Where(keys => keys.StaffId == person.Id).ExecuteDeleteAsync(cancel);
            db.PendingKeys.Add(made);
            return true;
        }

        var state = NeedsCertificate(person.Roles) ? StaffState.AwaitingCertificate : StaffState.Active;
        var kept = await db.Staff.Where(row => row.Id == person.Id && row.State != StaffState.Left && row.Roles == person.Roles)
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
                .SetProperty(x => x.State, state), cancel);
        if (kept == 0) return null;
        await Memberships.SessionsOf(db, person.Id).ExecuteDeleteAsync(cancel);
        return false;
    }

    /// <summary>What enrolling with the same form gave a moment ago; null when that may not be shown again.</summary>
    public async Task<EnrolResult?> AgainAsync(string token, CancellationToken cancel)
    {
        if (!await form.MayShowAgainAsync(cancel)) return null;
        var person = await InvitationLinks.OwnerAsync(db, token, cancel);
        if (person is not { SignInId: null, EncryptionKey: { } encryption, SigningKey: { } signing }) return null;
        using var recovery = CodeOf(person.Id);
        return await db.PendingKeys.AsNoTracking().SingleOrDefaultAsync(keys => keys.StaffId == person.Id, cancel) is { } made
            ? Enrolled(person, recovery, made.EncryptionKey, made.SigningKey, waits: true)
            : Enrolled(person, recovery, encryption, signing, waits: false);
    }

    private static EnrolResult Enrolled(StaffMember person, SecretBytes recovery, byte[] encryption, byte[] signing, bool waits) =>
        new(RecoveryCode.ToPageText(recovery), Certificate.Fingerprint(encryption, signing), null)
        {
            FullName = person.FullName,
            NeedsCertificate = NeedsCertificate(person.Roles),
            KeysWait = waits,
        };

    /// <summary>The recovery code: for each post of the same form the same.</summary>
    private SecretBytes CodeOf(Guid personId)
    {
        using var secret = form.Secret(Labels.OnceRecovery, personId);
        return secret is null ? RecoveryCode.New() : RecoveryCode.Of(secret.Span);
    }

    internal static bool NeedsCertificate(StaffRoles roles) => (roles & (StaffRoles.Administrator | StaffRoles.CaseHandler)) != 0;

    private async Task<EnrolmentOffer> OfferAsync(InvitationLinkRow link, SecretBytes secret, CancellationToken cancel)
    {
        var person = link.Person;
        var units = await db.StaffUnits.Where(unit => unit.StaffId == person.Id).Select(unit => unit.UnitId).ToListAsync(cancel);
        var proposal = TotpSeal.SealProposal(fileSecret, person.Id, link.TokenHash, secret);
        return new(person.FullName, person.Email, person.Roles, person.SchemeId, units, Base64Url.EncodeToString(proposal),
            Totp.Address(Issuer, person.Email, secret), Totp.Text(secret));
    }

    private SecretBytes? OpenProposal(InvitationLinkRow link, string proposal)
    {
        try
        {
            return TotpSeal.OpenProposal(fileSecret, link.Person.Id, link.TokenHash, Base64Url.DecodeFromChars(proposal));
        }
        catch (Exception refused) when (refused is SealedException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A link of an account of its own: others join with the account they have, see <see cref="JoinDesk"/>.</summary>
    private async Task<InvitationLinkRow?> FindAsync(string token, CancellationToken cancel) =>
        await InvitationLinks.FindAsync(db, token, CopenhagenClock.Today(time), cancel) is { } link
            && await KeysInForce.ProvenByAsync(db, link.Person, cancel) is null ? link : null;

    private static EnrolResult Refused(EnrolRefusal why) => new(null, null, why);
}
