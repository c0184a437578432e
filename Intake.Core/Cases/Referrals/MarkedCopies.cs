using Intake.Core.Cases.Granting;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Reports.Names;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Referrals;

/// <summary>
/// Keeps the original of a case from a unit by keys: cuts GateCard and Dialogue, so that who is granted from here on opens nothing
/// before, and writes what they need and may know. FORMAT.md §8 and §11.
/// </summary>
public sealed class MarkedCopies(IntakeDb db, CaseHolders holders, EntryLog log, CompartmentKeys rekeying, HolderPseudonyms pseudonyms)
{
    /// <summary>What the reporter wrote; null where it does not open to this person.</summary>
    internal async Task<ReportContent?> OriginalAsync(OpenCase open, CancellationToken cancel) =>
        (await log.ReadAsync(open.Report, open.Dialogue, cancel)).FirstOrDefault(entry => entry.Kind == EntryKind.Report)
            ?.As<ReportContent>() is { Description: not null } report ? report : null;

    /// <summary>Why a copy can't go to those chosen; null when it can.</summary>
    internal async Task<CaseResult?> FaultAsync(
        OpenCase open, CopyDraft draft, IReadOnlyList<JudgedPerson> chosen, CancellationToken cancel)
    {
        if (await OriginalAsync(open, cancel) is not { } original) return CaseResult.OriginalNotRead;
        if (draft.Faults(original).Count > 0) return CaseResult.NotOnlyStruck;
        if (draft.IsWhole(original)) return CaseResult.NothingStruck;
        var having = await HavingOriginalAsync(open, chosen.Select(one => one.Certificate), cancel);
        return having.Count > 0 ? CaseResult.HasOriginal : null;
    }

    /// <summary>
    /// Those of these people who could open the original all the same: they were given it before, or are administrators, whom others
    /// may take in.
    /// </summary>
    internal async Task<HashSet<Guid>> HavingOriginalAsync(OpenCase open, IEnumerable<Certificate> people, CancellationToken cancel)
    {
        var (id, cut) = (open.Dialogue.Context.Id, open.Dialogue.FirstCut ?? int.MaxValue);
        var stored = await db.Grants.AsNoTracking().Where(g => g.CompartmentId == id && g.Epoch < cut)
            .Select(g => g.Holder).Distinct().ToListAsync(cancel);
        var having = stored.ToHashSet(ByteOrder.Instance);
        var ever = open.Report.Holdings!.EverHadOriginal;
        return [.. people.Where(one => one.IsAdministrator || ever.Contains(one.PersonId)
            || having.Contains(pseudonyms.OfPerson(open.Report.Row.Id, one.PersonId)))
            .Select(one => one.PersonId)];
    }

