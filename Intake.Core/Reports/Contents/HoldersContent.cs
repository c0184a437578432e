using Intake.Core.Sealing;

namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 66: who was given the case after it came or was referred, or that a referral is over and its handlers have the case no more.
/// What a row of grants says is the database's word; this is signed. FORMAT.md §11.
/// </summary>
/// <param name="ReferralId">The referral that it is about; null for administrators.</param>
/// <param name="Persons">Who was given it; empty where the referral is over.</param>
public sealed record HoldersContent(Guid? ReferralId, IReadOnlyList<HeldBy> Persons)
{
    /// <summary>Whether the referral is over: given back by its unit, or taken back.</summary>
    public bool Ended { get; init; }
}

/// <summary>A person who has a case, with the name under which they were certified then.</summary>
public sealed record HeldBy(Guid PersonId, string FullName)
{
    /// <summary>The id of the certificate under which they were given it, 32 bytes; null in entries of before it was said.</summary>
    public byte[]? Certificate { get; init; }

    internal static HeldBy Of(Certificate person) => new(person.PersonId, person.FullName) { Certificate = person.Id };
}
