using System.Buffers.Text;
using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
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
}

/// <summary>
/// From the one-time link to an account with keys of its own: password, authenticator, recovery code. Keys made here
/// count for nothing until administrators certify them; operators and statistics readers need no certificate.
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
        var sealedTotp = TotpSeal.Seal(fileSecret, person.Id, secret);
        var state = NeedsCertificate(person.Roles) ? StaffState.AwaitingCertificate : StaffState.Active;

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return await AgainAsync(token, cancel) ?? Refused(EnrolRefusal.LinkSpent);
        var today = CopenhagenClock.Today(time);
        var mine = await db.Invitations.Where(row => row.Id == link.Id && row.UsedOn == null && row.ExpiresOn >= today)
            .ExecuteUpdateAsync(row => row.SetProperty(x => x.UsedOn, today), cancel);
        if (mine == 0) return Refused(EnrolRefusal.LinkSpent);
        var kept = await db.Staff.Where(row => row.Id == person.Id && row.State != StaffState.Left && row.Roles == person.Roles)
            .ExecuteUpdateAsync(row => row
                .SetProperty(x => x.EncryptionKey, encryption.Public)
                .SetProperty(x => x.SigningKey, signing.Public)
                .SetProperty(x => x.PasswordSalt, byPassword.Salt)
                .SetProperty(x => x.PasswordVerifier, byPassword.VerifierHash)
                .SetProperty(x => x.SealedKeys, byPassword.SealedKeys)
                .SetProperty(x => x.RecoverySalt, byRecovery.Salt)
                .SetProperty(x => x.RecoveryVerifier, byRecovery.VerifierHash)
                .SetProperty(x => x.SealedRecoveryKeys, byRecovery.SealedKeys)
                .SetProperty(x => x.SealedTotp, sealedTotp)
                .SetProperty(x => x.TotpLastStep, step)
                .SetProperty(x => x.FailedSignIns, 0)
                .SetProperty(x => x.LockedUntil, (DateTimeOffset?)null)
                .SetProperty(x => x.CodeTries, 0)
                .SetProperty(x => x.CodesAfter, (DateTimeOffset?)null)
                .SetProperty(x => x.RecoveryCodeTries, 0)
                .SetProperty(x => x.RecoveryCodesAfter, (DateTimeOffset?)null)
                .SetProperty(x => x.State, state), cancel);
        if (kept == 0) return Refused(EnrolRefusal.LinkSpent);
        await db.StaffSessions.Where(session => session.StaffId == person.Id).ExecuteDeleteAsync(cancel);
        audit.Add(db, AuditAction.Enrolled, person.SchemeId, person.Id, person.Id);
        await db.SaveChangesAsync(cancel);
        await form.ShowAsync();
        await transaction.CommitAsync(cancel);
        return Enrolled(person, recovery, encryption.Public, signing.Public);
    }

    /// <summary>What enrolling with the same form gave a moment ago; null when that may not be shown again.</summary>
    public async Task<EnrolResult?> AgainAsync(string token, CancellationToken cancel)
    {
        if (!await form.MayShowAgainAsync(cancel) || HashOf(token) is not { } hash) return null;
        var person = await db.Invitations.Where(link => link.TokenHash == hash)
            .Join(db.Staff, link => link.StaffId, row => row.Id, (_, row) => row).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (person is not { EncryptionKey: { } encryption, SigningKey: { } signing }) return null;
        using var recovery = CodeOf(person.Id);
        return Enrolled(person, recovery, encryption, signing);
    }

    private static EnrolResult Enrolled(StaffMember person, SecretBytes recovery, byte[] encryption, byte[] signing) =>
        new(RecoveryCode.ToPageText(recovery), Certificate.Fingerprint(encryption, signing), null)
        {
            FullName = person.FullName,
            NeedsCertificate = NeedsCertificate(person.Roles),
        };

    /// <summary>The recovery code: for each post of the same form the same.</summary>
    private SecretBytes CodeOf(Guid personId)
    {
        using var secret = form.Secret(Labels.OnceRecovery, personId);
        return secret is null ? RecoveryCode.New() : RecoveryCode.Of(secret.Span);
    }

    internal static bool NeedsCertificate(StaffRoles roles) => (roles & (StaffRoles.Administrator | StaffRoles.CaseHandler)) != 0;

    private async Task<EnrolmentOffer> OfferAsync(Link link, SecretBytes secret, CancellationToken cancel)
    {
        var person = link.Person;
        var units = await db.StaffUnits.Where(unit => unit.StaffId == person.Id).Select(unit => unit.UnitId).ToListAsync(cancel);
        var proposal = TotpSeal.SealProposal(fileSecret, person.Id, link.TokenHash, secret);
        return new(person.FullName, person.Email, person.Roles, person.SchemeId, units, Base64Url.EncodeToString(proposal),
            Totp.Address(Issuer, person.Email, secret), Totp.Text(secret));
    }

    private SecretBytes? OpenProposal(Link link, string proposal)
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

    private async Task<Link?> FindAsync(string token, CancellationToken cancel)
    {
        if (HashOf(token) is not { } hash) return null;
        var today = CopenhagenClock.Today(time);
        return await (
            from link in db.Invitations
            where link.TokenHash == hash && link.UsedOn == null && link.ExpiresOn >= today
            join person in db.Staff on link.StaffId equals person.Id
            where person.State != StaffState.Left
            select new Link(link.Id, link.TokenHash, person)).AsNoTracking().SingleOrDefaultAsync(cancel);
    }

    private static byte[]? HashOf(string token) =>
        token.Length == 43 && Base64Url.IsValid(token) ? SHA256.HashData(Base64Url.DecodeFromChars(token)) : null;

    private static EnrolResult Refused(EnrolRefusal why) => new(null, null, why);

    private sealed record Link(Guid Id, byte[] TokenHash, StaffMember Person);
}
