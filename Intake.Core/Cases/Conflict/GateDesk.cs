using Intake.Core.Cases.Granting;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Names;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Conflict;

/// <summary>
/// The conflict question. Before it is answered a person sees the GateCard alone: who and where. The pass is an interlock;
/// recusal works by keys, and lasts.
/// </summary>
public sealed class GateDesk(IntakeDb db, CaseAccess cases, ReportAccess access, EntryLog log, CompartmentKeys rekeying,
    AdministratorCover cover, RecusalCheck recusing, HolderPseudonyms pseudonyms, SchemeCatalogue schemes, TimeProvider time)
{
    /// <summary>What is shown before the question. Null when the report isn't there for this person.</summary>
    public async Task<GateView?> ReadAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(reportId, staff, cancel);
        if (report is null || !report.TryOpen(CompartmentKind.GateCard, null, out var card)) return null;
        // A marked card counts for those alone who read from it on; the others read what it was made from.
        var entries = (await log.ReadAsync(report, card!, cancel)).Where(AddedNames.IsShown).ToList();
        var known = entries.Where(e => e.Kind != EntryKind.GateNames).Select(e => e.As<NamedContent>()).OfType<NamedContent>().ToList();
        var added = AddedNames.Of(entries);
        var own = await PassOf(report, staff).SingleOrDefaultAsync(cancel);
        var named = known.FirstOrDefault();
        cases.Audit(report, AuditAction.GateOpened);
        await db.SaveChangesAsync(cancel);
        return new GateView(reportId, CaseReference.Of(reportId), report.Row.ReceivedOn, named?.Unit, Involved(known),
            [.. known.SelectMany(n => n.Readers).Distinct()], [.. known.SelectMany(n => n.Persons).DistinctBy(p => p.PersonId)],
            Readable: named is not null && entries.TrueForAll(EntryKinds.IsWhole), Passed: own is { AskedAgainOn: null })
        {
            Added = added,
            Met = Last(entries),
            AskedAgainOn = own?.AskedAgainOn,
            NamesSelf = NamesSelf(added, staff),
            Near = await NearAsync(report, known, added, cancel),
            IsCopy = entries is [{ Kind: EntryKind.MarkedCard }, ..],
            Acknowledges = CaseLifecycle.Acknowledge.IsFor(staff.Certificate) && CaseLifecycle.Acknowledge.Allows(report.Row.State),
            Accepts = CaseLifecycle.Accept.IsFor(staff.Certificate) && (await OfferedAsync(report, cancel)).Count > 0,
            HandlersLeft = await recusing.HandlersLeftAsync(report, [], cancel),
        };
    }

    /// <summary>
    /// Whether the question waits for this person: they hold a key of the GateCard and have not answered. False for everybody else,
    /// whatever they asked for.
    /// </summary>
    public async Task<bool> IsWaitingAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var report = await access.OpenAsync(reportId, staff, cancel);
        return report is not null && report.TryOpen(CompartmentKind.GateCard, null, out _)
            && !await cases.HasPassedAsync(reportId, staff.Certificate.PersonId, cancel);
    }

    /// <summary>Whether names came after this person's answer, so that they are asked again.</summary>
    public async Task<bool> IsAskedAgainAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        var holder = pseudonyms.Of(reportId, staff.Party);
        return await db.GatePasses.AnyAsync(pass => pass.Holder == holder && pass.AskedAgainOn != null, cancel)
            && await IsWaitingAsync(reportId, staff, cancel);
    }

    /// <summary>
    /// Whether the reporter withdrew it before anyone read it; shown to people who held a key of it, until the worker
    /// has deleted the rest.
    /// </summary>
    public async Task<bool> IsWithdrawnAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        var holder = pseudonyms.Of(reportId, staff.Party);
        return await db.Reports.AnyAsync(r => r.Id == reportId && r.State == ReportState.Withdrawn, cancel)
            && await db.Grants.AnyAsync(g => g.Holder == holder, cancel);
    }

    /// <summary>
    /// "No conflict. An administrator's first pass acknowledges the report to its reporter; a handler's accepts the
    /// referrals offered to that handler. Passing again changes nothing.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who answers.</param>
    /// <param name="met">
    /// What was shown: <see cref="GateView.Met"/>, 0 for nothing. Names that came after it are not answered for, and the answer is
    /// <see cref="CaseResult.ChangedSince"/>.
    /// </param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> PassAsync(Guid reportId, UnlockedStaff staff, int met, CancellationToken cancel)
        => cases.LockedAsync(reportId, staff, async report =>
        {
            var card = (await log.ReadAsync(report, report.Open(CompartmentKind.GateCard), cancel)).Where(AddedNames.IsShown).ToList();
            var dialogue = await access.OpenDialogueAsync(report, cancel);
            if (await cases.HasPassedAsync(reportId, staff.Certificate.PersonId, cancel)) return CaseResult.Done;
            if (NamesSelf(AddedNames.Of(card), staff)) return CaseResult.OwnName;
            if (met < Last(card) && card.Count > 1) return CaseResult.ChangedSince;

            var today = CopenhagenClock.Today(time);
            var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
            var again = await PassOf(report, staff).ExecuteUpdateAsync(set => set
                .SetProperty(pass => pass.AskedAgainOn, (DateOnly?)null).SetProperty(pass => pass.MarkedOn, today), cancel);
            if (again == 0)
                db.GatePasses.Add(new GatePass { Holder = pseudonyms.Of(reportId, staff.Party), ReportId = reportId, PassedOn = today });
            cases.Audit(report, AuditAction.GatePassed);
            if (CaseLifecycle.Acknowledge.IsFor(staff.Certificate) && CaseLifecycle.Acknowledge.Allows(report.Row.State))
                await AcknowledgeAsync(report, dialogue, scheme, today, cancel);
            if (CaseLifecycle.Accept.IsFor(staff.Certificate)) await AcceptAsync(report, scheme, today, cancel);
            return CaseResult.Done;
        }, cancel);

    /// <summary>The same for all who are named by now.</summary>
    public Task<CaseResult> PassAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
        => PassAsync(reportId, staff, int.MaxValue, cancel);

    /// <summary>
    /// "I have a conflict", before the gate or after it: excluded in the Dialogue, every grant of the report taken
    /// away, and the next writer changes the keys. An administrator leaves a substitute behind where too few would be
    /// left, and stays where nobody would be left.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="staff">Who steps back.</param>
    /// <param name="recusal">What they say of it: sealed for those who stay.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> RecuseAsync(Guid reportId, UnlockedStaff staff, Recusal recusal, CancellationToken cancel)
        => cases.LockedAsync(reportId, staff, async report =>
        {
            if (recusal.Check().Count > 0) return CaseResult.TextTooLong;
            if (recusal.Seen is { } seen && seen != (await recusing.ReadAsync(report, recusal.Names, cancel)).Seen)
                return CaseResult.ChangedSince;
            var today = CopenhagenClock.Today(time);
            var dialogue = await access.OpenDialogueAsync(report, cancel);
            var others = NamedColleagues.Bar(report, recusal.Names);
            if (!staff.Certificate.IsAdministrator && others.Count > 0 && !await cover.IsAnyoneLeftAsync(report, dialogue, cancel))
                return CaseResult.LastAdministrator;
            if (staff.Certificate.IsAdministrator
                && await cover.BeforeLeavingAsync(report, dialogue, recusal.NotNamed, today, cancel) is var answer and not CaseResult.Done)
            {
                return answer;
            }

            List<ExclusionContent> sealing =
                [new(staff.Certificate.PersonId, ExclusionContent.Recused) { Why = CaseText.Given(recusal.Why) }, .. others];
            var held = await AbandonedReferrals.HeldAsync(db, report, cancel);
            foreach (var exclusion in sealing) await log.AppendAsync(report, dialogue, EntryKind.Exclusion, exclusion, today, cancel);
            foreach (var exclusion in sealing) await rekeying.ShutOutAsync(reportId, exclusion.PersonId, cancel);
            var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
            await AbandonedReferrals.EndAsync(db, report, held, scheme, today, cancel);
            cases.Audit(report, AuditAction.Recused);
            return CaseResult.Done;
        }, cancel);

    /// <summary>The same of a person who says nothing of it.</summary>
    public Task<CaseResult> RecuseAsync(Guid reportId, UnlockedStaff staff, bool notNamed, CancellationToken cancel)
        => RecuseAsync(reportId, staff, new Recusal(notNamed), cancel);

    /// <summary>Whether the person has stepped back from the report before: all that is said to them of a case that they left.</summary>
    public Task<bool> HasSteppedBackAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
        => cases.HasSteppedBackAsync(reportId, staff, cancel);

    /// <summary>What the report says of whom it is about, and what the reporter has named since.</summary>
    private static string? Involved(IEnumerable<NamedContent> known) =>
        string.Join('\n', known.Select(n => n.Involved).Where(text => !BlankText.Is(text))) is { Length: > 0 } text ? text : null;

    /// <summary>The place of the last entry that is shown.</summary>
    private static int Last(List<ReadEntry> card) => card.Count == 0 ? 0 : card[^1].Position;

    /// <summary>Whether somebody of the same certificate was named after the report came.</summary>
    private static bool NamesSelf(IReadOnlyList<AddedName> added, UnlockedStaff staff) =>
        added.Any(one => !one.IsReporters && one.Persons.Any(person => person.PersonId == staff.Certificate.PersonId));

    private IQueryable<GatePass> PassOf(OpenReport report, UnlockedStaff staff)
    {
        var holder = pseudonyms.Of(report.Row.Id, staff.Party);
        return db.GatePasses.AsNoTracking().Where(pass => pass.Holder == holder);
    }

    private async Task AcknowledgeAsync(
        OpenReport report, OpenCompartment dialogue, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        var feedback = DeadlinePolicy.Feedback(report.Row.ReceivedOn, today, scheme.Deadlines);
        var entries = await log.ReadAsync(report, dialogue, cancel);
        var language = entries.FirstOrDefault(e => e.Kind == EntryKind.Report)?.As<ReportContent>()?.Language;
        await log.AppendAsync(report, dialogue, EntryKind.Acknowledgement,
            new TextContent(AcknowledgementText.In(scheme, language, report.Row.ReceivedOn, feedback.Due, today)), today, cancel);
        await CaseMoves.TakeAsync(db, CaseLifecycle.Acknowledge, report.Row, today, [feedback], cancel);
    }

    /// <summary>People of the scheme whose names are like one in the card's own words: the report itself is not looked at here.</summary>
    private async Task<IReadOnlyList<NearPerson>> NearAsync(
        OpenReport report, List<NamedContent> known, IReadOnlyList<AddedName> added, CancellationToken cancel)
    {
        var involved = string.Join('\n', added.Select(one => one.FullName).Prepend(Involved(known)));
        if (BlankText.Is(involved)) return [];
        var scheme = await schemes.GetAsync(report.Row.SchemeId, cancel);
        var text = new SearchedText(involved.Split('\n'));
        var named = known.SelectMany(n => n.Persons).Concat(added.SelectMany(one => one.Persons))
            .Select(person => person.PersonId).ToHashSet();
        return [.. report.MayHold.Where(one => !named.Contains(one.PersonId) && NearNames.Find(
                text, one.FullName, TitleWords.OfUnits(scheme.Units.Where(unit => one.Units.Contains(unit.Id))
                    .SelectMany(unit => new[] { unit.Title.Da, unit.Title.En }).OfType<string>())).Match == NameMatch.Near)
            .OrderBy(one => one.FullName, StringComparer.Ordinal)
            .Select(one => new NearPerson(one.FullName, report.People.AddressOf(one.PersonId)))];
    }

    /// <summary>The referrals that this person's pass accepts.</summary>
    private async Task<List<Referral>> OfferedAsync(OpenReport report, CancellationToken cancel) =>
        [.. (await db.Referrals.Where(r => r.ReportId == report.Row.Id).ToListAsync(cancel)).Where(r =>
            CaseLifecycle.Accept.Allows(report.Row.State, r.State)
            && report.Find(CompartmentKind.WorkFile, r.Id) is { } file && report.Own[file.Id].Any())];

    private async Task AcceptAsync(OpenReport report, Scheme scheme, DateOnly today, CancellationToken cancel)
    {
        foreach (var referral in await OfferedAsync(report, cancel))
        {
            referral.AcceptedOn = today;
            var own = report.TryOpen(CompartmentKind.StatementFile, referral.Id, out var file)
                ? (await log.NewestAsync(report, file!, EntryKind.OwnDates, cancel))?.As<OwnDatesContent>() : null;
            var statement = OwnDates.Statement(today, report.Row.Severity ?? Severity.Ordinary, own, scheme.Deadlines);
            await CaseMoves.TakeAsync(db, CaseLifecycle.Accept, report.Row, referral, today, [statement], cancel);
            cases.Audit(report, AuditAction.Accepted, referral.Id);
        }
    }
}

