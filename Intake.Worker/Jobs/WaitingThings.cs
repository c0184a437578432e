using Intake.Core.Accountability;
using Intake.Core.Cases;
using Intake.Core.Cases.Closing;
using Intake.Core.Notices;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Accounts;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Worker.Jobs;

/// <summary>
/// What waits for whom in a scheme, from open columns, the pseudonyms of grants and gate passes, and ids of the entries whose turn
/// it is. Of a case only for its holders. See docs/decisions/a-notice-says-only-that-something-waits.md.
/// </summary>
internal sealed class WaitingThings(IntakeDb db, HolderPseudonyms pseudonyms, HoldProposals holds, SchemeErrands errands)
{
    private sealed record Turn(Guid ReportId, Guid? ReferralId, Guid EntryId);

    private sealed record Message(Guid ReportId, Guid ReferralId, Guid EntryId, bool ToUnit);

    private sealed record Proposal(Guid ReportId, Guid? ReferralId, Guid EntryId, int Waiting);

    /// <summary>What the entries of a scheme's cases say, by report.</summary>
    private sealed record Said(
        ILookup<Guid, Turn> Turns, ILookup<Guid, Message> Messages, ILookup<Guid, Proposal> Proposals);

    /// <summary>What a person has answered of a case's conflict question.</summary>
    /// <param name="AskedAgainOn">Since when names wait for their answer.</param>
    /// <param name="Proposed">How many messages of their own wait for a colleague.</param>
    private sealed record Pass(DateOnly? AskedAgainOn, int Proposed);

    /// <summary>Cases whose holders are read at once.</summary>
    private const int AtOnce = 1000;

    /// <summary>Into a closed case the reporter writes how it has gone since, and nothing else is done with it.</summary>
    private static readonly ReportState[] Read = [.. CaseLifecycle.Open, .. CaseLifecycle.AnswerCheckIn.From];

    /// <summary>Each thing for each of these people, who are active in the scheme.</summary>
    public async Task<IReadOnlyList<ThingForPerson>> OfAsync(
        SchemeStaff staff, IReadOnlyList<MailedPerson> people, CancellationToken cancel)
    {
        var administrators = people.Where(person => person.Is(StaffRoles.Administrator)).Select(person => person.Id).ToList();
        List<ThingForPerson> things = [.. await OfCasesAsync(staff, people, cancel)];
        if (administrators.Count == 0) return things;
        foreach (var errand in await errands.OfAsync(staff.Scheme.Id, cancel))
        {
            things.AddRange(administrators.Where(person => person != errand.About)
                .Select(person => new ThingForPerson(person, errand.Topic)));
        }

        things.AddRange(await OfHoldsAsync(staff.Scheme.Id, administrators, cancel));
        return things;
    }

    /// <summary>Proposals to keep a case, or to lift that, also of a case that is closed: not for the person who made one.</summary>
    private async Task<IEnumerable<ThingForPerson>> OfHoldsAsync(Guid scheme, List<Guid> administrators, CancellationToken cancel)
    {
        var asked = await db.Reports.Where(report => report.SchemeId == scheme && report.HoldAskedOn != null)
            .Select(report => new { report.Id, report.HoldAskedOn })
            .ToDictionaryAsync(report => report.Id, report => report.HoldAskedOn, cancel);
        if (asked.Count == 0) return [];
        var proposers = await holds.OfAsync(scheme, asked.Keys, cancel);
        var holding = await CaseHolding.ReadAsync(db, asked.Keys, pseudonyms, cancel);
        return
            from report in asked
            from person in administrators
            where holding.OfReport(report.Key, person) && proposers[report.Key] != person
            select new ThingForPerson(person, $"hold {report.Key:N} {report.Value:yyyy-MM-dd}");
    }

    private async Task<IReadOnlyList<ThingForPerson>> OfCasesAsync(
        SchemeStaff staff, IReadOnlyList<MailedPerson> people, CancellationToken cancel)
    {
        var scheme = staff.Scheme.Id;
        var turns = (await db.Database.SqlQuery<Turn>($"""
            SELECT report_id AS "ReportId", referral_id AS "ReferralId", entry_id AS "EntryId" FROM intake.waiting_entries({scheme})
            """).ToListAsync(cancel)).ToLookup(turn => turn.ReportId);
        var messages = (await db.Database.SqlQuery<Message>($"""
            SELECT report_id AS "ReportId", referral_id AS "ReferralId", entry_id AS "EntryId", to_unit AS "ToUnit"
            FROM intake.waiting_messages({scheme})
            """).ToListAsync(cancel)).ToLookup(message => message.ReportId);
        var proposals = (await db.Database.SqlQuery<Proposal>($"""
            SELECT report_id AS "ReportId", referral_id AS "ReferralId", entry_id AS "EntryId", waiting AS "Waiting"
            FROM intake.waiting_proposals({scheme})
            """).ToListAsync(cancel)).ToLookup(proposal => proposal.ReportId);
        var answered = turns.SelectMany(of => of).Where(turn => turn.ReferralId is null).Select(turn => turn.ReportId);
        var reports = (await new WaitingCases(db, pseudonyms).FindAsync(staff, people, cancel)).Union(answered)
            .Union(messages.Select(of => of.Key)).Union(proposals.Select(of => of.Key)).Order();
        List<ThingForPerson> things = [];
        var said = new Said(turns, messages, proposals);
        foreach (var some in reports.Chunk(AtOnce)) things.AddRange(await OfCasesAsync(some, staff, people, said, cancel));
        return things;
    }

