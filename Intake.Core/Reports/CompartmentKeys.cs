using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Reports;

/// <summary>Epochs and grants of a report: adding holders, shutting one out, and the next epoch that a shut-out makes due.</summary>
public sealed class CompartmentKeys(IntakeDb db, HolderPseudonyms pseudonyms)
{
    /// <summary>
    /// Makes the next epoch for the remaining holders when the newest one is closed, when one of its holders may no longer
    /// read, or when what is sealed and signed says that somebody who may not knows its key. FORMAT.md §8.
    /// </summary>
    /// <exception cref="SealedException">The principal does not hold the newest epoch.</exception>
    public async Task PrepareAsync(OpenReport report, OpenCompartment compartment, DateOnly today, CancellationToken cancel)
    {
        var newest = await NewestAsync(compartment, cancel);
        var stored = await HoldersAsync(compartment, newest.Number, cancel);
        var remaining = Remaining(report, compartment.Context, stored);
        var gone = stored.Count - remaining.Count;
        if (compartment.Epoch > 1 && OpenToReporter(compartment)) gone--; // the mailbox's own grant
        if (!newest.Closed && gone <= 0 && !compartment.IsStale(report.Excluded!, report.Book)) return;

        await BeginAsync(report, compartment, newest, remaining, compartment.NextEpoch, today, cancel);
    }

    /// <summary>
    /// Cuts GateCard or Dialogue: begins an epoch that leads to none before it. Who holds the compartment keeps what they hold and gets
    /// the new key; one who is granted the new one alone opens nothing of what was sealed until now. FORMAT.md §8.
    /// </summary>
    /// <exception cref="SealedException">The principal does not hold the newest epoch, or this can't be cut.</exception>
    /// <returns>Who goes on with it.</returns>
    internal async Task<IReadOnlyList<Certificate>> CutAsync(
        OpenReport report, OpenCompartment compartment, DateOnly today, CancellationToken cancel)
    {
        var newest = await NewestAsync(compartment, cancel);
        var remaining = Remaining(report, compartment.Context, await HoldersAsync(compartment, newest.Number, cancel));
        return await BeginAsync(report, compartment, newest, remaining, compartment.Cut, today, cancel);
    }

    /// <summary>Adds a new compartment in its first epoch; the caller grants and saves.</summary>
    public OpenCompartment Create(OpenReport report, CompartmentKind kind, Guid? referralId, DateOnly today)
    {
        var open = report.Keep(OpenCompartment.Create(new CompartmentContext(report.Identity, kind, Guid.NewGuid())));
        db.Compartments.Add(new Compartment { Id = open.Context.Id, ReportId = report.Row.Id, ReferralId = referralId, Kind = kind });
        Add(open, open.NewestSeal(), today);
        return open;
    }

    /// <summary>Grants an epoch to a party; the caller saves.</summary>
    /// <param name="report">The report, with its Dialogue's exclusions read.</param>
    /// <param name="compartment">What is granted.</param>
    /// <param name="holder">To whom.</param>
    /// <param name="purpose">Why.</param>
    /// <param name="today">Today.</param>
    /// <param name="heldBefore">
    /// Whether the holder has the report already. To anybody else nothing is granted while a text of the reporter's names
    /// them, or an entry is in doubt.
    /// </param>
    /// <param name="of">Of which epoch; the newest where it is not said.</param>
    /// <exception cref="SealedException">No right to, a party whom the rule bars, or exclusions that could not be read.</exception>
    public void Grant(OpenReport report, OpenCompartment compartment, Party holder, GrantPurpose purpose, DateOnly today,
        bool heldBefore = false, int? of = null)
    {
        if (report.Rule is not { } rule || (report.ExclusionsInDoubt && !heldBefore)) throw SealedException.Refused();
        Grant(rule, compartment, report.Self, holder, purpose, today, heldBefore, of);
    }

    /// <summary>Adds a report's compartment in its first epoch at receipt; the caller saves.</summary>
    internal void AddFirst(Guid reportId, OpenCompartment compartment, DateOnly today)
    {
        db.Compartments.Add(new Compartment { Id = compartment.Context.Id, ReportId = reportId, Kind = compartment.Context.Kind });
        Add(compartment, compartment.NewestSeal(), today);
    }

    /// <summary>Grants a report's first epoch from its mailbox to an administrator; the caller saves.</summary>
    /// <exception cref="SealedException">The rule bars that person.</exception>
    internal void GrantFirst(OpenCompartment compartment, UnlockedMailbox mailbox, Party holder, DateOnly today, ExclusionRule rule)
        => Grant(rule, compartment, mailbox, holder, GrantPurpose.Receipt, today, heldBefore: false);

