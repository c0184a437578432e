using Intake.Core.Sealing;

namespace Intake.Core.Cases.Assessing;

/// <summary>A handler says how grave a case is, and what that is judged by.</summary>
public sealed class AssessDesk(CaseDesk desk)
{
    /// <summary>Adds the assessment; the statement's deadline follows while the statement has not been sent.</summary>
    /// <returns>The first of <see cref="Assessment.Check"/>'s faults, and nothing is stored; else as the case desk answers.</returns>
    public Task<CaseResult> AssessAsync(
        Guid reportId, Guid referralId, UnlockedStaff handler, Assessment assessment, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        return assessment.Check().Values.Cast<CaseResult?>().FirstOrDefault() is { } fault
            ? Task.FromResult(fault)
            : desk.AssessAsync(reportId, referralId, handler, assessment.Content(), cancel);
    }
}
