using Intake.Core.Deadlines;
using Intake.Core.Reports;
using Intake.Core.Sealing;
using Intake.Core.Staff.Audit;
using Intake.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace Intake.Core.Cases;

/// <summary>
/// The staff's one way into a case. Without a gate pass nothing opens but the GateCard; a person who holds no key, is
/// excluded or has not passed gets the same answer: not found.
/// </summary>
public sealed class CaseAccess(IntakeDb db, ReportAccess access, HolderPseudonyms pseudonyms, AuditTrail audit,
    FormUse form, StateRecords states, TimeProvider time)
{
    /// <summary>Opens a case to read. Null when it isn't there for this person.</summary>
    public async Task<OpenCase?> ReadAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
        => await OpenAsync(await access.OpenAsync(reportId, staff, cancel), staff, cancel);

    /// <summary>
    /// Does something to a case: one transaction, the report's row locked, everything read after the lock. Commits when the
    /// answer is <see cref="CaseResult.Done"/> and leaves nothing behind otherwise. A form that was taken before is done.
    /// </summary>
    public Task<CaseResult> WriteAsync(Guid reportId, UnlockedStaff staff, Func<OpenCase, Task<CaseResult>> write, CancellationToken cancel)
        => LockedAsync(reportId, staff, async report =>
        {
            var open = await OpenAsync(report, staff, cancel);
            return open is null ? CaseResult.NotFound : await write(open);
        }, cancel);

    /// <summary>
    /// Does something to two cases at once: as <see cref="WriteAsync"/>, with both rows locked, always in the order of their ids, so
    /// that two who do it never wait for each other. Not found where either is not there for this person.
    /// </summary>
    internal Task<CaseResult> WriteBothAsync(
        Guid reportId, Guid otherId, UnlockedStaff staff, Func<OpenCase, OpenCase, Task<CaseResult>> write, CancellationToken cancel)
    {
        var isFirst = reportId.CompareTo(otherId) < 0;
        var second = isFirst ? otherId : reportId;
        return LockedAsync(isFirst ? reportId : otherId, staff, async report =>
        {
            var one = await OpenAsync(report, staff, cancel);
            if (one is null) return CaseResult.NotFound;
            using var other = await OpenAsync(await access.OpenSecondToWriteAsync(second, staff, cancel), staff, cancel);
            if (other is null) return CaseResult.NotFound;
            var before = await states.LookAsync(second, cancel);
            var answer = isFirst ? await write(one, other) : await write(other, one);
            if (answer != CaseResult.Done) return answer;
            await db.SaveChangesAsync(cancel);
            await states.AddAsync(other.Report.Identity, other.Report.Self, before, other.Today, cancel);
            return answer;
        }, cancel);
    }

    /// <summary>
    /// Does something to a referral's WorkFile: as <see cref="WriteAsync"/>, for a handler who holds its key while the case is open, or
    /// while it is where <paramref name="step"/> can be taken.
    /// </summary>
    internal Task<CaseResult> WorkAsync(Guid reportId, Guid referralId, UnlockedStaff handler,
        Func<OpenCase, OpenCompartment, Referral, Task<CaseResult>> write, CancellationToken cancel, ReferralTransition? step = null)
        => WriteAsync(reportId, handler, async open =>
        {
            var file = open.WorkFile(referralId);
            var referral = await db.Referrals.SingleAsync(r => r.Id == referralId, cancel);
            return open.Allows(step ?? CaseLifecycle.Work, referral) ? await write(open, file, referral) : CaseResult.NotNow;
        }, cancel);

    /// <summary>As <see cref="WriteAsync"/>, without asking for the gate pass: for the gate itself.</summary>
    internal async Task<CaseResult> LockedAsync(
        Guid reportId, UnlockedStaff staff, Func<OpenReport, Task<CaseResult>> write, CancellationToken cancel)
    {
        // Data read before the lock must not be used after it.
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await form.TakeAsync(cancel)) return CaseResult.Done;
        using var report = await access.OpenToWriteAsync(reportId, staff, cancel);
        if (report is null) return CaseResult.NotFound;
        var before = await states.LookAsync(reportId, cancel);
        var answer = await TryAsync(() => write(report));
        if (answer == CaseResult.Done)
        {
            await db.SaveChangesAsync(cancel);
            await states.AddAsync(report.Identity, report.Self, before, CopenhagenClock.Today(time), cancel);
            await transaction.CommitAsync(cancel);
        }
        else
        {
            db.ChangeTracker.Clear();
        }

        return answer;
    }

    /// <summary>Adds an audit row; it is saved with what it is about.</summary>
    internal void Audit(OpenReport report, AuditAction action, Guid? subject = null)
        => audit.Add(db, action, report.Row.SchemeId, report.Self.Party.PersonId, subject ?? report.Row.Id);

    /// <summary>Whether the audit trail says that the person stepped back from the report: their keys are gone, and say nothing.</summary>
    internal Task<bool> HasSteppedBackAsync(Guid reportId, UnlockedStaff staff, CancellationToken cancel)
        => audit.HasRecusedAsync(db, staff.Certificate.SchemeId, staff.Certificate.PersonId, reportId, cancel);

    /// <summary>Whether the person has answered the report's conflict question with "none", for all who are named by now.</summary>
    internal Task<bool> HasPassedAsync(Guid reportId, Guid personId, CancellationToken cancel)
    {
        var holder = pseudonyms.OfPerson(reportId, personId);
        return db.GatePasses.AsNoTracking().AnyAsync(p => p.Holder == holder && p.AskedAgainOn == null, cancel);
    }

    private async Task<OpenCase?> OpenAsync(OpenReport? report, UnlockedStaff staff, CancellationToken cancel)
    {
        if (report is null) return null;
        try
        {
            if (await HasPassedAsync(report.Row.Id, staff.Certificate.PersonId, cancel))
            {
                var dialogue = await access.OpenDialogueAsync(report, cancel);
                return new OpenCase(report, dialogue, staff, CopenhagenClock.Today(time));
            }
        }
        catch (SealedException)
        {
            // No key, or excluded: not there for this person.
            report.Dispose();
            return null;
        }

        report.Dispose();
        return null;
    }

    private static async Task<CaseResult> TryAsync(Func<Task<CaseResult>> write)
    {
        try
        {
            return await write();
        }
        catch (SealedException)
        {
            return CaseResult.NotFound;
        }
    }
}

