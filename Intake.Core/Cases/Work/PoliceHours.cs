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
    /// <returns><see cref="CaseResult.DayImpossible"/> where it would have been reported before it happened.</returns>
    internal static async Task<CaseResult> SettleAsync(
        IntakeDb db, EntryLog log, OpenCase open, DutyContent duty, CancellationToken cancel, DateOnly? incident = null)
    {
        if (Codes.Read<Duty>(duty.Duty) != Duty.Police || !open.May(CaseLifecycle.ReportToPolice)) return CaseResult.Done;
        var id = open.Report.Row.Id;
        var reported = Codes.Read<DutyAnswer>(duty.Answer) == DutyAnswer.Yes;
        var decisions = (await log.ReadAsync(open.Report, open.Dialogue, cancel)).Select(entry => entry.As<DecisionContent>())
            .OfType<DecisionContent>().ToList();
        if (reported && duty.On < (incident ?? IncidentOn(decisions))) return CaseResult.DayImpossible;
        var runs = await db.Deadlines.AnyAsync(row => row.ReportId == id && row.ReferralId == null
            && row.Kind == DeadlineKind.PoliceReport && row.MetOn == null && row.EndedOn == null, cancel);
        if (!runs && !(reported && WasDecidedAgainst(decisions))) return CaseResult.Done;

        var on = reported && duty.On is { } day ? day : open.Today;
        var decided = reported ? DecisionKind.PoliceReported : DecisionKind.PoliceNotReported;
        await log.AppendAsync(open.Report, open.Dialogue, EntryKind.Decision,
            new DecisionContent(decided.ToString(), on, ""), open.Today, cancel);
        if (reported) await DeadlineBook.MeetAsync(db, DeadlineKind.PoliceReport, id, null, on, cancel);
        else await DeadlineBook.DropAsync(db, DeadlineKind.PoliceReport, id, cancel);
        return CaseResult.Done;
    }

    /// <summary>What a unit that this person works for has answered: that it is reported, before anything else. Null for nothing.</summary>
    internal static async Task<DutyContent?> AnsweredAsync(EntryLog log, OpenCase open, CancellationToken cancel)
    {
        DutyContent? answered = null;
        foreach (var (_, file) in FilesOf(open))
        {
            var said = ExternalDuties.Of(await log.ReadAsync(open.Report, file, cancel)).GetValueOrDefault(Duty.Police);
            if (IsReported(said)) return said;
            answered ??= said;
        }

        return answered;
    }

    private static bool IsReported(DutyContent? said) => said is not null && Codes.Read<DutyAnswer>(said.Answer) == DutyAnswer.Yes;

    /// <summary>Answers the unit's duty where the 72 hours are met by hand, so that the two do not contradict each other.</summary>
    internal static async Task AnswerAsync(EntryLog log, OpenCase open, CancellationToken cancel)
    {
        if (FilesOf(open) is not [var (_, file)] || IsReported(await AnsweredAsync(log, open, cancel))) return;
        await log.AppendAsync(open.Report, file, EntryKind.Duty,
            ExternalDuties.Stored(new DutyContent(nameof(Duty.Police), nameof(DutyAnswer.Yes)) { On = open.Today }), open.Today, cancel);
    }

    private static List<(Guid Referral, OpenCompartment File)> FilesOf(OpenCase open)
    {
        var files = new List<(Guid, OpenCompartment)>();
        foreach (var room in open.Report.Compartments.Where(room => room.Kind == CompartmentKind.WorkFile).OrderBy(room => room.ReferralId))
        {
            if (open.Report.TryOpen(CompartmentKind.WorkFile, room.ReferralId, out var file)) files.Add((room.ReferralId!.Value, file!));
        }

        return files;
    }

    /// <summary>The day of the incident as it was said last; null where none is, or it was taken away.</summary>
    internal static async Task<DateOnly?> IncidentOnAsync(EntryLog log, OpenCase open, CancellationToken cancel) =>
        IncidentOn([.. (await log.ReadAsync(open.Report, open.Dialogue, cancel)).Select(entry => entry.As<DecisionContent>())
            .OfType<DecisionContent>()]);

    private static DateOnly? IncidentOn(List<DecisionContent> decisions) =>
        decisions.LastOrDefault(one => one.What is nameof(DecisionKind.IncidentDated) or nameof(DecisionKind.IncidentUndated)) is
            { What: nameof(DecisionKind.IncidentDated), On: { } on } ? on : null;

    /// <summary>Whether it was decided last that the case is not reported: who reports it after all says so.</summary>
    private static bool WasDecidedAgainst(List<DecisionContent> decisions) => decisions.Select(one => one.What)
        .LastOrDefault(what => what is nameof(DecisionKind.PoliceReported) or nameof(DecisionKind.PoliceNotReported))
            == nameof(DecisionKind.PoliceNotReported);
}
