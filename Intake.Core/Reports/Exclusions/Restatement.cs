using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;

namespace Intake.Core.Reports.Exclusions;

/// <summary>
/// What stands before a cut of the Dialogue and counts after it, for those who open nothing before it. Pure: from the entries as
/// somebody reads them who opens them all. FORMAT.md §11.
/// </summary>
internal static class Restatement
{
    /// <summary>An exclusion with its place, and without what a person said who stepped back.</summary>
    public static RestatedExclusion Of(ReadEntry entry, ExclusionContent exclusion) =>
        new(entry.Position, entry.MadeOn, entry.Opened?.Author.IsMailbox == false, exclusion with { Why = null });

    /// <summary>All exclusions, in their order.</summary>
    public static IReadOnlyList<RestatedExclusion> Exclusions(IReadOnlyList<ReadEntry> dialogue) =>
        [.. dialogue.Where(entry => entry.Kind == EntryKind.Exclusion)
            .Select(entry => entry.As<ExclusionContent>() is { } exclusion ? Of(entry, exclusion) : null).OfType<RestatedExclusion>()];

    /// <summary>All clearances, in their order.</summary>
    public static IReadOnlyList<RestatedClearance> Clearances(IReadOnlyList<ReadEntry> dialogue) =>
        [.. from entry in dialogue
            where entry is { Kind: EntryKind.Clearance, Opened: not null }
            let clearance = entry.As<ClearanceContent>()
            where clearance is { Persons: not null }
            select new RestatedClearance(entry.Position, entry.Opened!.Author.PersonId, clearance with { Reason = "" })];

    /// <summary>All referrals, in their order.</summary>
    public static IReadOnlyList<ReferralContent> Referrals(IReadOnlyList<ReadEntry> dialogue) =>
        [.. dialogue.Where(entry => entry.Kind == EntryKind.Referral).Select(entry => entry.As<ReferralContent>())
            .OfType<ReferralContent>().Select(referral => referral with { Note = null, Handlers = null, Certificates = null })];
}
