using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Staff.Accounts;

/// <summary>Whom to invite. An operator belongs to no scheme and has no other role; a case handler has units of the scheme.</summary>
public sealed record NewStaff(Guid? SchemeId, string Email, string FullName, StaffRoles Roles, IReadOnlyList<Guid> Units);

/// <summary>Why nobody was invited.</summary>
public enum InviteRefusal
{
    /// <summary>The inviter may not: an administrator invites unit staff of their own scheme, an operator everybody.</summary>
    NotAllowed,

    /// <summary>Not an address, or over 254 characters.</summary>
    BadEmail,

    /// <summary>Empty, over 200 characters, or with control characters.</summary>
    BadName,

    /// <summary>No role, an operator with another role or a scheme, or others without a scheme.</summary>
    BadRoles,

    /// <summary>A unit of another scheme or retired, or a case handler without one.</summary>
    BadUnits,

    /// <summary>The address is another scheme's, or an operator's.</summary>
    EmailTaken,
}

/// <summary>Either the account and the one-time token, shown once, or why not.</summary>
public sealed record InviteResult(Guid? StaffId, string? Token, InviteRefusal? Refusal);

/// <summary>
/// Invitations by one-time link. A second invitation replaces the first; it is also the way back for a person who lost
/// password and code.
/// </summary>
public sealed class StaffDesk(IntakeDb db, AuditTrail audit, FormUse form, TimeProvider time)
{
    /// <summary>Days that a link works.</summary>
    public const int LinkDays = 7;

    /// <summary>Invites as somebody signed in.</summary>
    public async Task<InviteResult> InviteAsync(SignedIn by, NewStaff who, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(who);
        var unitStaff = (who.Roles & (StaffRoles.Administrator | StaffRoles.Operator)) == 0;
        var mayAsAdministrator = by is { IsAdministrator: true, SchemeId: not null } && by.SchemeId == who.SchemeId && unitStaff;
        return by.IsOperator || mayAsAdministrator
            ? await InviteAsync(by.StaffId, administrator: !by.IsOperator, who, cancel)
            : Refused(InviteRefusal.NotAllowed);
    }

    /// <summary>Invites from the command line of the installation, where nobody is signed in: the first operator and founders.</summary>
    public Task<InviteResult> InviteFromCommandAsync(NewStaff who, CancellationToken cancel) =>
        InviteAsync(by: null, administrator: false, who, cancel);

    private async Task<InviteResult> InviteAsync(Guid? by, bool administrator, NewStaff who, CancellationToken cancel)
    {
        var email = who.Email.Trim().ToLowerInvariant();
        var name = who.FullName.Trim();
        if (Fault(email, name, who) is { } fault) return Refused(fault);
        if (!await UnitsAreThereAsync(who, cancel)) return Refused(InviteRefusal.BadUnits);

        var today = CopenhagenClock.Today(time);
        using var once = form.Secret(Labels.OnceInvitation, by ?? Guid.Empty);
        var token = once?.Span.ToArray() ?? RandomNumberGenerator.GetBytes(32);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isNew = await form.TakeAsync(cancel);
        var known = await db.Staff.AsNoTracking().SingleOrDefaultAsync(person => person.Email == email, cancel);
        if (known is not null && (known.SchemeId != who.SchemeId)) return Refused(InviteRefusal.EmailTaken);
        if (administrator && known is not null && (known.Roles & (StaffRoles.Administrator | StaffRoles.Operator)) != 0)
            return Refused(InviteRefusal.NotAllowed);

        if (!isNew && known is not null) return new(known.Id, System.Buffers.Text.Base64Url.EncodeToString(token), null);
        var id = known?.Id ?? Guid.NewGuid();
        if (known is null)
        {
            db.Staff.Add(new StaffMember
            {
                Id = id, SchemeId = who.SchemeId, Email = email, FullName = name, Roles = who.Roles,
                State = StaffState.Invited, CreatedOn = today,
            });
        }
        else
        {
            // The row's lock makes two invitations of one person wait for each other.
            await db.Staff.Where(person => person.Id == id).ExecuteUpdateAsync(row => row
                .SetProperty(person => person.FullName, name)
                .SetProperty(person => person.Roles, who.Roles)
                .SetProperty(person => person.State,
                    person => person.State == StaffState.Left ? StaffState.Invited : person.State), cancel);
            await db.Invitations.Where(link => link.StaffId == id && link.UsedOn == null)
                .ExecuteUpdateAsync(row => row.SetProperty(link => link.UsedOn, today), cancel);
            await db.StaffUnits.Where(unit => unit.StaffId == id).ExecuteDeleteAsync(cancel);
        }

        db.StaffUnits.AddRange(who.Units.Distinct().Select(unit => new StaffUnit { StaffId = id, UnitId = unit }));
        db.Invitations.Add(new Invitation
        {
            Id = Guid.NewGuid(), StaffId = id, TokenHash = SHA256.HashData(token), ExpiresOn = today.AddDays(LinkDays),
        });
        audit.Add(db, AuditAction.Invited, who.SchemeId, by, id);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException failed) when (failed.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return Refused(InviteRefusal.EmailTaken);
        }

        await transaction.CommitAsync(cancel);
        return new(id, System.Buffers.Text.Base64Url.EncodeToString(token), null);
    }

    private static InviteRefusal? Fault(string email, string name, NewStaff who)
    {
        if (email.Length is < 3 or > 254 || email.Count(c => c == '@') != 1 || email[0] == '@' || email[^1] == '@'
            || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return InviteRefusal.BadEmail;
        }

        if (name.Length > 200 || BlankText.Is(name) || name.Any(char.IsControl)) return InviteRefusal.BadName;
        var all = StaffRoles.Administrator | StaffRoles.CaseHandler | StaffRoles.Operator | StaffRoles.StatisticsReader;
        if (who.Roles == 0 || (who.Roles & ~all) != 0) return InviteRefusal.BadRoles;
        var isOperator = who.Roles.HasFlag(StaffRoles.Operator);
        if (isOperator != (who.SchemeId is null) || (isOperator && who.Roles != StaffRoles.Operator)) return InviteRefusal.BadRoles;
        return who.Roles.HasFlag(StaffRoles.CaseHandler) == who.Units.Count > 0 ? null : InviteRefusal.BadUnits;
    }

    private async Task<bool> UnitsAreThereAsync(NewStaff who, CancellationToken cancel)
    {
        if (who.SchemeId is not { } scheme) return true;
        var wanted = who.Units.Distinct().ToList();
        return await db.Schemes.AnyAsync(row => row.Id == scheme, cancel)
            && await db.Units.CountAsync(
                unit => unit.SchemeId == scheme && !unit.Retired && wanted.Contains(unit.Id), cancel)
            == wanted.Count;
    }

    private static InviteResult Refused(InviteRefusal why) => new(null, null, why);
}
