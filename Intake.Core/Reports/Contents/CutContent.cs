using System.Text.Json.Serialization;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Contents;

/// <summary>
/// Entry 58, the first after a cut of the Dialogue: what a reader needs who opens nothing before it, and may know. Who reads from the
/// start has all of it in the entries themselves and passes over this. FORMAT.md §11.
/// </summary>
/// <param name="ReferralId">The referral that was made with a marked copy.</param>
/// <param name="Follow">Whether the reporter followed the case then.</param>
public sealed record CutContent(Guid ReferralId, bool Follow)
{
    /// <summary>The epoch that this cut began.</summary>
    public int DialogueEpoch { get; init; }

    /// <summary>The epoch of the GateCard's own cut, made with this one.</summary>
    public int GateCardEpoch { get; init; }

    /// <summary>Every exclusion so far, under the same ids, so that the digests of grants are the same for all.</summary>
    public IReadOnlyList<RestatedExclusion> Exclusions { get; init; } = [];

    /// <summary>The clearances so far, without their reasons.</summary>
    public IReadOnlyList<RestatedClearance> Clearances { get; init; } = [];

    /// <summary>The referrals so far, without their notes.</summary>
    public IReadOnlyList<ReferralContent> Referrals { get; init; } = [];

    /// <summary>
    /// Who goes on with the case: administrators without a referral, handlers with theirs. Somebody who is barred by a text of before is
    /// not among them, and who reads from here on keys for nobody else of before. Null in entries of before they were named.
    /// </summary>
    public IReadOnlyList<RestatedHolder>? Holders { get; init; }

    /// <summary>
    /// To whom the unit's handlers may hand the case over: nothing of the original spoke against them on that day. Of others nobody can
    /// know who has not read it.
    /// </summary>
    public IReadOnlyList<Guid> Free { get; init; } = [];

    /// <summary>Whether all parts are there; JSON may lack what a record says it has.</summary>
    [JsonIgnore]
    public bool IsWhole => Exclusions is not null && Clearances is not null && Referrals is not null && Free is not null
        && Exclusions.All(one => one?.Content is not null) && Clearances.All(one => one?.Content?.Persons is not null)
        && Referrals.All(one => one is not null);

    /// <summary>The cut that a reader's entries of a Dialogue begin with; null for one who reads from the start.</summary>
    public static CutContent? BeginningOf(IReadOnlyList<ReadEntry> dialogue)
    {
        ArgumentNullException.ThrowIfNull(dialogue);
        return dialogue is [{ Kind: EntryKind.Cut } first, ..] && first.As<CutContent>() is { IsWhole: true } cut ? cut : null;
    }

    /// <summary>The cut that was made for a referral; null for one that was referred as it was written.</summary>
    public static ReadEntry? For(Guid referralId, IReadOnlyList<ReadEntry> dialogue) =>
        dialogue.FirstOrDefault(entry => entry.Kind == EntryKind.Cut && entry.As<CutContent>()?.ReferralId == referralId);
}

/// <summary>A person who has the case at a cut, and by which referral; null for administrators.</summary>
public sealed record RestatedHolder(Guid PersonId, Guid? ReferralId)
{
    /// <summary>The id of the certificate that they had then, 32 bytes; null in entries of before it was said.</summary>
    public byte[]? Certificate { get; init; }
}

/// <summary>An exclusion as it stood before a cut.</summary>
/// <param name="Position">Its place in the Dialogue.</param>
/// <param name="MadeOn">Its day.</param>
/// <param name="ByStaff">Whether staff said it, and not the reporter.</param>
/// <param name="Content">What it says, without the words of somebody who stepped back.</param>
public sealed record RestatedExclusion(int Position, DateOnly MadeOn, bool ByStaff, ExclusionContent Content);

/// <summary>A clearance as it stood before a cut.</summary>
/// <param name="Position">Its place in the Dialogue.</param>
/// <param name="AuthorId">The person who said it: one who is shut out for another reason than stepping back says nothing.</param>
/// <param name="Content">Who is not meant; without the reason, which may tell of the original.</param>
public sealed record RestatedClearance(int Position, Guid AuthorId, ClearanceContent Content);
