using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>What the page of a link shows to somebody who has an account in another scheme.</summary>
/// <param name="HasAccount">Whether that account can be signed in to; else its own link has to be used first.</param>
/// <param name="HeldBefore">
/// Whether they left the scheme and their certificate was not revoked: its administrators have to do that before they can join again.
/// </param>
public sealed record JoinOffer(
    string FullName, string Email, StaffRoles Roles, Guid SchemeId, IReadOnlyList<Guid> Units, bool HasAccount,
    bool HeldBefore);

/// <summary>Who joined, with the fingerprint to read to an administrator of the scheme.</summary>
/// <param name="Fingerprint">Null for who needs no certificate.</param>
/// <param name="KeysWait">Whether older keys stay in force in the scheme until these are certified.</param>
public sealed record JoinResult(string FullName, string? Fingerprint, bool KeysWait);

/// <summary>
/// From the one-time link to one more scheme, for a person who has an account: it is proven by signing in, the keys are the person's,
/// and they count for nothing in the scheme until its administrators certify them.
/// </summary>
public sealed class JoinDesk(IntakeDb db, CertificateBooks books, AuditTrail audit, FormUse form, TimeProvider time)
{
    /// <summary>What the link is for; null when it is spent, or gives an account of its own.</summary>
    public async Task<JoinOffer?> LookAsync(string token, CancellationToken cancel)
    {
        var link = await InvitationLinks.FindAsync(db, token, CopenhagenClock.Today(time), cancel);
        if (link?.Person is not { SchemeId: { } scheme } person
            || await KeysInForce.ProvenByAsync(db, person, cancel) is not { } accountId)
        {
            return null;
        }

        var units = await db.StaffUnits.Where(unit => unit.StaffId == person.Id).Select(unit => unit.UnitId).ToListAsync(cancel);
        var hasAccount = await db.Staff.AnyAsync(row => row.Id == accountId && row.PasswordVerifier != null, cancel);
        return new(person.FullName, person.Email, person.Roles, scheme, units, hasAccount,
            await KeysInForce.HoldFromBeforeAsync(db, books, person, cancel));
    }

    /// <summary>What joining with the same form gave a moment ago; null when it was not taken.</summary>
    public async Task<JoinResult?> AgainAsync(string token, CancellationToken cancel)
    {
        if (!await form.WasTakenAsync(cancel)) return null;
        return await InvitationLinks.OwnerAsync(db, token, cancel) is { } person
            ? await ResultAsync(person, cancel) : null;
    }

    /// <summary>Joins with the keys of the person who has proven the account. Null when the link is spent, or another person's.</summary>
    public async Task<JoinResult?> JoinAsync(string token, UnlockedPerson by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var today = CopenhagenClock.Today(time);
        if (await InvitationLinks.FindAsync(db, token, today, cancel) is not { Person.SchemeId: { } scheme } link
            || await KeysInForce.ProvenByAsync(db, link.Person, cancel) != by.PersonId)
        {
            return null;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return await AgainAsync(token, cancel);
        await SchemeLock.TakeAsync(db, scheme, cancel);
        if (!await InvitationLinks.UseAsync(db, link, today, cancel)) return null;
        var person = await db.Staff.AsNoTracking().SingleAsync(row => row.Id == link.Person.Id, cancel);
        if (person.State == StaffState.Left || person.Roles != link.Person.Roles
            || await KeysInForce.HoldFromBeforeAsync(db, books, person, cancel))
        {
            return null;
        }

        await KeepAsync(person, by, cancel);
        audit.Add(db, AuditAction.Enrolled, scheme, person.Id, person.Id);
        await db.SaveChangesAsync(cancel);
        var result = await ResultAsync(await db.Staff.AsNoTracking().SingleAsync(row => row.Id == person.Id, cancel), cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Stores the public keys: beside other ones that were ever certified here, else as the account's.</summary>
    private async Task KeepAsync(StaffMember person, UnlockedPerson keys, CancellationToken cancel)
    {
        await db.PendingKeys.Where(row => row.StaffId == person.Id).ExecuteDeleteAsync(cancel);
        if (!Memberships.HasKeys(person, keys.EncryptionKey, keys.SigningKey) && await KeysInForce.NewOnesWaitAsync(db, person, cancel))
        {
            db.PendingKeys.Add(new PendingKeys
            {
                StaffId = person.Id, EncryptionKey = keys.EncryptionKey, SigningKey = keys.SigningKey, UsedCode = UsedCode.None,
            });
            return;
        }

        var state = person.State == StaffState.Active ? StaffState.Active
            : EnrolmentDesk.NeedsCertificate(person.Roles) ? StaffState.AwaitingCertificate : StaffState.Active;
        await db.Staff.Where(row => row.Id == person.Id).ExecuteUpdateAsync(row => row
            .SetProperty(x => x.EncryptionKey, keys.EncryptionKey)
            .SetProperty(x => x.SigningKey, keys.SigningKey)
            .SetProperty(x => x.State, state), cancel);
        await db.StaffSessions.Where(session => session.StaffId == person.Id).ExecuteDeleteAsync(cancel);
    }

    private async Task<JoinResult?> ResultAsync(StaffMember person, CancellationToken cancel)
    {
        var waiting = await db.PendingKeys.AsNoTracking().SingleOrDefaultAsync(keys => keys.StaffId == person.Id, cancel);
        if ((waiting?.EncryptionKey ?? person.EncryptionKey) is not { } encryption
            || (waiting?.SigningKey ?? person.SigningKey) is not { } signing)
        {
            return null;
        }

        return new(person.FullName,
            EnrolmentDesk.NeedsCertificate(person.Roles) ? Certificate.Fingerprint(encryption, signing) : null, waiting is not null);
    }
}
