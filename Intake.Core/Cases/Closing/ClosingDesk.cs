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
    public Task<CaseAnswer> CloseAsync(Guid reportId, UnlockedStaff administrator, Outcome outcome, string? text, CancellationToken cancel)
        => cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!open.ByAdministrator) return CaseAnswer.NotFound;
            if (!Enum.IsDefined(outcome) || outcome == Outcome.OutOfScope) return CaseAnswer.ChoiceUnknown;
            if (CaseText.FaultOfOptional(text) is { } fault) return fault;
            var report = open.Report.Row;
            if (report.State == ReportState.Referred) return CaseAnswer.StatementsMissing;
            if (report.State is not (ReportState.InScope or ReportState.Handled)) return CaseAnswer.NotNow;
            if (!await db.Entries.AnyAsync(e => e.CompartmentId == open.Dialogue.Context.Id && e.Kind == EntryKind.Feedback, cancel))
                return CaseAnswer.FeedbackMissing;

            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Closing, new ClosingContent(outcome.ToString(), CaseText.Given(text)),
                open.Today, cancel);
            var scheme = await schemes.GetAsync(report.SchemeId, cancel);
            report.State = ReportState.Closed;
            report.ClosedOn = open.Today;
            report.KeepUntil = DeadlinePolicy.Retention(open.Today, outcome, scheme.Clocks).Due;
            await DeadlineBook.MeetAllAsync(db, reportId, open.Today, cancel);
            DeadlineBook.Write(db, DeadlinePolicy.CheckIn(open.Today, scheme.Clocks), reportId);
            cases.Audit(open.Report, AuditAction.Closed);
            return CaseAnswer.Done;
        }, cancel);
}
