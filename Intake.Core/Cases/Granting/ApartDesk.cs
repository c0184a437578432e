using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Reports.Exclusions;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Granting;

/// <summary>
/// A later text of the reporter's names somebody who has the case: two people say that it is not them. One proposes it with a reason,
/// an administrator who is another person agrees. Those of whom nobody says it lose the case when its keys change.
/// </summary>
public sealed class ApartDesk(CaseAccess cases, CaseHolders holders, EntryLog log)
{
    /// <summary>Who is named, and what was proposed of them. Null when the case isn't there for this person.</summary>
    public async Task<ApartView?> ReadAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return null;
        var proposals = BarProposal.In(await log.ReadAsync(open.Report, open.Dialogue, cancel));
        var having = await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel);
        var (rule, self) = (open.Report.Rule!, staff.Certificate.PersonId);
        return new ApartView(CaseReference.Of(reportId),
            [
                .. Named(open, having).OrderBy(c => c.FullName, StringComparer.Ordinal).Select(named => new NamedHolder(
                    new JudgedPerson(named, rule.Of(named), []) { Email = rule.AddressOf(named.PersonId) },
                    proposals.LastOrDefault(one => one.IsOpen && rule.BarOf(named).Is(one.Bar)),
                    having.Count(c => c.IsAdministrator && c.PersonId != self && c.PersonId != named.PersonId && !rule.ShutsOut(c)))),
            ],
            proposals);
    }

    /// <summary>Proposes that colleagues who have the case are not the ones whom texts name. Nobody does so for themselves.</summary>
    public Task<CaseResult> ProposeAsync(
        Guid reportId, UnlockedStaff staff, IReadOnlyCollection<Guid> persons, string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, staff, async open =>
        {
            var rule = open.Report.Rule!;
            var named = Named(open, await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel));
            var chosen = named.Where(c => persons.Contains(c.PersonId)).ToList();
            if (persons.Count == 0 || chosen.Count != persons.Distinct().Count()) return CaseResult.ChoiceUnknown;
            if (CaseText.Fault(reason) is { } fault) return fault;
            var before = BarProposal.In(await log.ReadAsync(open.Report, open.Dialogue, cancel));
            if (chosen.Exists(c => before.Any(one => one.IsOpen && rule.BarOf(c).Is(one.Bar)))) return CaseResult.NotNow;
            foreach (var person in chosen)
            {
                await log.AppendAsync(open.Report, open.Dialogue, EntryKind.ApartProposal,
                    new ApartProposalContent(person.PersonId, person.FullName, rule.BarOf(person).Texts, reason!.Trim()),
                    open.Today, cancel);
                cases.Audit(open.Report, AuditAction.ApartProposed);
            }

            return CaseResult.Done;
        }, cancel);

    /// <summary>
    /// Answers a proposal. To agree takes an administrator who did not propose it, and has seen it as it is; to refuse it, or to take
    /// it back, any administrator but the person whom it is about.
    /// </summary>
    /// <param name="reportId">The report.</param>
    /// <param name="administrator">Who answers.</param>
    /// <param name="proposalId">The proposal's entry.</param>
    /// <param name="seen">What was shown: <see cref="BarProposal.Digest"/>.</param>
    /// <param name="agree">Whether they agree.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<CaseResult> AnswerAsync(Guid reportId, UnlockedStaff administrator, Guid proposalId, byte[] seen, bool agree,
        string? reason, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            var proposals = BarProposal.In(await log.ReadAsync(open.Report, open.Dialogue, cancel));
            if (!open.ByAdministrator || proposals.FirstOrDefault(one => one.EntryId == proposalId) is not { } proposal
                || proposal.Bar.PersonId == administrator.Certificate.PersonId)
            {
                return CaseResult.NotFound;
            }

            if (!proposal.IsOpen) return CaseResult.NotNow;
            if (agree && proposal.By.PersonId == administrator.Certificate.PersonId) return CaseResult.OwnProposal;
            var having = await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel);
            if (!seen.AsSpan().SequenceEqual(proposal.Digest)
                || (agree && !Named(open, having).Exists(c => open.Report.Rule!.BarOf(c).Is(proposal.Bar))))
            {
                return CaseResult.ChangedSince;
            }

            if (CaseText.Fault(reason) is { } fault) return fault;
            // It counts for the keys that this very step may change.
            if (agree) open.Report.Rule!.Lift(proposal.Bar);
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.ApartAnswer,
                new ApartAnswerContent(proposalId, proposal.Bar.PersonId, proposal.Digest, agree, reason!.Trim()), open.Today, cancel);
            cases.Audit(open.Report, AuditAction.ApartAnswered);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Others who have the case, are named, and of whom two people have not said that they are not meant.</summary>
    private static List<Certificate> Named(OpenCase open, IReadOnlyList<Certificate> having) =>
    [
        .. having.Where(c => c.PersonId != open.Staff.Certificate.PersonId && open.Report.Rule!.Of(c).Standing == Standing.Named
            && !open.Report.Rule.IsToldApart(c)),
    ];
}

/// <summary>Who of those who have a case is named, as one of the others sees it.</summary>
/// <param name="Reference">The case's reference.</param>
/// <param name="People">Who is named.</param>
/// <param name="Proposals">All that was ever proposed.</param>
public sealed record ApartView(string Reference, IReadOnlyList<NamedHolder> People, IReadOnlyList<BarProposal> Proposals);

/// <summary>Somebody who has the case and is named.</summary>
/// <param name="Person">Who, and where they are named.</param>
/// <param name="Proposal">What waits for an answer; null where nothing was proposed of the texts as they are.</param>
/// <param name="Answerers">How many other administrators have the case, and could agree to what the reader proposes.</param>
public sealed record NamedHolder(JudgedPerson Person, BarProposal? Proposal, int Answerers);
