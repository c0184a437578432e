using System.Buffers.Text;
using System.Security.Cryptography;
using Intake.Core.Deadlines;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Staff.Certificates;
using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Intake.Core.Staff.Accounts;

/// <summary>Whom to invite. An operator belongs to no scheme and has no other role; a case handler has units of the scheme.</summary>
public sealed record NewStaff(Guid? SchemeId, string Email, string FullName, StaffRoles Roles, IReadOnlyList<Guid> Units)
{
    /// <summary>Whether an account that has the address already is left alone and refused, in place of being changed.</summary>
    public bool MustBeNew { get; init; }
}

/// <summary>Why nobody was invited.</summary>
public enum InviteRefusal
{
    /// <summary>The inviter may not: an administrator invites unit staff of their own scheme, an operator everybody.</summary>
    NotAllowed,

    /// <summary>Not an address, or over 254 characters.</summary>
    BadEmail,

    /// <summary>Less than two words, over 200 characters, or with control characters.</summary>
    BadName,

    /// <summary>No role, an operator with another role or a scheme, or others without a scheme.</summary>
    BadRoles,

    /// <summary>A unit of another scheme or retired, or a case handler without one.</summary>
    BadUnits,

    /// <summary>The address is an operator's, or an operator was to get one that somebody has.</summary>
    EmailTaken,

    /// <summary>The address has an account already, and a new one was asked for.</summary>
    HasAccount,
}

/// <summary>What became of the link.</summary>
public enum LinkDelivery
{
    /// <summary>Nobody was invited.</summary>
    None,

    /// <summary>No mail is set up: the person who invites hands it over. See <see cref="InviteResult.Token"/>.</summary>
    Shown,

    /// <summary>It goes to the person's own address, and nobody else sees it.</summary>
    Mailed,

    /// <summary>
    /// There is none: the person's keys are in force, and an administrator of the scheme has to ask for new ones. Name, roles and
    /// units stand as typed, for administrators to certify.
    /// </summary>
    ForAdministrators,
}

/// <summary>The account, and the one-time token where it is to be handed over, shown once; or why nobody was invited.</summary>
public sealed record InviteResult(Guid? StaffId, string? Token, InviteRefusal? Refusal)
{
    /// <summary>What became of the link.</summary>
    public LinkDelivery Delivery { get; init; }
}

