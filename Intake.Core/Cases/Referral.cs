namespace Intake.Core.Cases;

/// <summary>A report handed to a unit. Which handlers were chosen is recorded only in the grants, under pseudonyms.</summary>
public sealed class Referral
{
    public required Guid Id { get; init; }
    public required Guid ReportId { get; init; }
    public required Guid UnitId { get; init; }
    /// <summary>Set by the lifecycle alone: every other place asks it.</summary>
    public ReferralState State { get; internal set; }
    public required HandlingStep Step { get; set; }
    public required DateOnly ReferredOn { get; init; }
    public DateOnly? AcceptedOn { get; set; }

    /// <summary>
    /// The pseudonym, 32 bytes, under which the person in charge holds the report; null before anybody was named. It finds cases for the
    /// inbox; who it is says the signed entry.
    /// </summary>
    public byte[]? InCharge { get; set; }

    /// <summary>PostgreSQL's xmin.</summary>
    public uint RowVersion { get; private set; }
}
