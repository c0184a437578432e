using Intake.Core.Cases.Granting;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Schemes;
using Intake.Core.Sealing;

namespace Intake.Core.Cases.Referrals;

/// <summary>Who can be chosen for a referral of an open case, each judged by the report's rule.</summary>
public sealed class ReferralPeople(CaseHolders holders, GrantCheck check, EntryLog log, SchemeCatalogue schemes)
{
    /// <summary>For each unit of the scheme whom an administrator can choose there, and who must not be.</summary>
    /// <param name="open">The case.</param>
    /// <param name="cancel">Cancels.</param>
    internal async Task<IReadOnlyDictionary<Guid, IReadOnlyList<Candidate>>> CandidatesAsync(OpenCase open, CancellationToken cancel)
    {
        var people = await PeopleAsync(open, cancel);
        return people.Scheme.Units.ToDictionary(
            unit => unit.Id, unit => (IReadOnlyList<Candidate>)Candidates(open.Report, people, unit));
    }

    private async Task<JudgedPeople> PeopleAsync(OpenCase open, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        var judged = await JudgeAsync(open, scheme, open.Report.MayHold.Where(c => c.IsCaseHandler), [], cancel);
        return new(scheme, judged, Ids(one => one.Judgement.Bars), Ids(one => one.Warnings.Count > 0));

        HashSet<Guid> Ids(Func<JudgedPerson, bool> which) => [.. judged.Values.Where(which).Select(one => one.PersonId)];
    }

    /// <summary>
    /// To whom these handlers may hand the case over without having read its original: colleagues against whom nothing in it speaks.
    /// </summary>
    internal async Task<List<Guid>> FreeAsync(OpenCase open, List<Certificate> handlers, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        var colleagues = open.Report.MayHold.Where(one => one is { IsCaseHandler: true, IsAdministrator: false }
            && handlers.Exists(handler => handler.Units.Intersect(one.Units).Any()));
        var judged = await JudgeAsync(open, scheme, colleagues, [], cancel);
        return [.. judged.Values.Where(one => one.Judgement.Standing == Standing.Free && one.Warnings.Count == 0)
            .Select(one => one.PersonId)];
    }

    private static List<Candidate> Candidates(OpenReport report, JudgedPeople people, Unit unit) =>
    [
        .. Router.Candidates(people.Scheme, unit, report.MayHold, people.Barred, people.Warned, IsNamed(report, unit.Leader))
            .Select(c => c with { Judged = people.Judged[c.PersonId] }),
    ];

    /// <summary>The handlers who may hold a report, each judged once.</summary>
    private sealed record JudgedPeople(
        Scheme Scheme, Dictionary<Guid, JudgedPerson> Judged, HashSet<Guid> Barred, HashSet<Guid> Warned);

    /// <summary>
    /// Colleagues to whom a handler can hand a referral over: of one of the handler's own units, and not in it yet. Where the handler
    /// has a marked copy, those against whom the original does not speak are known from the cut.
    /// </summary>
    internal async Task<IReadOnlyList<Candidate>> ColleaguesAsync(
        OpenCase open, Guid referralId, OpenCompartment workFile, CancellationToken cancel)
    {
        var cut = CutContent.For(referralId, await log.ReadAsync(open.Report, open.Dialogue, cancel))?.As<CutContent>()
            ?? CutContent.BeginningOf(await log.ReadAsync(open.Report, open.Dialogue, cancel));
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        var notes = ReporterText.In(await log.ReadAsync(open.Report, workFile, cancel), inDialogue: false);
        var judged = await JudgeAsync(open, scheme, open.Report.MayHold.Where(c => c.IsCaseHandler), notes, cancel);
        var holding = (await holders.OfAsync(open.Report, workFile.Context.Id, cancel)).Select(c => c.PersonId).ToHashSet();
        return [.. from certificate in open.Report.MayHold
            where certificate.IsCaseHandler && !holding.Contains(certificate.PersonId)
            let unit = scheme.Units.FirstOrDefault(u => certificate.Units.Contains(u.Id) && open.Staff.Certificate.Units.Contains(u.Id))
            where unit is not null
            orderby certificate.FullName
            let one = judged[certificate.PersonId]
            select new Candidate(certificate, unit, Above: false, one.Judgement.Bars)
            {
                Judged = one, IsForAdministrators = cut?.Free.Contains(certificate.PersonId) == false,
            }];
    }

    /// <summary>Whether the report names, or keeps out, the person who leads a unit; certified or not.</summary>
    private static bool IsNamed(OpenReport report, string? leader)
    {
        var rule = report.Rule!;
        return leader is not null && (rule.Means(leader) || report.MayHold.Any(person => rule.Of(person).Bars
            && string.Equals(rule.AddressOf(person.PersonId).Trim(), leader, StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<Dictionary<Guid, JudgedPerson>> JudgeAsync(
        OpenCase open, Scheme scheme, IEnumerable<Certificate> people, IReadOnlyList<ReporterText> notes, CancellationToken cancel)
    {
        var judged = new Dictionary<Guid, JudgedPerson>();
        foreach (var person in people)
            judged[person.PersonId] = await check.JudgeAsync(open.Report, open.Dialogue, scheme, person, notes, cancel);
        return judged;
    }
}
