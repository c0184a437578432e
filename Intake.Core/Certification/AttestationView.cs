using Intake.Core.Sealing;

namespace Intake.Core.Certification;

/// <summary>Somebody who has access to the scheme, and which open cases they hold of those that the reader holds.</summary>
/// <param name="Certificate">Name, roles, units and the day of the certificate.</param>
/// <param name="Cases">The reports' ids, in the order of their references.</param>
public sealed record AccessHolder(Certificate Certificate, IReadOnlyList<Guid> Cases);

/// <summary>An administrator's word for a quarter.</summary>
/// <param name="Quarter">Its first day.</param>
/// <param name="PersonId">The administrator.</param>
/// <param name="Who">The administrator's name.</param>
/// <param name="On">The day of the signature.</param>
public sealed record Attested(DateOnly Quarter, Guid PersonId, string Who, DateOnly On);

/// <summary>What an administrator goes through once a quarter.</summary>
/// <param name="Quarter">This quarter's first day.</param>
/// <param name="IsDue">Whether nobody did it in this quarter, and the scheme is older than the quarter.</param>
/// <param name="Shown">What stands for the list, in hex: it comes back with the answer.</param>
/// <param name="People">Everybody with a certificate now, by name.</param>
/// <param name="Done">What was signed and holds, the newest first; at most two years' quarters.</param>
public sealed record AttestationView(
    DateOnly Quarter, bool IsDue, string Shown, IReadOnlyList<AccessHolder> People, IReadOnlyList<Attested> Done);

/// <summary>What came of going through the list.</summary>
public enum AttestationResult
{
    /// <summary>Signed and stored, or signed by this person before.</summary>
    Done = 1,

    /// <summary>Not an administrator.</summary>
    NotFound,

    /// <summary>The list is another than the one that was shown.</summary>
    Changed,

    /// <summary>Somebody was not said to need their access: it is to be ended first, and then the list is signed.</summary>
    NotAll,
}
