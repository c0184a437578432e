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

    /// <summary>Opens a session for one request; the caller disposes it. Null when it is over, altered or belongs to nobody.</summary>
    public async Task<SignedIn?> UnlockAsync(ReadOnlyMemory<byte> cookie, CancellationToken cancel)
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
            var units = await db.StaffUnits.Where(unit => unit.StaffId == person.PersonId)
                .Select(unit => unit.UnitId).ToListAsync(cancel);
            var book = found.account.SchemeId is { } scheme ? await books.OfAsync(db, scheme, cancel) : null;
            return new SignedIn(found.account, units, person, book, id);
        }
        catch
        {
            person.Dispose();
            throw;
        }
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
