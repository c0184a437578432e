using Intake.Core.Cases.Guidance;
using Intake.Core.Cases.Outbound;
using Intake.Core.Cases.UnitMessages;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Schemes;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Closing;

/// <summary>
/// Closes cases. A referred one is not closed before its statements are accepted, and none while something is open of which nobody has
/// said why it is carried over.
/// </summary>
public sealed class ClosingDesk(
    IntakeDb db, CaseAccess cases, EntryLog log, SchemeCatalogue schemes, OutboundGuard guard, CaseDraftRows drafts, CaseMarks marks,
    MessageProposals proposals, SeenWhenShown seen)
{
    /// <summary>
    /// An administrator closes with an outcome, which sets how long the case is kept. Faults are returned field by field, and nothing is
    /// stored. What is closed is shown on a check page first. The reporter reads the last words, and why there was no feedback.
    /// </summary>
    public async Task<ClosingResult> CloseAsync(
        Guid reportId, UnlockedStaff administrator, ClosingDraft draft, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, CaseResult> faults = new Dictionary<string, CaseResult>();
        var answer = await cases.WriteAsync(reportId, administrator, async open =>
        {
            if (!CaseLifecycle.Close.IsFor(administrator.Certificate)) return CaseResult.NotFound;
            var report = open.Report.Row;
            if (WhyNot(report.State) is { } refused) return refused;
            var told = (await log.ReadAsync(open.Report, open.Dialogue, cancel))
                .Where(entry => EntryKinds.Messages(EntryMessage.FromReporter).Contains(entry.Kind));
            if (seen.Fault(told, administrator) is { } unseen) return unseen;
            var ground = await GroundAsync(open, cancel);
            faults = draft.Check(ground);
            if (faults.Count > 0) return CaseResult.TextMissing;
            var noFeedback = ground.HasFeedback ? null : CaseText.Given(draft.NoFeedback);
            var findings = await guard.FindAsync(open, [draft.Text, noFeedback], OutboundReader.Reporter, cancel);
            if (draft.Answer.Missing(findings) is { } missing) return missing;

            var outcome = draft.Outcome!.Value;
            await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Closing,
                new ClosingContent(outcome.ToString(), CaseText.Given(draft.Text))
                {
                    Record = draft.Record(ground),
                    NoFeedback = noFeedback,
                    TalkKept = ground.Open.Any(matter => matter.Kind == MatterKind.AgreedTalk) ? draft.TalkKept : null,
                }, open.Today, cancel);
            await guard.RecordAsync(open, findings, draft.Answer, null, cancel);
            var scheme = await schemes.GetAsync(report.SchemeId, cancel);
            await CaseMoves.TakeAsync(
                db, CaseLifecycle.Close, report, open.Today, DeadlinePolicy.AfterClosing(open.Today, outcome, scheme.Deadlines), cancel);
            await drafts.DropAsync(open, WorkForm.Closing, cancel);
            cases.Audit(open.Report, AuditAction.Closed);
            return CaseResult.Done;
        }, cancel);
        return new(answer, faults);
    }

    /// <summary>Why a report in this state cannot be closed; null when its state allows it.</summary>
    public static CaseResult? WhyNot(ReportState state) => CaseLifecycle.Close.Allows(state) ? null
        : CaseLifecycle.Handle.Allows(state) ? CaseResult.StatementsMissing : CaseResult.NotNow;

    private async Task<ClosingGround> GroundAsync(OpenCase open, CancellationToken cancel)
    {
        var reportId = open.Report.Row.Id;
        var thread = await log.ReadAsync(open.Report, open.Dialogue, cancel);
        var due = await db.Deadlines.Where(row => row.ReportId == reportId && row.ReferralId == null && row.MetOn == null
            && row.EndedOn == null).Select(row => row.Kind).ToListAsync(cancel);
        var (files, received) = (new List<(Guid, IReadOnlyList<ReadEntry>)>(), 0);
        foreach (var referral in await db.Referrals.Where(row => row.ReportId == reportId).OrderBy(row => row.ReferredOn)
            .ThenBy(row => row.Id).Select(row => row.Id).ToListAsync(cancel))
        {
            var entries = new List<ReadEntry>();
            var handles = open.Report.TryOpen(CompartmentKind.WorkFile, referral, out var work);
            if (handles) entries.AddRange(await log.ReadAsync(open.Report, work!, cancel));
            if (open.Report.TryOpen(CompartmentKind.StatementFile, referral, out var file))
            {
                var said = await log.ReadAsync(open.Report, file!, cancel);
                received += UnitThread.Received(said, handles);
                entries.AddRange(said);
            }

            files.Add((referral, entries));
        }

        var seen = (await marks.OfAsync(reportId, open.Staff, cancel)).MessagesSeen;
        var unseen = (await marks.UnseenByUnitAsync(reportId, cancel)).Values.Sum();
        return new(OpenMatters.Of(thread, due, files,
                new UnreadMessages(Math.Max(0, received - seen), unseen, await proposals.WaitingAsync(open.Report, cancel))),
            thread.Any(entry => entry.Kind == EntryKind.Feedback),
            WorkHints.IsNearTheTrap(thread.FirstOrDefault(entry => entry.Kind == EntryKind.Report)?.As<ReportContent>()));
    }
}
