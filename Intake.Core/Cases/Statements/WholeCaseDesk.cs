using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;

namespace Intake.Core.Cases.Statements;

/// <summary>A case with its statements read and judged, for one page that holds all of it.</summary>
public sealed class WholeCaseDesk(CaseAccess cases, CaseDesk desk)
{
    /// <summary>
    /// All that this person may read; each entry is opened once. Null when the case isn't there for them. The audit trail says each time
    /// that the whole case was taken out, since paper and file are out of its reach.
    /// </summary>
    public async Task<WholeCase?> ReadAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
    {
        using var open = await cases.ReadAsync(reportId, staff, cancel);
        if (open is null) return null;
        var view = await desk.ReadAsync(open, AuditAction.CasePrinted, cancel);
        return new WholeCase(view, view.Referrals.ToDictionary(referral => referral.Id, referral => Judged(open, referral)));
    }

    private static IReadOnlyList<ReadStatement> Judged(OpenCase open, ReferralView referral) =>
        open.Report.TryOpen(CompartmentKind.StatementFile, referral.Id, out var file)
            ? [.. (referral.StatementFile ?? []).Where(entry => entry.Kind == EntryKind.Statement)
                .Select(entry => ReadStatement.Of(entry, open.Report, file!))]
            : [];
}

/// <summary>A case as one member of staff may see it, and each referral's statements by its id.</summary>
public sealed record WholeCase(CaseView View, IReadOnlyDictionary<Guid, IReadOnlyList<ReadStatement>> Statements);