    /// <summary>
    /// Cuts both, and writes what stands first after it. The caller has checked the copy, and writes and grants the rest.
    /// </summary>
    /// <param name="open">The case, in a transaction.</param>
    /// <param name="referralId">The referral that is being made.</param>
    /// <param name="draft">What is left of the report.</param>
    /// <param name="free">Whom nothing in the original speaks against.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The copy.</returns>
    internal async Task<ReportContent> CutAsync(
        OpenCase open, Guid referralId, CopyDraft draft, IReadOnlyList<Guid> free, CancellationToken cancel)
    {
        var original = (await OriginalAsync(open, cancel))!;
        var copy = draft.Of(original);
        var dialogue = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        var card = open.Report.Open(CompartmentKind.GateCard);
        var before = await log.ReadAsync(open.Report, card, cancel);
        var shown = before.Where(entry => entry.Kind == EntryKind.Named)
            .Select(entry => entry.As<NamedContent>()).OfType<NamedContent>().ToList();
        await rekeying.CutAsync(open.Report, card, open.Today, cancel);
        await log.AppendAsync(open.Report, card, EntryKind.MarkedCard,
            Card(shown, AddedNames.Restated(before), (original, copy)), open.Today, cancel);
        var gateCardEpoch = card.Epoch;
        var staying = (await rekeying.CutAsync(open.Report, open.Dialogue, open.Today, cancel)).Select(one => one.PersonId).ToHashSet();
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Cut, new CutContent(referralId, FollowChoice.Of(dialogue))
        {
            DialogueEpoch = open.Dialogue.Epoch,
            GateCardEpoch = gateCardEpoch,
            Exclusions = Restatement.Exclusions(dialogue),
            Clearances = Restatement.Clearances(dialogue),
            Referrals = Restatement.Referrals(dialogue),
            Holders = await HoldersAsync(open, staying, cancel),
            Free = free,
        }, open.Today, cancel);
        return copy;
    }

    /// <summary>Who goes on, and by what: of people without an entry that names them, their rows are believed here a last time.</summary>
    private async Task<List<RestatedHolder>> HoldersAsync(OpenCase open, HashSet<Guid> staying, CancellationToken cancel)
    {
        var files = open.Report.Compartments.Where(room => room.Kind == CompartmentKind.WorkFile).ToDictionary(room => room.Id);
        var held = await holders.OfAllAsync(open.Report, files.Keys, cancel);
        return
        [
            .. open.Report.MayHold.Where(one => one.IsAdministrator && staying.Contains(one.PersonId))
                .Select(one => new RestatedHolder(one.PersonId, null) { Certificate = one.Id }),
            .. held.SelectMany(of => of.Where(one => staying.Contains(one.PersonId))
                .Select(one => new RestatedHolder(one.PersonId, files[of.Key].ReferralId) { Certificate = one.Id })),
        ];
    }

    /// <summary>Writes the copy where that unit alone reads it, with the administrators.</summary>
    internal Task WriteAsync(OpenCase open, OpenCompartment statementFile, ReportContent copy, CancellationToken cancel) =>
        log.AppendAsync(open.Report, statementFile, EntryKind.MarkedCopy, copy, open.Today, cancel);

    /// <summary>
    /// Gives people GateCard and Dialogue as far as a referral goes: all that the granter opens, or from its own cut on.
    /// </summary>
    internal async Task GrantAsync(
        OpenCase open, Guid referralId, IReadOnlyList<Certificate> to, GrantPurpose purpose, CancellationToken cancel)
    {
        var cut = CutContent.For(referralId, await log.ReadAsync(open.Report, open.Dialogue, cancel))?.As<CutContent>();
        var card = open.Report.Open(CompartmentKind.GateCard);
        await rekeying.PrepareAsync(open.Report, card, open.Today, cancel);
        await rekeying.PrepareAsync(open.Report, open.Dialogue, open.Today, cancel);
        await holders.GrantAsync(open.Report, card, to, purpose, open.Today, cancel, from: cut?.GateCardEpoch ?? 1);
        await holders.GrantAsync(open.Report, open.Dialogue, to, purpose, open.Today, cancel, from: cut?.DialogueEpoch ?? 1);
    }

    /// <summary>
    /// The card as the unit's handlers see it before the conflict question. Somebody whose name was struck out is not named here either;
    /// whom the reporter ticked or listed is.
    /// </summary>
    private static NamedContent Card(
        List<NamedContent> shown, IReadOnlyList<RestatedName> added, (ReportContent Original, ReportContent Copy) report)
    {
        var (original, copy) = report;
        var lists = shown.Skip(1).Select(one => one.Involved).Where(text => !BlankText.Is(text)).ToList();
        var (written, left) = (new SearchedText(original.FreeTexts), new SearchedText([.. copy.FreeTexts, .. lists]));
        var involved = string.Join('\n', lists.Prepend(copy.Involved).Where(text => !BlankText.Is(text)));
        return new NamedContent(
            copy.Unit == StruckText.Mark ? null : shown.FirstOrDefault()?.Unit,
            involved.Length > 0 ? involved : null,
            [.. shown.SelectMany(one => one.Readers).Distinct()],
            [.. shown.SelectMany(one => one.Persons).DistinctBy(person => person.PersonId)
                .Where(person => Remains(person.FullName))])
        {
            Added = added.Where(one => Remains(one.FullName)).ToList() is { Count: > 0 } kept ? kept : null,
        };

        bool Remains(string name) => Stands(left, name) || !Stands(written, name);
    }

    private static bool Stands(SearchedText text, string name) => NamedPersons.Find(text, name).Match == NameMatch.Exact;
}
