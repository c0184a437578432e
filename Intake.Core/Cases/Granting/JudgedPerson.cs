using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Granting;

/// <summary>Somebody who could be given access, and what speaks against it.</summary>
/// <param name="Certificate">The person.</param>
/// <param name="Judgement">What the report's sealed rule says of them.</param>
/// <param name="Warnings">Ticks of the reporter's that warn of people like them, and that nobody has answered for them.</param>
public sealed record JudgedPerson(Certificate Certificate, Judgement Judgement, IReadOnlyList<ReportersWarning> Warnings)
{
    public Guid PersonId => Certificate.PersonId;

    /// <summary>Their staff e-mail: two people may have one name.</summary>
    public string Email { get; init; } = "";
}
