using Intake.Core.Cases.Acting;
using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Reports.Contents;
using Intake.Core.Sealing;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases.Work;

/// <summary>
/// The 72 hours for a report to the police, by what a unit says of that duty: reporting it meets them, and deciding against it ends
/// them. Why is said in the WorkFile alone: the reporter's key opens the Dialogue.
/// </summary>
internal static class PoliceHours
{
    /// <summary>
    /// Settles them where they run, or where it was decided not to report and it is reported after all; in the transaction of the duty's
    /// entry.
    /// </summary>
    internal static async Task SettleAsync(IntakeDb db, EntryLog log, OpenCase open, DutyContent duty, CancellationToken cancel)
    {
        if (Codes.Read<Duty>(duty.Duty) != Duty.Police || !open.May(CaseLifecycle.ReportToPolice)) return;
        var id = open.Report.Row.Id;
        var reported = Codes.Read<DutyAnswer>(duty.Answer) == DutyAnswer.Yes;
        var runs = await db.Deadlines.AnyAsync(row => row.ReportId == id && row.ReferralId == null
            && row.Kind == DeadlineKind.PoliceReport && row.MetOn == null && row.EndedOn == null, cancel);
        if (!runs && !(reported && await WasDecidedAgainstAsync(log, open, cancel))) return;

        var on = reported && duty.On is { } day ? day : open.Today;
        var decided = reported ? DecisionKind.PoliceReported : DecisionKind.PoliceNotReported;
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
            new DecisionContent(decided.ToString(), on, ""), open.Today, cancel);
        if (reported) await DeadlineBook.MeetAsync(db, DeadlineKind.PoliceReport, id, null, on, cancel);
        else await DeadlineBook.DropAsync(db, DeadlineKind.PoliceReport, id, cancel);
    }

    /// <summary>Whether it was decided last that the case is not reported: who reports it after all says so.</summary>
    private static async Task<bool> WasDecidedAgainstAsync(EntryLog log, OpenCase open, CancellationToken cancel) =>
        (await log.ReadAsync(open.Report, open.Dialogue, cancel)).Select(entry => entry.As<DecisionContent>()?.What)
        .LastOrDefault(what => what is nameof(DecisionKind.PoliceReported) or nameof(DecisionKind.PoliceNotReported))
            == nameof(DecisionKind.PoliceNotReported);
}