    /// <summary>The one place that grants: nothing reaches a person whom the sealed rule bars, whatever the account looks like.</summary>
    private void Grant(ExclusionRule rule, OpenCompartment compartment, UnlockedPrincipal granter, Party holder, GrantPurpose purpose,
        DateOnly today, bool heldBefore, int? of = null)
    {
        if (holder.Certificate is { } person && (heldBefore ? rule.ShutsOut(person) : rule.Of(person).Bars))
            throw SealedException.Refused();
        var made = SealedGrant.Make(compartment, granter, holder, purpose, today, heldBefore, rule.Ids, of);
        db.Grants.Add(Row(compartment.Context.Id, pseudonyms.Of(compartment.Context.Report.ReportId, holder), made));
    }

    /// <summary>
    /// Takes a person's grants away in the whole report and closes the epochs they were of: the next writer makes new ones.
    /// </summary>
    public async Task ShutOutAsync(Guid reportId, Guid personId, CancellationToken cancel)
    {
        var holder = pseudonyms.OfPerson(reportId, personId);
        var touched = await db.Grants.Where(g => g.Holder == holder).Select(g => g.CompartmentId).Distinct().ToListAsync(cancel);
        await db.Grants.Where(g => g.Holder == holder).ExecuteDeleteAsync(cancel);
        await db.GatePasses.Where(p => p.Holder == holder).ExecuteDeleteAsync(cancel);
        await db.WorkDrafts.Where(d => d.Holder == holder).ExecuteDeleteAsync(cancel);
        await db.Epochs.Where(e => touched.Contains(e.CompartmentId) && !e.Closed)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Closed, true), cancel);
    }

    /// <summary>
    /// Takes a referral's rooms from its handlers, and the whole report from those of them who have no other referral of it; drafts
    /// go too. A person who is an administrator as well keeps what administrators have. The next writer makes new epochs.
    /// </summary>
    internal async Task TakeFromUnitAsync(OpenReport report, Guid referralId, CancellationToken cancel)
    {
        var work = report.Find(CompartmentKind.WorkFile, referralId)!.Id;
        var statement = report.Find(CompartmentKind.StatementFile, referralId)!.Id;
        var administrators = report.MayHold.Where(c => c.IsAdministrator)
            .Select(c => pseudonyms.OfPerson(report.Row.Id, c.PersonId)).ToHashSet(ByteOrder.Instance);
        var handlers = (await db.Grants.Where(g => g.CompartmentId == work).Select(g => g.Holder).Distinct().ToListAsync(cancel))
            .Where(holder => !administrators.Contains(holder)).ToList();
        var others = report.Compartments.Where(c => c.Kind == CompartmentKind.WorkFile && c.Id != work).ToList();
        var elsewhere = report.MayHold.Where(c => others.Exists(room => Has(report, c, room.Id)))
            .Select(c => pseudonyms.OfPerson(report.Row.Id, c.PersonId)).ToHashSet(ByteOrder.Instance);
        var rooms = others.ConvertAll(room => room.Id);
        var busy = (await db.Grants.Where(g => rooms.Contains(g.CompartmentId) && handlers.Contains(g.Holder)).Select(g => g.Holder)
            .Distinct().ToListAsync(cancel)).Where(elsewhere.Contains).ToList();
        var gone = handlers.Except(busy, ByteOrder.Instance).ToList();
        Guid[] all = [work, statement, .. report.Compartments.Where(c => c.ReferralId is null).Select(c => c.Id)];
        await db.Grants.Where(g => g.CompartmentId == work || (g.CompartmentId == statement && handlers.Contains(g.Holder))
            || (all.Contains(g.CompartmentId) && gone.Contains(g.Holder))).ExecuteDeleteAsync(cancel);
        await db.GatePasses.Where(p => gone.Contains(p.Holder)).ExecuteDeleteAsync(cancel);
        await db.WorkDrafts.Where(d => d.CompartmentId == work || gone.Contains(d.Holder)).ExecuteDeleteAsync(cancel);
        await db.Epochs.Where(e => all.Contains(e.CompartmentId) && !e.Closed)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.Closed, true), cancel);
    }

    internal static Grant Row(Guid compartmentId, byte[] holder, SealedGrant grant) => new()
    {
        Id = Guid.NewGuid(),
        CompartmentId = compartmentId,
        Epoch = grant.Epoch,
        Holder = holder,
        Purpose = grant.Purpose,
        Enc = grant.Enc,
        Sealed = grant.Sealed,
        MadeOn = grant.MadeOn,
    };

    private void Add(OpenCompartment compartment, EpochSeal seal, DateOnly today) => db.Epochs.Add(new Epoch
    {
        CompartmentId = compartment.Context.Id,
        Number = seal.Number,
        Commitment = seal.Commitment,
        Previous = seal.Previous,
        Closed = false,
        MadeOn = today,
    });

    private async Task<Epoch> NewestAsync(OpenCompartment compartment, CancellationToken cancel)
    {
        var newest = await db.Epochs.Where(e => e.CompartmentId == compartment.Context.Id)
            .OrderByDescending(e => e.Number).FirstAsync(cancel);
        return newest.Number == compartment.Epoch ? newest : throw SealedException.Refused();
    }

    /// <summary>Puts an epoch after the newest one, for those who hold that and for the mailbox where it reads along.</summary>
    private async Task<IReadOnlyList<Certificate>> BeginAsync(OpenReport report, OpenCompartment compartment, Epoch newest,
        List<Certificate> remaining, Func<EpochSeal> next, DateOnly today, CancellationToken cancel)
    {
        var staying = await WithoutNamedAsync(report, remaining, cancel);
        var parties = staying.Select(c => new Party(c)).ToList();
        newest.Closed = true;
        Add(compartment, next(), today);
        await db.SaveChangesAsync(cancel);
        if (OpenToReporter(compartment)) parties.Add(report.Identity.Mailbox);
        foreach (var party in parties) Grant(report, compartment, party, GrantPurpose.Rekey, today, heldBefore: true);
        await db.SaveChangesAsync(cancel);
        return staying;
    }

    private async Task<HashSet<string>> HoldersAsync(OpenCompartment compartment, int epoch, CancellationToken cancel)
    {
        var holders = await db.Grants.AsNoTracking().Where(g => g.CompartmentId == compartment.Context.Id && g.Epoch == epoch)
            .Select(g => g.Holder).ToListAsync(cancel);
        return [.. holders.Select(Convert.ToHexString)];
    }

    /// <summary>Those who have a row, and of whom the signed entries say so too: a row alone is the database's word.</summary>
    private List<Certificate> Remaining(OpenReport report, CompartmentContext place, HashSet<string> stored)
        => [.. report.MayHold.Where(c => !report.Rule!.ShutsOut(c) && Has(report, c, place.Id)
            && stored.Contains(Convert.ToHexString(pseudonyms.OfPerson(report.Row.Id, c.PersonId))))];

    /// <summary>
    /// Without those whom a later text names and nobody has cleared: new keys are no longer theirs. One whose leaving would
    /// leave a referral, or the report's administration, to nobody stays.
    /// </summary>
    private async Task<List<Certificate>> WithoutNamedAsync(OpenReport report, List<Certificate> holders, CancellationToken cancel)
    {
        var staying = holders.ToList();
        foreach (var named in holders.Where(c => IsNamed(report, c)))
        {
            var isLast = named.IsAdministrator && staying.Count(c => c.IsAdministrator) == 1;
            if (isLast || IsAlone(report, named, staying)) continue;
            staying.Remove(named);
            await ShutOutAsync(report.Row.Id, named.PersonId, cancel);
        }

        return staying;
    }

    /// <summary>
    /// Whether a referral would be left to nobody, as the signed entries say: a row that somebody wrote, or took away, makes nobody the
    /// last one.
    /// </summary>
    private static bool IsAlone(OpenReport report, Certificate person, List<Certificate> staying) =>
        report.Holdings!.ReferralsOf(person).Any(referral => !report.MayHold.Any(other => other.PersonId != person.PersonId
            && !report.Rule!.ShutsOut(other) && (!IsNamed(report, other) || staying.Contains(other))
            && report.Holdings.Has(other, CompartmentKind.WorkFile, referral)));

    private static bool IsNamed(OpenReport report, Certificate person) =>
        report.Rule!.Of(person).Standing == Standing.Named && !report.Rule.IsToldApart(person);

    private static bool Has(OpenReport report, Certificate person, Guid compartmentId) =>
        report.Compartments.FirstOrDefault(room => room.Id == compartmentId) is not { } room
        || report.Holdings?.Has(person, room.Kind, room.ReferralId) != false;

    private static bool OpenToReporter(OpenCompartment compartment)
        => compartment.Context.Kind is CompartmentKind.GateCard or CompartmentKind.Dialogue;
}
