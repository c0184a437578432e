using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;

namespace Intake.Core.Staff.SignIn;

/// <summary>
/// Somebody with a live session, for one request: the account and the person's keys, and the certified principal when
/// the certificate book holds a current certificate for exactly these keys. Disposing zeroes the keys.
/// </summary>
public sealed class SignedIn : IDisposable
{
    internal SignedIn(StaffMember account, IReadOnlyList<Guid> units, UnlockedPerson person, CertificateBook? book, byte[] sessionId)
    {
        StaffId = account.Id;
        AccountId = Accounts.Memberships.AccountOf(account);
        SchemeId = account.SchemeId;
        Email = account.Email;
        Person = person;
        Book = book;
        SessionId = sessionId;
        // A certificate from before somebody left, or was revoked, makes no reader of who comes back: it is certified again first.
        var current = account.SchemeId is null || account.State != StaffState.Active || account.Roles.HasFlag(StaffRoles.Operator)
            ? null : book?.CurrentOf(account.Id);
        if (current is not null && person.IsOf(current)) Staff = new UnlockedStaff(current, person);
        FullName = Staff?.Certificate.FullName ?? account.FullName;
        Units = Staff?.Certificate.Units ?? units;
        Roles = Staff is null ? account.Roles : Certified(account.Roles, Staff.Certificate);
    }

    /// <summary>The account in the scheme that is worked in.</summary>
    public Guid StaffId { get; }

    /// <summary>The account that was signed in to: the same, or the person's in another scheme.</summary>
    public Guid AccountId { get; }

    /// <summary>The schemes of a person who has several, the one that signs in first; empty for one who has one.</summary>
    public IReadOnlyList<Membership> Memberships { get; internal init; } = [];

    /// <summary>Null for an operator.</summary>
    public Guid? SchemeId { get; }

    public string Email { get; }

    /// <summary>As certified, else as invited.</summary>
    public string FullName { get; }

    /// <summary>As certified, with the roles no certificate speaks of; else as invited: enough to certify with, not to read.</summary>
    public StaffRoles Roles { get; }

    /// <summary>As certified, else as invited.</summary>
    public IReadOnlyList<Guid> Units { get; }

    /// <summary>The keys, certified or not.</summary>
    public UnlockedPerson Person { get; }

    /// <summary>Reads and writes content; null without a current certificate, and always for an operator.</summary>
    public UnlockedStaff? Staff { get; }

    /// <summary>The scheme's book as read for this request; null for an operator.</summary>
    public CertificateBook? Book { get; }

    internal byte[] SessionId { get; }

    /// <summary>An operator works in no scheme: a row of one that says so makes none.</summary>
    public bool IsOperator => SchemeId is null && Roles.HasFlag(StaffRoles.Operator);

    public bool IsAdministrator => Roles.HasFlag(StaffRoles.Administrator);
    public bool IsCaseHandler => Roles.HasFlag(StaffRoles.CaseHandler);

    /// <summary>Zeroes the keys.</summary>
    public void Dispose() => Person.Dispose();

    private static StaffRoles Certified(StaffRoles account, Certificate certificate) =>
        (account & ~(StaffRoles.Administrator | StaffRoles.CaseHandler))
        | (certificate.IsAdministrator ? StaffRoles.Administrator : 0)
        | (certificate.IsCaseHandler ? StaffRoles.CaseHandler : 0);
}
