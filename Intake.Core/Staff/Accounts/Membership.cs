using Intake.Core.Staff.SignIn;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>One scheme of a person who is signed in.</summary>
/// <param name="StaffId">The person's account in that scheme.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="Roles">As invited.</param>
/// <param name="IsOpen">Whether it can be worked in: the account is in use, and its keys are the person's.</param>
public sealed record Membership(Guid StaffId, Guid SchemeId, StaffRoles Roles, bool IsOpen)
{
    /// <summary>Whether it does not wait to be certified: one that does reads nothing, whatever certificates there are.</summary>
    public bool IsActive { get; init; }
}

/// <summary>
/// The accounts of one person: one that signs in, and one for each other scheme, under the same keys. Which rows belong together is
/// the database's word and decides nothing by itself: an account is worked in by those alone who hold its very keys.
/// </summary>
internal static class Memberships
{
    /// <summary>The account that this one is signed in to by: itself, or the one it names.</summary>
    public static Guid AccountOf(StaffMember member) => member.SignInId ?? member.Id;

    /// <summary>Whether somebody may work in it: enrolled, and not left.</summary>
    public static bool IsInUse(StaffMember member) => member.State is StaffState.AwaitingCertificate or StaffState.Active;

    /// <summary>Whether the account's keys are these.</summary>
    public static bool HasKeys(StaffMember member, byte[]? encryptionKey, byte[]? signingKey) =>
        member is { EncryptionKey: { } encryption, SigningKey: { } signing }
        && encryption.AsSpan().SequenceEqual(encryptionKey) && signing.AsSpan().SequenceEqual(signingKey);

    /// <summary>The person's accounts, the one that signs in first.</summary>
    public static async Task<IReadOnlyList<StaffMember>> OfAsync(IntakeDb db, Guid accountId, CancellationToken cancel) =>
        [.. (await db.Staff.AsNoTracking().Where(row => row.Id == accountId || row.SignInId == accountId).ToListAsync(cancel))
            .OrderBy(row => row.Id != accountId).ThenBy(row => row.SchemeId)];

    /// <summary>
    /// The account in which a session begins: the one that signs in, or another under the same keys where that one is not in use, such
    /// as when the person has left its scheme. Null where none is in use.
    /// </summary>
    public static async Task<StaffMember?> FirstAsync(IntakeDb db, StaffMember account, CancellationToken cancel) =>
        account.State == StaffState.Active ? account
        : (await OfAsync(db, account.Id, cancel))
            .Where(row => IsInUse(row) && HasKeys(row, account.EncryptionKey, account.SigningKey))
            .OrderBy(row => row.State != StaffState.Active).FirstOrDefault();

    /// <summary>The sessions of all accounts that this one signs in to.</summary>
    public static IQueryable<StaffSession> SessionsOf(IntakeDb db, Guid accountId) => db.StaffSessions.Where(session =>
        db.Staff.Any(row => row.Id == session.StaffId && (row.Id == accountId || row.SignInId == accountId)));
}
