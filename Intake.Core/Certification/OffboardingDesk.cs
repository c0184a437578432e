using Intake.Core.Cases;
using Intake.Core.Deadlines;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>
/// Taking access away: revoking a certificate (as many signatures as it needed) and off-boarding an account. Grants,
/// epochs, sessions and links follow in the same transaction.
/// </summary>
public sealed class OffboardingDesk(
    IntakeDb db, CertificateBooks books, HolderPseudonyms pseudonyms, SchemeCatalogue schemes, StateRecords states, AuditTrail audit,
    FormUse form, TimeProvider time)
{
    private readonly AccessRemoval accessEnd = new(db, pseudonyms, schemes, states, time);

    /// <summary>Signs the revocation of the person's current certificate. The account stays and can be certified again.</summary>
    public async Task<CertificationResult> RevokeAsync(SignedIn by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.SchemeId is not { } scheme || !by.IsAdministrator || !await books.MayCertifyAsync(by, cancel))
            return CertificationResult.NotAllowed;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return await CameOfItAsync(scheme, personId, cancel);
        await SchemeLock.TakeAsync(db, scheme, cancel);
        var outcome = await SignAsync(by, scheme, personId, cancel);
        if (outcome == CertificationResult.Done)
        {
            await db.Staff.Where(person => person.Id == personId && person.State == StaffState.Active)
                .ExecuteUpdateAsync(row => row.SetProperty(person => person.State, StaffState.AwaitingCertificate), cancel);
        }

        await transaction.CommitAsync(cancel);
        return outcome;
    }

    /// <summary>
    /// Ends an account: state, sessions, links and grants at once. An operator ends any but their own; an administrator
    /// that of unit staff of the scheme, and signs the revocation with it. After an operator's act the certificate
    /// waits in <see cref="LeaversAsync"/> for administrators to revoke; meanwhile nobody grants to a person who has
    /// left. Refused while an open case would be left without an administrator: an administrator who writes to it takes
    /// substitutes in.
    /// </summary>
    public async Task<CertificationResult> OffboardAsync(SignedIn by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (personId == by.StaffId) return CertificationResult.NotAllowed;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return await CameOfItAsync(by.SchemeId, personId, cancel);
        var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(person => person.Id == personId, cancel);
        if (account is null) return CertificationResult.NoSuchPerson;
        var certifier = by.IsAdministrator && by.SchemeId is not null && by.SchemeId == account.SchemeId
            && await books.MayCertifyAsync(by, cancel);
        var unitStaff = (account.Roles & (StaffRoles.Administrator | StaffRoles.Operator)) == 0
            && by.Book?.CurrentOf(personId) is not { IsAdministrator: true };
        if (!by.IsOperator && !(certifier && unitStaff)) return CertificationResult.NotAllowed;

        var outcome = CertificationResult.Done;
        if (account.SchemeId is { } scheme)
        {
            await SchemeLock.TakeAsync(db, scheme, cancel);
            if (await IsLastOfACaseAsync(scheme, personId, cancel)) return CertificationResult.LastAdministrator;
            var certified = (await books.OfAsync(db, scheme, cancel)).CurrentOf(personId) is not null;
            if (certified) outcome = certifier ? await SignAsync(by, scheme, personId, cancel) : CertificationResult.AnotherNeeded;
            await accessEnd.TakeGrantsAsync(scheme, personId, by.Staff, cancel);
        }

        await db.Staff.Where(person => person.Id == personId)
            .ExecuteUpdateAsync(row => row.SetProperty(person => person.State, StaffState.Left), cancel);
        await ForgetSecretsAsync(personId, cancel);
        await accessEnd.CloseDoorsAsync(personId, CopenhagenClock.Today(time), cancel);
        audit.Add(db, AuditAction.OffBoarded, account.SchemeId, by.StaffId, personId);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return outcome;
    }

    /// <summary>People who have left, invited again or not, and whose certificate still holds: for administrators to revoke.</summary>
    public async Task<IReadOnlyList<Certificate>> LeaversAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { SchemeId: { } scheme, Book: { } book, IsAdministrator: true }) return [];
        var left = await db.Staff.Where(person => person.SchemeId == scheme
                && (person.State == StaffState.Left || person.State == StaffState.Invited))
            .Select(person => person.Id).ToHashSetAsync(cancel);
        return [.. book.Current.Where(certificate => left.Contains(certificate.PersonId))];
    }

    /// <summary>
    /// Takes password, one-time codes and sealed keys out of the account, so that no state that somebody writes into its row signs the
    /// person in again; who comes back enrols again. Not while the person signs in with them to another scheme.
    /// </summary>
    private Task<int> ForgetSecretsAsync(Guid personId, CancellationToken cancel) => db.Staff
        .Where(person => person.Id == personId && !db.Staff.Any(other => other.SignInId == personId && other.State != StaffState.Left))
        .ExecuteUpdateAsync(row => row
            .SetProperty(person => person.PasswordSalt, (byte[]?)null)
            .SetProperty(person => person.PasswordVerifier, (byte[]?)null)
            .SetProperty(person => person.SealedKeys, (byte[]?)null)
            .SetProperty(person => person.RecoverySalt, (byte[]?)null)
            .SetProperty(person => person.RecoveryVerifier, (byte[]?)null)
            .SetProperty(person => person.SealedRecoveryKeys, (byte[]?)null)
            .SetProperty(person => person.SealedTotp, (byte[]?)null), cancel);

    /// <summary>What an act that was done a moment ago came to: a certificate that still holds waits for another signature.</summary>
    private async Task<CertificationResult> CameOfItAsync(Guid? scheme, Guid personId, CancellationToken cancel) =>
        scheme is { } of && (await books.OfAsync(db, of, cancel)).CurrentOf(personId) is not null
            ? CertificationResult.AnotherNeeded : CertificationResult.Done;

    private async Task<bool> IsLastOfACaseAsync(Guid scheme, Guid personId, CancellationToken cancel)
    {
        var administrators = (await books.HoldersAsync(db, scheme, cancel))
            .Where(c => c.IsAdministrator).Select(c => c.PersonId).ToList();
        return administrators.Remove(personId) && await accessEnd.WouldLeaveAloneAsync(scheme, personId, administrators, cancel);
    }

    private async Task<CertificationResult> SignAsync(SignedIn by, Guid scheme, Guid personId, CancellationToken cancel)
    {
        if ((await books.OfAsync(db, scheme, cancel)).CurrentOf(personId) is not { } certificate)
            return CertificationResult.NoSuchPerson;
        var today = CopenhagenClock.Today(time);
        var revocation = await OpenAsync(certificate, today, cancel);
        if (revocation is null)
        {
            revocation = Revocation.Write(scheme, certificate.Id, today);
            db.Revocations.Add(new RevocationRow
            {
                Id = revocation.Id, SchemeId = scheme, CertificateId = certificate.Id, Body = revocation.Body, MadeOn = today,
            });
        }

        var signature = by.Person.Revoke(revocation);
        if (!await db.RevocationSignatures.AnyAsync(
            s => s.RevocationId == revocation.Id && s.Signer == signature.SignerKeyId, cancel))
        {
            db.RevocationSignatures.Add(new RevocationSignature
            {
                RevocationId = revocation.Id, Signer = signature.SignerKeyId, Signature = signature.Signature, MadeOn = today,
            });
        }

        audit.Add(db, AuditAction.Revoked, scheme, by.StaffId, personId);
        await db.SaveChangesAsync(cancel);
        if ((await books.OfAsync(db, scheme, cancel)).IsCurrent(certificate)) return CertificationResult.AnotherNeeded;
        await accessEnd.TakeGrantsAsync(scheme, personId, by.Staff, cancel);
        await accessEnd.CloseDoorsAsync(personId, today, cancel);
        return CertificationResult.Done;
    }

    private async Task<Revocation?> OpenAsync(Certificate certificate, DateOnly today, CancellationToken cancel)
    {
        var oldest = today.AddDays(-CertificationDesk.DaysOpen);
        var rows = await db.Revocations.AsNoTracking()
            .Where(row => row.CertificateId == certificate.Id && row.MadeOn > oldest && row.MadeOn <= today)
            .ToListAsync(cancel);
        // Only a body that we would have written ourselves on its day.
        return rows.Select(row => Revocation.Write(certificate.SchemeId, certificate.Id, row.MadeOn))
            .FirstOrDefault(made => rows.Any(row => row.Id.AsSpan().SequenceEqual(made.Id) && row.Body.AsSpan().SequenceEqual(made.Body)));
    }
}