    private async Task<IEnumerable<ThingForPerson>> OfCasesAsync(
        Guid[] some, SchemeStaff staff, IReadOnlyList<MailedPerson> people, Said said, CancellationToken cancel)
    {
        var reports = await db.Reports.Where(report => some.Contains(report.Id) && Read.Contains(report.State))
            .Select(report => new { report.Id, report.State }).ToListAsync(cancel);
        var holding = await CaseHolding.ReadAsync(db, some, pseudonyms, cancel);
        var passes = (await db.GatePasses.Where(pass => some.Contains(pass.ReportId))
            .Select(pass => new { pass.Holder, pass.AskedAgainOn, pass.MessagesProposed }).ToListAsync(cancel))
            .ToDictionary(pass => Convert.ToHexString(pass.Holder), pass => new Pass(pass.AskedAgainOn, pass.MessagesProposed));
        var referrals = (await db.Referrals.AsNoTracking().Where(row => some.Contains(row.ReportId)).ToListAsync(cancel))
            .ToLookup(row => row.ReportId);
        return
            from report in reports
            from person in holding.Holding(report.Id, LikelyFirst(referrals[report.Id], staff, people))
            let mine = referrals[report.Id].Where(row => holding.OfReferral(report.Id, row.Id, person.Id)).ToList()
            let pass = passes.GetValueOrDefault(Convert.ToHexString(pseudonyms.OfPerson(report.Id, person.Id)))
            from topic in Topics(report.Id, report.State, person, pass, mine, referrals[report.Id], said.Turns[report.Id], holding)
                .Concat(IsOpened(pass) ? TopicsOf(said.Messages[report.Id], person, mine) : [])
                .Concat(IsOpened(pass) ? TopicsOf(said.Proposals[report.Id], person, pass!, mine) : [])
            select new ThingForPerson(person.Id, topic);
    }

    /// <summary>What a unit's handlers hear from the administrators, and these from the unit.</summary>
    private static IEnumerable<string> TopicsOf(IEnumerable<Message> messages, MailedPerson person, List<Referral> mine) => messages
        .Where(message => message.ToUnit ? mine.Exists(row => row.Id == message.ReferralId)
            : person.Is(StaffRoles.Administrator) && !mine.Exists(row => row.Id == message.ReferralId))
        .Select(message => $"message {message.EntryId:N}");

    /// <summary>
    /// A colleague's message that they can read: there are more than their own. Whose the newest is no open column says.
    /// </summary>
    private static IEnumerable<string> TopicsOf(IEnumerable<Proposal> proposals, MailedPerson person, Pass pass, List<Referral> mine)
    {
        var read = proposals.Where(one => one.ReferralId is { } referral
            ? mine.Exists(row => row.Id == referral) : person.Is(StaffRoles.Administrator)).OrderBy(one => one.EntryId).ToList();
        return read.Sum(one => one.Waiting) > pass.Proposed ? read.Take(1).Select(one => $"proposal {one.EntryId:N}") : [];
    }

    private static bool IsOpened(Pass? pass) => pass is { AskedAgainOn: null };

    /// <summary>All of these people once: administrators, then handlers of the units that have the case, then the others.</summary>
    private static IEnumerable<MailedPerson> LikelyFirst(
        IEnumerable<Referral> referrals, SchemeStaff staff, IReadOnlyList<MailedPerson> people)
    {
        var handlers = referrals.SelectMany(row => staff.HandlersOf(row.UnitId)).ToHashSet();
        return people.Where(person => person.Is(StaffRoles.Administrator))
            .Concat(people.Where(person => handlers.Contains(person.Id)))
            .Concat(people).DistinctBy(person => person.Id);
    }

    /// <summary>As the inbox has it in <c>NextActionPolicy</c>, except what the person has just made themselves.</summary>
    private static IEnumerable<string> Topics(
        Guid report, ReportState state, MailedPerson person, Pass? pass, List<Referral> mine, IEnumerable<Referral> all,
        IEnumerable<Turn> turns, CaseHolding holding)
    {
        var opened = IsOpened(pass);
        var answer = turns.FirstOrDefault(turn => turn.ReferralId is null);
        if (CaseLifecycle.IsOver(state))
        {
            if (opened && answer is not null) yield return $"answer {answer.EntryId:N}";
            yield break;
        }

        if (pass is null) yield return $"gate {report:N}";
        if (pass?.AskedAgainOn is { } again) yield return $"names {report:N} {again:yyyy-MM-dd}";
        foreach (var offered in mine.Where(row => row.State is ReferralState.Offered)) yield return $"referral {offered.Id:N}";
        var statements = turns.Where(turn => turn.ReferralId is not null)
            .ToLookup(turn => turn.ReferralId!.Value, turn => turn.EntryId);
        foreach (var entry in mine.Where(row => row.State is ReferralState.StatementReturned).SelectMany(row => statements[row.Id].Take(1)))
            yield return $"statement {entry:N}";

        var administers = person.Is(StaffRoles.Administrator);
        if (administers)
        {
            foreach (var entry in all.Where(row => row.State is ReferralState.StatementSent).SelectMany(row => statements[row.Id].Take(1)))
                yield return $"statement {entry:N}";
            foreach (var left in all.Where(row => !CaseLifecycle.IsOver(row.State) && !holding.AnyOfReferral(row.Id)))
                yield return $"left {left.Id:N}";
            if (state == CaseLifecycle.Handle.To) yield return $"closing {report:N}";
        }

        // A report's own files are there when it is opened; while it is with a unit, answers wait for its handlers.
        if (opened && (mine.Count > 0 || state != CaseLifecycle.Refer.To) && answer is not null) yield return $"answer {answer.EntryId:N}";
    }
}
