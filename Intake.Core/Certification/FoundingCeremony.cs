using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Certification;

/// <summary>An administrator whose fingerprint the operator has heard from the person and typed.</summary>
public sealed record Founder(string Email, string Fingerprint);

/// <summary>The lines for the scheme root's file, or the first founder who could not be one and why.</summary>
public sealed record FounderLines(string? Text, string? Email = null, FounderRefusal? Refusal = null);

/// <summary>Why there are no lines.</summary>
public enum FounderRefusal
{
    /// <summary>Fewer than two, or one twice.</summary>
    TwoNeeded,

    /// <summary>No enrolled administrator of the scheme has this address.</summary>
    NotEnrolled,

    /// <summary>The keys in the database are not those the person read aloud.</summary>
    WrongFingerprint,
}

/// <summary>
/// The founding ceremony: once the founders have enrolled, the operator compares each one's fingerprint with the person,
/// and the lines go by hand into the scheme root's file. Then each founder signs their own certificate and the others'.
/// </summary>
public sealed class FoundingCeremony(IntakeDb db)
{
    /// <summary>What <c>Intake.Worker scheme root</c> prints: no name and no address, since a row could break out of its line.</summary>
    public async Task<FounderLines> LinesAsync(Guid schemeId, IReadOnlyList<Founder> founders, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(founders);
        if (founders.Select(founder => founder.Email.ToLowerInvariant()).Distinct(StringComparer.Ordinal).Count() is var count
            && (count < 2 || count < founders.Count))
        {
            return new(null, null, FounderRefusal.TwoNeeded);
        }

        var lines = new List<string>();
        foreach (var founder in founders)
        {
            var email = founder.Email.Trim().ToLowerInvariant();
            var account = await db.Staff.AsNoTracking().SingleOrDefaultAsync(
                person => person.Email == email && person.SchemeId == schemeId
                    && person.SigningKey != null && person.State != StaffState.Left,
                cancel);
            if (account is not { EncryptionKey: { } encryption, SigningKey: { } signing }
                || !account.Roles.HasFlag(StaffRoles.Administrator))
            {
                return new(null, email, FounderRefusal.NotEnrolled);
            }

            var fingerprint = Certificate.Fingerprint(encryption, signing);
            if (!Fingerprints.Same(founder.Fingerprint, fingerprint)) return new(null, email, FounderRefusal.WrongFingerprint);
            lines.Add($"{schemeId:D} {Convert.ToHexStringLower(Certificate.KeyId(signing))} # {fingerprint}\n");
        }

        return new(string.Concat(lines));
    }
}