/// <summary>
/// Invitations by one-time link. A second invitation replaces the first; it is also the way back for a person who lost
/// password and code. For a person whose certified keys are in use it takes an administrator of the scheme: see
/// docs/decisions/keys-stay-until-certified.md.
/// </summary>
public sealed class StaffDesk(
    IntakeDb db, CertificateBooks books, FileSecret fileSecret, AuditTrail audit, FormUse form, TimeProvider time,
    IInvitationPost? post = null)
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
        if (!by.IsOperator && !mayAsAdministrator) return Refused(InviteRefusal.NotAllowed);
        var certifier = mayAsAdministrator && await books.MayCertifyAsync(by, cancel);
        return await InviteAsync(new Inviter(by.StaffId, IsAdministrator: !by.IsOperator, certifier), who, cancel);
    }

    /// <summary>
    /// Gives a person of the scheme a link to make new keys, as an administrator whose signature counts. Name, roles and units
    /// stay; so do the keys in force, until the new ones are certified. Nobody does it for themselves.
    /// </summary>
    public async Task<InviteResult> InviteAgainAsync(SignedIn by, Guid personId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by is not { IsAdministrator: true, SchemeId: { } scheme } || personId == by.StaffId || !await books.MayCertifyAsync(by, cancel))
            return Refused(InviteRefusal.NotAllowed);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isNew = await form.TakeAsync(cancel);
        // Of two who do it at once, the second replaces the first one's link.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM intake.staff_member WHERE id = {personId} FOR UPDATE", cancel);
        var person = await db.Staff.AsNoTracking().SingleOrDefaultAsync(row => row.Id == personId && row.SchemeId == scheme, cancel);
        if (person is null or { State: StaffState.Left } || !EnrolmentDesk.NeedsCertificate(person.Roles))
            return Refused(InviteRefusal.NotAllowed);
        var result = await GiveLinkAsync(by.StaffId, personId, scheme, isNew, cancel);
        await transaction.CommitAsync(cancel);
        return result;
    }

    /// <summary>Invites from the command line of the installation, where nobody is signed in: the first operator and founders.</summary>
    public Task<InviteResult> InviteFromCommandAsync(NewStaff who, CancellationToken cancel) =>
        InviteAsync(new Inviter(StaffId: null, IsAdministrator: false, IsCertifier: false), who, cancel);

    private async Task<InviteResult> InviteAsync(Inviter by, NewStaff who, CancellationToken cancel)
    {
        var email = who.Email.Trim().ToLowerInvariant();
        var name = who.FullName.Trim();
        if (Fault(email, name, who) is { } fault) return Refused(fault);
        if (!await UnitsAreThereAsync(who, cancel)) return Refused(InviteRefusal.BadUnits);

        var today = CopenhagenClock.Today(time);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whether keys are in force is asked below, and must not change by a certificate made at the same time.
        if (who.SchemeId is { } scheme) await SchemeLock.TakeAsync(db, scheme, cancel);
        var isNew = await form.TakeAsync(cancel);
        var known = await db.Staff.AsNoTracking().SingleOrDefaultAsync(
            person => person.Email == email && person.SchemeId == who.SchemeId, cancel);
        // A person with an account in another scheme joins this one with it.
        var elsewhere = known is not null ? null
            : await db.Staff.AsNoTracking().SingleOrDefaultAsync(person => person.Email == email && person.SignInId == null, cancel);
        if (elsewhere is not null && (elsewhere.SchemeId is null || who.SchemeId is null)) return Refused(InviteRefusal.EmailTaken);
        if (by.IsAdministrator && known is not null && (known.Roles & (StaffRoles.Administrator | StaffRoles.Operator)) != 0)
            return Refused(InviteRefusal.NotAllowed);
        if (isNew && who.MustBeNew && known is not null) return Refused(InviteRefusal.HasAccount);

        var keysStay = known is not null && !by.IsCertifier && await KeysInForce.NeedAdministratorAsync(db, known, cancel);
        if (!isNew && known is not null)
            return keysStay ? ForAdministrators(known.Id) : await GiveLinkAsync(by.StaffId, known.Id, who.SchemeId, isNew, cancel);
        var id = known?.Id ?? Guid.NewGuid();
        if (known is null)
        {
            db.Staff.Add(new StaffMember
            {
                Id = id, SchemeId = who.SchemeId, Email = email, FullName = name, Roles = who.Roles,
                State = StaffState.Invited, CreatedOn = today, SignInId = elsewhere?.Id, Language = elsewhere?.Language ?? "da",
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
            await db.StaffUnits.Where(unit => unit.StaffId == id).ExecuteDeleteAsync(cancel);
            // Keys that wait for a certificate would wait for ever.
            if (!EnrolmentDesk.NeedsCertificate(who.Roles))
                await db.PendingKeys.Where(keys => keys.StaffId == id).ExecuteDeleteAsync(cancel);
        }

        db.StaffUnits.AddRange(who.Units.Distinct().Select(unit => new StaffUnit { StaffId = id, UnitId = unit }));
        InviteResult result;
        try
        {
            await db.SaveChangesAsync(cancel);
            result = keysStay ? await ChangedAsync() : await GiveLinkAsync(by.StaffId, id, who.SchemeId, isNew: true, cancel);
        }
        catch (DbUpdateException failed) when (failed.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return Refused(InviteRefusal.EmailTaken);
        }

        await transaction.CommitAsync(cancel);
        return result;

        async Task<InviteResult> ChangedAsync()
        {
            audit.Add(db, AuditAction.RoleChanged, who.SchemeId, by.StaffId, id);
            await db.SaveChangesAsync(cancel);
            return ForAdministrators(id);
        }
    }

    /// <summary>Makes the link, spends those before it, and mails it where mail is set up. A form posted again gives the same.</summary>
    private async Task<InviteResult> GiveLinkAsync(Guid? by, Guid id, Guid? scheme, bool isNew, CancellationToken cancel)
    {
        using var once = form.Secret(Labels.OnceInvitation, by ?? Guid.Empty);
        var invitation = Guid.NewGuid();
        var token = post is not null ? InvitationLink.TokenOf(fileSecret, invitation)
            : once?.Span.ToArray() ?? RandomNumberGenerator.GetBytes(32);
        var result = new InviteResult(id, post is null ? Base64Url.EncodeToString(token) : null, null)
        {
            Delivery = post is null ? LinkDelivery.Shown : LinkDelivery.Mailed,
        };
        if (!isNew) return result;

        var today = CopenhagenClock.Today(time);
        await KeysInForce.SpendLinksAsync(db, id, today, cancel);
        db.Invitations.Add(new Invitation
        {
            Id = invitation, StaffId = id, TokenHash = SHA256.HashData(token), ExpiresOn = today.AddDays(LinkDays),
        });
        audit.Add(db, AuditAction.Invited, scheme, by, id);
        await db.SaveChangesAsync(cancel);
        if (post is not null) await post.PostAsync(id, invitation, cancel);
        return result;
    }

    private static InviteRefusal? Fault(string email, string name, NewStaff who)
    {
        if (email.Length is < 3 or > 254 || email.Count(c => c == '@') != 1 || email[0] == '@' || email[^1] == '@'
            || email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            return InviteRefusal.BadEmail;
        }

        // By one word nobody is found in what a reporter wrote.
        var words = name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(word => word.Any(char.IsLetter));
        if (name.Length > 200 || words < 2 || name.Any(char.IsControl)) return InviteRefusal.BadName;
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

    private static InviteResult ForAdministrators(Guid id) => new(id, null, null) { Delivery = LinkDelivery.ForAdministrators };

    private static InviteResult Refused(InviteRefusal why) => new(null, null, why);

    /// <summary>Who invites: nobody signed in at the command line.</summary>
    private sealed record Inviter(Guid? StaffId, bool IsAdministrator, bool IsCertifier);
}
