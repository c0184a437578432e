using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>What a person keeps about a case for themselves: how far they have read it, and what they call it.</summary>
public sealed class CaseMarks(IntakeDb db, CaseAccess cases, HolderPseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>Longest label, in UTF-16 characters.</summary>
    public const int LongestLabel = 60;

    /// <summary>Notes that the person has seen the conversation as it was read. Never goes back, and changes nothing else.</summary>
    /// <param name="reportId">The report, whose gate the person has passed; else nothing happens.</param>
    /// <param name="staff">Who has read.</param>
    /// <param name="thread">What was shown.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task SeenAsync(Guid reportId, UnlockedStaff staff, IReadOnlyList<ReadEntry> thread, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var (holder, today) = (pseudonyms.OfPerson(reportId, staff.Certificate.PersonId), CopenhagenClock.Today(time));
        var last = thread.Select(entry => entry.Position).DefaultIfEmpty(0).Max();
        await db.GatePasses.Where(pass => pass.Holder == holder && pass.ReadTo < last)
            .ExecuteUpdateAsync(set => set.SetProperty(pass => pass.ReadTo, last).SetProperty(pass => pass.MarkedOn, today), cancel);
    }

    /// <summary>Notes how many messages between administrators and units the person has seen in the case. Never goes back.</summary>
    /// <param name="reportId">The report, whose gate the person has passed; else nothing happens.</param>
    /// <param name="staff">Who has read.</param>
    /// <param name="shown">How many there were to that person.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task SeenMessagesAsync(Guid reportId, UnlockedStaff staff, int shown, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(staff);
        var (holder, today) = (pseudonyms.OfPerson(reportId, staff.Certificate.PersonId), CopenhagenClock.Today(time));
        await db.GatePasses.Where(pass => pass.Holder == holder && pass.MessagesSeen < shown)
            .ExecuteUpdateAsync(set => set.SetProperty(pass => pass.MessagesSeen, shown).SetProperty(pass => pass.MarkedOn, today), cancel);
    }

    /// <summary>Calls the case something, or nothing again where the label is blank. Nobody but this person can read it.</summary>
    /// <returns>Done, not found, or <see cref="CaseResult.LabelTooLong"/>.</returns>
    public Task<CaseResult> LabelAsync(Guid reportId, UnlockedStaff staff, string? label, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            if (label?.Trim().Length > LongestLabel) return CaseResult.LabelTooLong;
            var worn = BlankText.Is(label) ? null : LabelSeal.Seal(staff, reportId, label!.Trim());
            var holder = pseudonyms.OfPerson(reportId, staff.Certificate.PersonId);
            await db.GatePasses.Where(pass => pass.Holder == holder)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(pass => pass.Label, worn).SetProperty(pass => pass.MarkedOn, open.Today), cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>What the person keeps about a case; nothing where they have not passed its gate.</summary>
    internal async Task<OwnMarks> OfAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        var holder = pseudonyms.OfPerson(reportId, staff.Certificate.PersonId);
        var pass = await db.GatePasses.AsNoTracking().SingleOrDefaultAsync(pass => pass.Holder == holder, cancel);
        return new OwnMarks(pass?.ReadTo ?? 0, Open(staff, reportId, pass?.Label)) { MessagesSeen = pass?.MessagesSeen ?? 0 };
    }

    /// <summary>
    /// Of each referral of a report how many messages to its unit none of its handlers has seen, from open columns; a referral without
    /// such a message, or without a handler, is not there. Of a person who handles several referrals it is known how many they have
    /// seen and not which: what they have not seen counts for each.
    /// </summary>
    internal async Task<IReadOnlyDictionary<Guid, int>> UnseenByUnitAsync(Guid reportId, CancellationToken cancel)
    {
        var written = await db.Compartments.AsNoTracking().Where(c => c.ReportId == reportId && c.Kind == CompartmentKind.StatementFile)
            .Select(c => new { c.ReferralId, Count = db.Entries.Count(e => e.CompartmentId == c.Id && e.Kind == EntryKind.ToUnit) })
            .Where(of => of.Count > 0).ToDictionaryAsync(of => of.ReferralId!.Value, of => of.Count, cancel);
        if (written.Count == 0) return written;
        var holding = await db.Compartments.AsNoTracking().Where(c => c.ReportId == reportId && c.Kind == CompartmentKind.WorkFile)
            .Join(db.Grants, c => c.Id, g => g.CompartmentId, (c, g) => new { c.ReferralId, g.Holder }).Distinct().ToListAsync(cancel);
        var seen = await db.GatePasses.AsNoTracking().Where(pass => pass.ReportId == reportId)
            .ToDictionaryAsync(pass => Convert.ToHexString(pass.Holder), pass => pass.MessagesSeen, cancel);
        var unseen = holding.GroupBy(one => Convert.ToHexString(one.Holder)).ToDictionary(person => person.Key,
            person => person.Sum(one => written.GetValueOrDefault(one.ReferralId!.Value)) - seen.GetValueOrDefault(person.Key));
        return holding.Where(one => written.ContainsKey(one.ReferralId!.Value)).GroupBy(one => one.ReferralId!.Value)
            .ToDictionary(of => of.Key, of => of.Min(one => Math.Clamp(unseen[Convert.ToHexString(one.Holder)], 0, written[of.Key])));
    }

    /// <summary>A label in clear; null where there is none, or where it was made with keys that the person no longer has.</summary>
    internal static string? Open(UnlockedStaff staff, Guid reportId, byte[]? label)
    {
        try
        {
            return label is null ? null : LabelSeal.Open(staff, reportId, label);
        }
        catch (SealedException)
        {
            return null;
        }
    }
}

/// <summary>What a person keeps about a case for themselves.</summary>
/// <param name="ReadTo">The position in the Dialogue up to which they have seen it; 0 before they have.</param>
/// <param name="Label">What they call it; null for nothing.</param>
public sealed record OwnMarks(int ReadTo, string? Label)
{
    /// <summary>How many messages between administrators and units they have seen in it.</summary>
    public int MessagesSeen { get; init; }
}
