using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Granting;

/// <summary>Who else is to have a case: an administrator takes another in.</summary>
public sealed class CoverDesk(CaseAccess cases, CaseHolders holders, AdministratorCover cover, GrantCheck check, SchemeCatalogue schemes)
{
    /// <summary>Administrators who don't have the case yet. Null when it isn't there for this person.</summary>
    public async Task<IReadOnlyList<JudgedPerson>?> CandidatesAsync(Guid reportId, UnlockedStaff administrator, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, administrator, cancel);
        return open is not { ByAdministrator: true } ? null : await CandidatesAsync(open, cancel);
    }

    /// <summary>Gives one of them access, after what has to be answered.</summary>
    public Task<CaseResult> AddAsync(
        Guid reportId, UnlockedStaff administrator, Guid personId, GrantAnswers answers, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!open.ByAdministrator) return CaseResult.NotFound;
            if (open.Report.ExclusionsInDoubt) return CaseResult.ExclusionsInDoubt;
            if (!open.HasOriginal) return CaseResult.OriginalNotRead;
            var chosen = (await CandidatesAsync(open, cancel)).Where(one => one.PersonId == personId).ToList();
            if (chosen.Count == 0) return CaseResult.HandlerUnknown;
            if (GrantCheck.Fault(chosen, answers) is { } fault) return fault;
            await check.RecordAsync(open.Report, open.Dialogue, chosen, answers, open.Today, cancel);
            await cover.GrantAsync(open.Report, [chosen[0].Certificate], open.Today, cancel);
            cases.Audit(open.Report, AuditAction.HandedOver);
            return CaseResult.Done;
        }, cancel);

    private async Task<List<JudgedPerson>> CandidatesAsync(OpenCase open, CancellationToken cancel)
    {
        var scheme = await schemes.GetAsync(open.Report.Row.SchemeId, cancel);
        var holding = (await holders.OfAsync(open.Report, open.Dialogue.Context.Id, cancel)).Select(c => c.PersonId).ToHashSet();
        var judged = new List<JudgedPerson>();
        foreach (var person in open.Report.MayHold.Where(c => c.IsAdministrator && !holding.Contains(c.PersonId))
            .OrderBy(c => c.FullName, StringComparer.Ordinal))
        {
            judged.Add(await check.JudgeAsync(open.Report, open.Dialogue, scheme, person, [], cancel));
        }

        return judged;
    }
}
