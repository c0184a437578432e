using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// Staff sessions: half in the cookie, half in a row, sealed under the ring key of the hour they began in. A session
/// ends 30 minutes after its last use and at the latest eight hours after the start of that hour, which its seal binds.
/// </summary>
public sealed class Sessions(IntakeDb db, RingKeys ringKeys, CertificateBooks books, AuditTrail audit, TimeProvider time)
{
    /// <summary>How long a session lives unused at most; up to five minutes less.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>Ends are on whole steps of the clock, so that a row does not say when its owner was last here.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5);

    /// <summary>How long at most, from the start of the clock hour it began in.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <summary>The same, for a request that is about no case.</summary>
    public Task<SignedIn?> UnlockAsync(ReadOnlyMemory<byte> cookie, CancellationToken cancel) => UnlockAsync(cookie, null, cancel);

    /// <summary>Opens a session for one request; the caller disposes it. Null when it is over, altered or belongs to nobody.</summary>
    /// <param name="cookie">The cookie's 32 bytes.</param>
    /// <param name="schemeId">
    /// The scheme of the case that the request is about, if it is about one: where it is another one of this person's, they are there
    /// for this request, so that the address of a case opens it, at whatever scheme another window is.
    /// </param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SignedIn?> UnlockAsync(ReadOnlyMemory<byte> cookie, Guid? schemeId, CancellationToken cancel)
    {
        if (cookie.Length != 32) return null;
        var now = time.GetUtcNow();
        var id = StaffSessionSeal.IdOf(cookie.Span);
        var found = await (
            from session in db.StaffSessions
            where session.Id == id && session.ExpiresAt > now
            join account in db.Staff on session.StaffId equals account.Id
            where account.State == StaffState.AwaitingCertificate || account.State == StaffState.Active
            select new { session, account }).AsNoTracking().SingleOrDefaultAsync(cancel);
        if (found is null || RingKeys.StartOf(found.session.RingHour) + Longest <= now) return null;
        if (await OpenAsync(cookie, found.session, found.account, cancel) is not { } person) return null;

        try
        {
            await RenewAsync(found.session, now, cancel);
            var accounts = found.account.SchemeId is null
                ? [] : await Memberships.OfAsync(db, Memberships.AccountOf(found.account), cancel);
            var at = schemeId is null || found.account.SchemeId == schemeId ? found.account
                : await InSchemeAsync(accounts, schemeId.Value, person, cancel) ?? found.account;
            var units = await db.StaffUnits.Where(unit => unit.StaffId == at.Id).Select(unit => unit.UnitId).ToListAsync(cancel);
            var book = at.SchemeId is { } scheme ? await books.OfAsync(db, scheme, cancel) : null;
            return new SignedIn(at, units, At(person, at.Id), book, id)
            {
                Memberships = accounts.Count < 2 ? [] : [.. accounts.Where(row => row.State != StaffState.Left).Select(row =>
                    new Membership(row.Id, row.SchemeId!.Value, row.Roles, IsOpenTo(row, person))
                    {
                        IsActive = row.State == StaffState.Active,
                    })],
            };
        }
        catch
        {
            person.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Goes over to another of the person's schemes: the same session, cookie and end. False where that account is not in use, not
    /// this person's or under other keys.
    /// </summary>
    public async Task<bool> GoToAsync(ReadOnlyMemory<byte> cookie, SignedIn by, Guid staffId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var to = (await Memberships.OfAsync(db, by.AccountId, cancel)).FirstOrDefault(row => row.Id == staffId);
        if (to is null || !IsOpenTo(to, by.Person)) return false;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // A new password changes the account's row and then ends its sessions: of that and of this, one waits for the other.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM intake.staff_member WHERE id = {by.AccountId} FOR SHARE", cancel);
        var id = StaffSessionSeal.IdOf(cookie.Span);
        var hour = await db.StaffSessions.Where(row => row.Id == id).Select(row => (int?)row.RingHour).SingleOrDefaultAsync(cancel);
        if (hour is not { } began) return false;
        using var ringKey = await ringKeys.OpenAsync(db, began, cancel);
        if (ringKey is null) return false;
        var box = StaffSessionSeal.Seal(cookie.Span, ringKey, began, to.Id, by.Person.Encryption, by.Person.Signing);
        // The row is changed and not replaced: one who ends the session at the same moment ends it.
        var moved = await db.StaffSessions.Where(row => row.Id == id)
            .ExecuteUpdateAsync(row => row.SetProperty(x => x.StaffId, to.Id).SetProperty(x => x.Sealed, box), cancel);
        if (moved == 0) return false;
        audit.Add(db, AuditAction.SignedIn, to.SchemeId, to.Id, to.Id);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// The person as a reader of each scheme in which they are certified, the one that is worked in first. They end with
    /// <paramref name="by"/>.
    /// </summary>
    public async Task<IReadOnlyList<UnlockedStaff>> ReadersAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        var readers = new List<UnlockedStaff>();
        if (by.Staff is { } here) readers.Add(here);
        foreach (var other in by.Memberships.Where(one => one is { IsOpen: true, IsActive: true } && one.StaffId != by.StaffId))
        {
            var current = (await books.OfAsync(db, other.SchemeId, cancel)).CurrentOf(other.StaffId);
            var person = At(by.Person, other.StaffId);
            if (current is not null && person.IsOf(current)) readers.Add(new UnlockedStaff(current, person));
        }

        return readers;
    }

    /// <summary>Ends the cookie's session; harmless when there is none.</summary>
    public async Task SignOutAsync(ReadOnlyMemory<byte> cookie, CancellationToken cancel)
    {
        var id = StaffSessionSeal.IdOf(cookie.Span);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var owner = await (
            from session in db.StaffSessions
            where session.Id == id
            join account in db.Staff on session.StaffId equals account.Id
            select new { account.Id, account.SchemeId }).SingleOrDefaultAsync(cancel);
        if (owner is null || await db.StaffSessions.Where(session => session.Id == id).ExecuteDeleteAsync(cancel) == 0) return;
        audit.Add(db, AuditAction.SignedOut, owner.SchemeId, owner.Id, owner.Id);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The person's account in a scheme: where there are several rows, the one whose certificate is of their keys.</summary>
    private async Task<StaffMember?> InSchemeAsync(
        IReadOnlyList<StaffMember> accounts, Guid schemeId, UnlockedPerson person, CancellationToken cancel)
    {
        var rows = accounts.Where(row => row.SchemeId == schemeId && IsOpenTo(row, person)).ToList();
        if (rows.Count < 2) return rows.FirstOrDefault();
        var book = await books.OfAsync(db, schemeId, cancel);
        return rows.Find(row => book.CurrentOf(row.Id) is { } current && At(person, row.Id).IsOf(current)) ?? rows[0];
    }

    private static bool IsOpenTo(StaffMember row, UnlockedPerson person) =>
        Memberships.IsInUse(row) && Memberships.HasKeys(row, person.EncryptionKey, person.SigningKey);

    /// <summary>The same keys, which end with the first, under the account of another scheme.</summary>
    private static UnlockedPerson At(UnlockedPerson person, Guid staffId) =>
        person.PersonId == staffId ? person : new UnlockedPerson(staffId, person.Encryption, person.Signing);

    private async Task<UnlockedPerson?> OpenAsync(
        ReadOnlyMemory<byte> cookie, StaffSession session, StaffMember account, CancellationToken cancel)
    {
        using var ringKey = await ringKeys.OpenAsync(db, session.RingHour, cancel);
        if (ringKey is null) return null;
        try
        {
            var (encryption, signing) = StaffSessionSeal.Open(cookie.Span, ringKey, session.RingHour, account.Id, session.Sealed);
            var person = new UnlockedPerson(account.Id, encryption, signing);
            if (person.EncryptionKey.AsSpan().SequenceEqual(account.EncryptionKey)
                && person.SigningKey.AsSpan().SequenceEqual(account.SigningKey))
            {
                return person;
            }

            person.Dispose();
            return null;
        }
        catch (SealedException)
        {
            return null;
        }
    }

    /// <summary>When a session that is used now ends, unless it is used again.</summary>
    public static DateTimeOffset EndAfter(DateTimeOffset now) => new((now + Idle).UtcTicks / Step.Ticks * Step.Ticks, TimeSpan.Zero);

    /// <summary>At most once a step, and never back to life.</summary>
    private async Task RenewAsync(StaffSession session, DateTimeOffset now, CancellationToken cancel)
    {
        var renewed = EndAfter(now);
        if (session.ExpiresAt >= renewed) return;
        await db.StaffSessions
            .Where(row => row.Id == session.Id && row.ExpiresAt > now && row.ExpiresAt < renewed)
            .ExecuteUpdateAsync(row => row.SetProperty(x => x.ExpiresAt, renewed), cancel);
    }
}