/// <summary>
/// What is shown before the conflict question: who and where, nothing of what was written. Reader names are those of
/// the scheme file's boxes.
/// </summary>
public sealed record GateView(Guid ReportId, string Reference, DateOnly ReceivedOn, string? Unit, string? Involved,
    IReadOnlyList<string> Readers, IReadOnlyList<NamedPerson> Persons, bool Readable, bool Passed)
{
    /// <summary>People of the scheme who are not named, but have a name like one in <see cref="Involved"/>.</summary>
    public IReadOnlyList<NearPerson> Near { get; init; } = [];

    /// <summary>Who was named after the report came, oldest first.</summary>
    public IReadOnlyList<AddedName> Added { get; init; } = [];

    /// <summary>How much of the card is shown; an answer is for no more than that.</summary>
    public int Met { get; init; }

    /// <summary>Since when a person who had answered is asked again; null for one who has not answered, or for all.</summary>
    public DateOnly? AskedAgainOn { get; init; }

    /// <summary>Whether an administrator added this person's own name: they can step back, and nothing else.</summary>
    public bool NamesSelf { get; init; }

    /// <summary>Whether the administrator struck something out before the unit got it.</summary>
    public bool IsCopy { get; init; }

    /// <summary>Whether passing acknowledges the report to its reporter.</summary>
    public bool Acknowledges { get; init; }

    /// <summary>Whether passing accepts a referral and starts the time for its statement.</summary>
    public bool Accepts { get; init; }

    /// <summary>
    /// How many handlers a unit of this person's would have left if the person stepped back; null where the person handles nothing.
    /// </summary>
    public int? HandlersLeft { get; init; }
}

/// <summary>Somebody whose name is like one that was written.</summary>
public sealed record NearPerson(string FullName, string Email);
