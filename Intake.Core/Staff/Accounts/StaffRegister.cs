using Intake.Core.Deadlines;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>An account as an operator sees it; whether its keys are certified is for administrators to know.</summary>
/// <param name="SchemeId">Null for an operator.</param>
/// <param name="LinkExpiresOn">Last day of a link that is not used yet; null when there is none.</param>
public sealed record StaffAccount(
    Guid Id, Guid? SchemeId, string FullName, string Email, StaffRoles Roles, StaffState State, IReadOnlyList<Guid> Units,
    DateOnly CreatedOn, DateOnly? LinkExpiresOn);

/// <summary>The accounts of the installation, for its operators.</summary>
public sealed class StaffRegister(IntakeDb db, TimeProvider time)
{
    /// <summary>All accounts by name, those who have left last; empty for a person who is no operator.</summary>
    public async Task<IReadOnlyList<StaffAccount>> ListAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.IsOperator ? await ReadAsync(id: null, cancel) : [];
    }

    /// <summary>One account; null when there is none, and for a person who is no operator.</summary>
    public async Task<StaffAccount?> FindAsync(SignedIn by, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.IsOperator ? (await ReadAsync(id, cancel)).SingleOrDefault() : null;
    }

    /// <summary>The address of a person of the reader's own scheme; null when there is none.</summary>
    public async Task<string?> EmailInSchemeAsync(SignedIn by, Guid id, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SchemeId is { } scheme
            ? await db.Staff.Where(person => person.Id == id && person.SchemeId == scheme).Select(person => person.Email)
                .SingleOrDefaultAsync(cancel)
            : null;
    }

    /// <summary>The address of each account of the reader's own scheme; empty for an operator.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> EmailsInSchemeAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.SchemeId is { } scheme
            ? await db.Staff.Where(person => person.SchemeId == scheme)
                .ToDictionaryAsync(person => person.Id, person => person.Email, cancel)
            : new Dictionary<Guid, string>();
    }

    /// <summary>The accounts of an administrator's own scheme to which a link is out; empty for anybody else.</summary>
    public async Task<IReadOnlyList<StaffAccount>> WithLinksInSchemeAsync(SignedIn by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by is { SchemeId: { } scheme, IsAdministrator: true }
            ? [.. (await ReadAsync(id: null, cancel)).Where(one => one.SchemeId == scheme && one.LinkExpiresOn is not null)]
            : [];
    }

    private async Task<IReadOnlyList<StaffAccount>> ReadAsync(Guid? id, CancellationToken cancel)
    {
        var today = CopenhagenClock.Today(time);
        var people = await db.Staff.AsNoTracking().Where(person => id == null || person.Id == id)
            .Select(person => new
            {
                person.Id, person.SchemeId, person.FullName, person.Email, person.Roles, person.State, person.CreatedOn,
            })
            .ToListAsync(cancel);
        var units = (await db.StaffUnits.AsNoTracking().Where(unit => id == null || unit.StaffId == id).ToListAsync(cancel))
            .ToLookup(unit => unit.StaffId, unit => unit.UnitId);
        var links = await db.Invitations.Where(link => link.UsedOn == null && link.ExpiresOn >= today && (id == null || link.StaffId == id))
            .GroupBy(link => link.StaffId).Select(own => new { own.Key, On = own.Max(link => link.ExpiresOn) })
            .ToDictionaryAsync(link => link.Key, link => link.On, cancel);
        return [.. people
            .OrderBy(person => person.State == StaffState.Left).ThenBy(person => person.FullName, StringComparer.Ordinal)
            .Select(person => new StaffAccount(person.Id, person.SchemeId, person.FullName, person.Email, person.Roles, person.State,
                [.. units[person.Id]], person.CreatedOn, links.TryGetValue(person.Id, out var on) ? on : null))];
    }
}
