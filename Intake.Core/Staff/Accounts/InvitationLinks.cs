using System.Buffers.Text;
using System.Security.Cryptography;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Staff.Accounts;

/// <summary>A one-time link that still works, and whose it is.</summary>
internal sealed record InvitationLinkRow(Guid Id, byte[] TokenHash, StaffMember Person);

/// <summary>Finds one-time links by what stands in their address.</summary>
internal static class InvitationLinks
{
    /// <summary>The link, when it is not used, replaced or expired, and its person has not left.</summary>
    public static async Task<InvitationLinkRow?> FindAsync(IntakeDb db, string token, DateOnly today, CancellationToken cancel) =>
        HashOf(token) is not { } hash ? null : await (
            from link in db.Invitations
            where link.TokenHash == hash && link.UsedOn == null && link.ExpiresOn >= today
            join person in db.Staff on link.StaffId equals person.Id
            where person.State != StaffState.Left
            select new InvitationLinkRow(link.Id, link.TokenHash, person)).AsNoTracking().SingleOrDefaultAsync(cancel);

    /// <summary>Whose link it is or was; null for an unknown one.</summary>
    public static async Task<StaffMember?> OwnerAsync(IntakeDb db, string token, CancellationToken cancel) =>
        HashOf(token) is not { } hash ? null : await db.Invitations.Where(link => link.TokenHash == hash)
            .Join(db.Staff, link => link.StaffId, row => row.Id, (_, row) => row).AsNoTracking().SingleOrDefaultAsync(cancel);

    /// <summary>Uses it up; false where somebody did so before.</summary>
    public static async Task<bool> UseAsync(IntakeDb db, InvitationLinkRow link, DateOnly today, CancellationToken cancel) =>
        await db.Invitations.Where(row => row.Id == link.Id && row.UsedOn == null && row.ExpiresOn >= today)
            .ExecuteUpdateAsync(row => row.SetProperty(x => x.UsedOn, today), cancel) == 1;

    private static byte[]? HashOf(string token) =>
        token.Length == 43 && Base64Url.IsValid(token) ? SHA256.HashData(Base64Url.DecodeFromChars(token)) : null;
}