/// <summary>A case opened by a person who passed its gate: report and Dialogue.</summary>
public sealed class OpenCase : IDisposable
{
    internal OpenCase(OpenReport report, OpenCompartment dialogue, UnlockedStaff staff, DateOnly today)
    {
        Report = report;
        Dialogue = dialogue;
        Staff = staff;
        Today = today;
    }

    public OpenReport Report { get; }
    public OpenCompartment Dialogue { get; }
    public UnlockedStaff Staff { get; }

    /// <summary>Today in Copenhagen.</summary>
    public DateOnly Today { get; }

    public bool ByAdministrator => Staff.Certificate.IsAdministrator;

    /// <summary>Whether the person opens the case from its start, and not only from a cut on.</summary>
    public bool HasOriginal => Dialogue.First == 1;

    public bool ByHandler => Staff.Certificate.IsCaseHandler;

    /// <summary>Whether the report is closed, withdrawn or answered as outside the purpose.</summary>
    public bool IsOver => CaseLifecycle.IsOver(Report.Row.State);

    /// <summary>Whether the report is where this can be done. Who may do it is a question of its own, answered with "not found".</summary>
    public bool Allows(ReportTransition step) => step.Allows(Report.Row.State);

    /// <summary>Whether report and referral are where this can be done.</summary>
    public bool Allows(ReferralTransition step, Referral referral) => step.Allows(Report.Row.State, referral.State);

    /// <summary>Whether this person may do it, and the report is where it can be done.</summary>
    public bool May(ReportTransition step) => step.IsFor(Staff.Certificate) && Allows(step);

    /// <summary>Whether this person may do it, as far as roles go, and the case is where it can be done.</summary>
    public bool May(ReferralTransition step, Referral referral) => step.IsFor(Staff.Certificate) && Allows(step, referral);

    /// <summary>Opens a referral's WorkFile: its handlers only.</summary>
    /// <exception cref="SealedException">Not this person's.</exception>
    public OpenCompartment WorkFile(Guid referralId) => Report.Open(CompartmentKind.WorkFile, referralId);

    /// <summary>Opens a referral's StatementFile: its handlers and the administrators.</summary>
    /// <exception cref="SealedException">Not this person's.</exception>
    public OpenCompartment StatementFile(Guid referralId) => Report.Open(CompartmentKind.StatementFile, referralId);

    /// <inheritdoc />
    public void Dispose() => Report.Dispose();
}
