using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Closing;

/// <summary>Closes cases. None closes without feedback, and a referred one not before its statements are accepted.</summary>
public sealed class ClosingDesk(IntakeDb db, CaseAccess cases, EntryLog log, SchemeCatalogue schemes)
{
    /// <summary>An administrator closes with an outcome, which sets how long the case is kept. The reporter reads the text.</summary>
    public Task<CaseResult> CloseAsync(Guid reportId, UnlockedStaff administrator, Outcome outcome, string? text, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Close.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            if (!Enum.IsDefined(outcome) || outcome == Outcome.OutOfScope) return CaseResult.ChoiceUnknown;
            if (CaseText.FaultOfOptional(text) is { } fault) return fault;
            var report = open.Report.Row;
            if (WhyNot(report.State) is { } refused) return refused;
            if (!await db.Entries.AnyAsync(e => e.CompartmentId == open.Dialogue.Context.Id && e.Kind == EntryKind.Feedback, cancel))
                return CaseResult.FeedbackMissing;

            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Closing,
                new ClosingContent(outcome.ToString(), CaseText.Given(text)), open.Today, cancel);
            var scheme = await schemes.GetAsync(report.SchemeId, cancel);
            await CaseMoves.TakeAsync(
                db, CaseLifecycle.Close, report, open.Today, DeadlinePolicy.AfterClosing(open.Today, outcome, scheme.Deadlines), cancel);
            cases.Audit(open.Report, AuditAction.Closed);
            return CaseResult.Done;
        }, cancel);

    /// <summary>Why a report in this state cannot be closed; null when its state allows it.</summary>
    public static CaseResult? WhyNot(ReportState state) => CaseLifecycle.Close.Allows(state) ? null
        : CaseLifecycle.Handle.Allows(state) ? CaseResult.StatementsMissing : CaseResult.NotNow;
}
